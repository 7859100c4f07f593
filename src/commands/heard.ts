import type { ContactChannel } from '../domain/contact.ts';
import type { Content } from '../domain/content.ts';
import type { Sent } from '../domain/evidence.ts';
import type { Answer } from '../domain/headcount.ts';
import type { Step } from '../domain/hotline.ts';
import type { LaneName } from '../domain/lane.ts';
import type { Language } from '../domain/language.ts';
import type { Point } from '../domain/neighbourhood.ts';
import type { Press } from '../domain/press.ts';
import type { Take } from '../domain/take.ts';

/** One thing that came in, the same for every channel. */
export interface Heard {
  /** Unique per update at the provider: the same key never takes effect twice. */
  readonly key: string;
  readonly channel: ContactChannel;
  /** Chat id in decimal, or E.164. */
  readonly address: string;
  /** The bot that heard it: the answer goes by the same one, for no other can answer a press. Absent where there are no bots. */
  readonly lane?: LaneName;
  /** The bot's user name, for links that open it. */
  readonly bot?: string;
  readonly name: string | undefined;
  /** What the provider says of the person's language. */
  readonly language: Language | undefined;
  readonly signal: /** `links`: those that the text does not show. */
    | { readonly kind: 'text'; readonly text: string; readonly links?: readonly string[] }
    | { readonly kind: 'point'; readonly point: Point }
    /** `message`: the provider's id of the message under which the button is; absent where it is too old to be told. */
    | { readonly kind: 'press'; readonly press: Press | undefined; readonly callback: string; readonly message?: string }
    /** A key pressed in a call about an incident. The answer is spoken, while the line is open. */
    | { readonly kind: 'key'; readonly incident: string; readonly answer: Answer }
    /** A step of somebody's call to the hotline. What comes of it is spoken, except once the call has ended. */
    | { readonly kind: 'hotline'; readonly call: string; readonly step: Step }
    /** A key pressed in a call that asked an organiser whether a report is true. */
    | { readonly kind: 'verdict-key'; readonly incident: string; readonly confirmed: boolean }
    /** A key pressed in a call that asked whether somebody is safe. */
    | { readonly kind: 'home-key'; readonly incident: string; readonly safe: boolean }
    /** Somebody who was asked to record something did. */
    | { readonly kind: 'take'; readonly take: Take }
    /** A photo, a film, a sound or another file. */
    | { readonly kind: 'evidence'; readonly sent: Sent }
    | { readonly kind: 'blocked' }
    | { readonly kind: 'unblocked' }
    /** A sticker, a contact: nothing that can be read as words, or kept. */
    | { readonly kind: 'wordless' };
}

/**
 * Takes in one thing that was heard. Resolves once its effect is committed, with what is to be said at once, aloud: only somebody on
 * the line is answered so, all else goes out through a lane. Rejects when the provider should send it again.
 */
export type Hear = (heard: Heard) => Promise<readonly Content[]>;
