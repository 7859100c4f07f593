import type { LaneName } from '../domain/lane.ts';
import type { Language } from '../domain/language.ts';
import type { Exhibit } from '../domain/media/strip.ts';
import type { Point } from '../domain/neighbourhood.ts';
import type { Skill } from '../domain/skill.ts';
import type { Rendered } from '../locales/render.ts';
import type { SendResult } from './send-error.ts';

/** One request to a provider. */
export type Outgoing =
  | { readonly op: 'message'; readonly address: string; readonly rendered: Rendered; readonly validForMs: number }
  | { readonly op: 'edit'; readonly address: string; readonly messageId: string; readonly rendered: Rendered }
  | { readonly op: 'venue'; readonly address: string; readonly point: Point; readonly title: string; readonly detail: string }
  | { readonly op: 'toast'; readonly callback: string; readonly text: string }
  /** What somebody spoke, as MP3 or WAV. It is opened when it is sent: thousands of copies must not hold it; undefined where it is gone. */
  | {
      readonly op: 'voice-note';
      readonly address: string;
      readonly caption: string;
      open(): Promise<Uint8Array | undefined>;
    }
  /** What somebody sent, as far as it may be shown. Opened when it is sent, one at a time: it may be twenty megabytes. */
  | {
      readonly op: 'exhibit';
      readonly address: string;
      readonly caption: string;
      open(): Promise<Exhibit | undefined>;
    }
  /** A telephone call. What it says is asked for when it is answered: by then it may be over. */
  | {
      readonly op: 'call';
      readonly address: string;
      readonly incident: string;
      readonly language: Language;
      /** An organiser is asked whether the report is true. */
      readonly verdict?: boolean;
      /** Somebody with a skill is asked for. */
      readonly skill?: Skill;
      /** Whoever is called may not know the exact place. */
      readonly hidesPlace?: boolean;
      /** Somebody who was there is asked whether they are safe. */
      readonly home?: boolean;
      readonly validForMs: number;
    }
  /** A file that was made for the reader. Opened when it is sent, as what was spoken. */
  | {
      readonly op: 'document';
      readonly address: string;
      readonly caption: string;
      readonly name: string;
      readonly type: string;
      open(): Promise<Uint8Array | undefined>;
    };

/** A provider's sender. It carries out and reports; it never decides, waits or tries again. */
export interface Channel {
  readonly lane: LaneName;
  /** Units a second that the provider allows; 0 means no limit. */
  readonly rate: number;
  /** Whether two messages to one address must be a second apart. */
  readonly onePerChat: boolean;
  /** How often a copy may be tried in all; absent where the dispatcher's own limit holds. */
  readonly attemptsMax?: number;
  /** Units of the rate that a request takes. */
  cost(outgoing: Outgoing): number;
  /** Never rejects. */
  send(outgoing: Outgoing, signal: AbortSignal): Promise<SendResult>;
  /**
   * Finds a message whose sending was never answered: the provider's ids of all that it has sent to the address since then,
   * those with the same text first. Absent where the provider cannot be asked.
   */
  lookUp?(outgoing: Outgoing, since: number, signal: AbortSignal): Promise<readonly string[] | 'unavailable'>;
  /** What a receipt of the provider means. Absent where it gives none. */
  readReceipt?(status: string, code: string | null): 'under-way' | 'delivered' | SendResult;
}
