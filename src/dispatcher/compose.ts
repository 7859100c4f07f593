import type { Outgoing } from '../channels/channel.ts';
import type { Content, IncidentView } from '../domain/content.ts';
import type { Point } from '../domain/neighbourhood.ts';
import { renderCall } from '../locales/call.ts';
import { renderOrganiserCard } from '../locales/organiser-card.ts';
import type { Rendered, Renderer } from '../locales/render.ts';
import type { Voice } from '../locales/words.ts';
import type { Cipher } from '../store/cipher.ts';
import type { Claimed } from '../store/lane.ts';

/** What a lane knows of the incidents whose copies it has claimed. */
export interface Known {
  readonly view: IncidentView;
  readonly versions: { readonly headcount: number; readonly card: number };
}

export interface Composed {
  readonly outgoing: Outgoing;
  /** The version of the incident's card that this copy shows; 0 where it shows none. */
  readonly version: number;
}

export type Compose = (copy: Claimed, known: Known | undefined, now: number) => Composed | undefined;

/** Turns a claimed copy into a request, in the reader's language; undefined where there is nothing left to send. */
export function createCompose(cipher: Cipher, renderer: Renderer, voice: Voice, twoWay: boolean): Compose {
  return (copy, known, now) => {
    const address = cipher.open('contact.address', copy.addressSealed);
    const content = copy.contentSealed ? (JSON.parse(cipher.open('content', copy.contentSealed)) as Content) : undefined;
    const language = content?.language ?? copy.language ?? 'kk';
    const card = copy.op === 'edit' ? copy.targetKind : copy.kind;
    switch (copy.op) {
      case 'toast':
        if (!content?.callback) return undefined;
        return { outgoing: { op: 'toast', callback: content.callback, text: renderer.content(content, language, voice).text }, version: 0 };
      case 'venue':
        return content?.point ? { outgoing: venue(address, content.point, content, language), version: 0 } : undefined;
      case 'message':
      case 'edit': {
        const shown = render();
        if (!shown) return undefined;
        const { rendered, version } = shown;
        if (copy.op === 'message') {
          return { outgoing: { op: 'message', address, rendered, validForMs: copy.expiresAt.getTime() - now }, version };
        }
        return copy.targetMessage ? { outgoing: { op: 'edit', address, messageId: copy.targetMessage, rendered }, version } : undefined;
      }
    }

    function render(): { readonly rendered: Rendered; readonly version: number } | undefined {
      if (card === 'call' || card === 'receipt') {
        if (!known) return undefined;
        const reader = { language, voice, twoWay, answer: copy.answer ?? undefined, reporter: card === 'receipt' };
        return { rendered: renderCall(known.view, reader, renderer), version: known.versions.headcount };
      }
      if (card === 'card') {
        if (!known) return undefined;
        const rendered = renderOrganiserCard(known.view, { language, voice, twoWay, decides: copy.decides }, renderer);
        return { rendered, version: known.versions.card };
      }
      return content ? { rendered: renderer.content(content, language, voice), version: 0 } : undefined;
    }

    function venue(to: string, point: Point, said: Content, reader: typeof language): Outgoing {
      const [title = '', detail = ''] = renderer.content(said, reader, voice).text.split('\n');
      return { op: 'venue', address: to, point, title: title.slice(0, 120), detail: detail || title };
    }
  };
}
