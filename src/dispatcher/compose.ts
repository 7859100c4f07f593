import type { Outgoing } from '../channels/channel.ts';
import { crowdCalled, enoughCalled } from '../domain/ceiling.ts';
import type { Content, IncidentView } from '../domain/content.ts';
import type { DeliveryKind } from '../domain/delivery.ts';
import { hidePlaces, withoutPlace } from '../domain/hidden.ts';
import type { Exhibit } from '../domain/media/strip.ts';
import type { Point } from '../domain/neighbourhood.ts';
import type { Skill } from '../domain/skill.ts';
import { renderAidCard } from '../locales/aid-card.ts';
import { type Reader, renderCall } from '../locales/call.ts';
import { renderHomeAsk, renderHomeList } from '../locales/home.ts';
import { renderNeed } from '../locales/need.ts';
import { renderOrganiserCard } from '../locales/organiser-card.ts';
import type { Rendered, Renderer } from '../locales/render.ts';
import type { Voice } from '../locales/words.ts';
import type { Cipher } from '../store/cipher.ts';
import type { Claimed } from '../store/claim.ts';

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

/** Where what is to be heard or seen, or a file, is opened, by its id; undefined once it is gone. */
export interface Sounds {
  recording(id: string): Promise<Uint8Array | undefined>;
  phrase(id: string): Promise<Uint8Array | undefined>;
  /** As far as it may be shown. */
  exhibit(id: string): Promise<Exhibit | undefined>;
  /** A file of a closing report. */
  report(id: string, file: 'pdf' | 'csv'): Promise<Uint8Array | undefined>;
}

export type Compose = (copy: Claimed, known: Known | undefined, now: number) => Composed | undefined;

/** Alerts whose words are kept: what is said to many is opened and put into words once for each language, not once for each reader. */
const ALERTS_KEPT = 20;

/** Turns a claimed copy into a request, in the reader's language; undefined where there is nothing left to send. */
export function createCompose(cipher: Cipher, renderer: Renderer, voice: Voice, twoWay: boolean, sounds: Sounds): Compose {
  const cards = new WeakMap<Known, Map<string, Rendered>>();
  const alerts = new Map<string, { readonly content: Content; readonly rendered: Map<string, Rendered> }>();

  /** The same card for the same reader, as long as nothing of the incident has changed. */
  const cardOf = (known: Known, reader: string, make: () => Rendered): Rendered => {
    const made = cards.get(known) ?? new Map<string, Rendered>();
    cards.set(known, made);
    const rendered = made.get(reader) ?? make();
    made.set(reader, rendered);
    return rendered;
  };
  const unanswerable = (content: Content): Content =>
    voice === 'sms' && !twoWay && content.oneWay !== undefined ? { ...content, key: content.oneWay } : content;
  const openContent = (sealed: Uint8Array): Content => JSON.parse(cipher.open('content', sealed)) as Content;
  const alertOf = (id: string, sealed: Uint8Array) => {
    const kept = alerts.get(id) ?? { content: openContent(sealed), rendered: new Map<string, Rendered>() };
    if (alerts.size >= ALERTS_KEPT && !alerts.has(id)) alerts.clear();
    alerts.set(id, kept);
    return kept;
  };

  return (copy, known, now) => {
    const { hidesPlace } = copy;
    const address = cipher.open('contact.address', copy.addressSealed);
    const alert = copy.alertId !== null && copy.contentSealed ? alertOf(copy.alertId, copy.contentSealed) : undefined;
    const written = alert?.content ?? (copy.contentSealed ? openContent(copy.contentSealed) : undefined);
    // What is said to one person alone was written for them.
    const content = written && alert && hidesPlace ? withoutPlace(written) : written;
    const language = content?.language ?? copy.language ?? 'kk';
    const card = copy.op === 'edit' ? copy.targetKind : copy.kind;
    switch (copy.op) {
      case 'toast':
        if (!content?.callback) return undefined;
        return { outgoing: { op: 'toast', callback: content.callback, text: renderer.content(content, language, voice).text }, version: 0 };
      case 'venue':
        return content?.point ? { outgoing: venue(address, content.point, content, language), version: 0 } : undefined;
      case 'voice-note': {
        if (!content) return undefined;
        const { recording, phrase } = content;
        const caption = renderer.content(content, language, voice).text;
        const open = async () => await (recording === undefined ? sounds.phrase(phrase ?? '') : sounds.recording(recording));
        return { outgoing: { op: 'voice-note', address, caption, open }, version: 0 };
      }
      case 'exhibit': {
        const id = content?.evidence;
        if (!content || id === undefined) return undefined;
        const caption = renderer.content(content, language, voice).text;
        return { outgoing: { op: 'exhibit', address, caption, open: () => sounds.exhibit(id) }, version: 0 };
      }
      case 'document': {
        if (!content?.document) return undefined;
        const { report, file, name } = content.document;
        const caption = renderer.content(content, language, voice).text;
        const type = file === 'pdf' ? 'application/pdf' : 'text/csv';
        return { outgoing: { op: 'document', address, caption, name, type, open: () => sounds.report(report, file) }, version: 0 };
      }
      case 'message':
      case 'edit': {
        const shown = render();
        if (!shown) return undefined;
        const { rendered, version } = shown;
        if (copy.op === 'message') {
          return { outgoing: { op: 'message', address, rendered, validForMs: copy.expiresAt - now }, version };
        }
        return copy.targetMessage ? { outgoing: { op: 'edit', address, messageId: copy.targetMessage, rendered }, version } : undefined;
      }
      case 'call':
        return undefined;
    }

    function render(): { readonly rendered: Rendered; readonly version: number } | undefined {
      if (card === 'call' || card === 'receipt') {
        if (!known) return undefined;
        const reader = { ...answering(), reporter: card === 'receipt', aid: copy.ring !== null };
        // Only what they reported themselves; another's receipt says another place.
        const own = card === 'receipt' && typeof content?.args?.own === 'string' ? content.args.own : '';
        const view = hidesPlace ? hidePlaces(known.view, own) : known.view;
        const rendered = cardOf(known, `${card} ${keyOf(reader)} ${reader.aid} ${own}`, () => renderCall(view, reader, renderer));
        return { rendered, version: known.versions.headcount };
      }
      if (card === 'need') {
        const skill = content?.skill;
        if (!known || !skill) return undefined;
        const reader = { ...answering(), reporter: false };
        const view = hidesPlace ? hidePlaces(known.view) : known.view;
        const rendered = cardOf(known, `need ${skill} ${keyOf(reader)}`, () => renderNeed(view, skill, reader, renderer));
        return { rendered, version: known.versions.headcount };
      }
      if (card === 'card') {
        if (!known) return undefined;
        if (copy.ring !== null) {
          const asked = known.view.rings?.begun.find(({ slug }) => slug === copy.ring);
          if (!asked) return undefined;
          const rendered = cardOf(known, `card ${language} of ${asked.slug}`, () =>
            renderAidCard(known.view, asked, { language, voice, twoWay }, renderer),
          );
          return { rendered, version: known.versions.card };
        }
        const reader = { language, voice, twoWay, decides: copy.decides };
        const rendered = cardOf(known, `card ${language} ${copy.decides}`, () => renderOrganiserCard(known.view, reader, renderer));
        return { rendered, version: known.versions.card };
      }
      if (card === 'home-list') {
        if (!known) return undefined;
        const reader = { language, voice, twoWay, decides: copy.decides };
        return { rendered: renderHomeList(known.view, reader, renderer), version: known.versions.card };
      }
      if (!content) return undefined;
      if (card === 'home')
        return { rendered: renderHomeAsk(content, copy.incidentId ?? '', { language, voice, twoWay }, renderer), version: 0 };
      const reader = `${language} ${hidesPlace}`;
      const rendered = alert?.rendered.get(reader) ?? renderer.content(unanswerable(content), language, voice);
      alert?.rendered.set(reader, rendered);
      return { rendered, version: 0 };
    }

    function answering(): Omit<Reader, 'reporter'> {
      const { answer, answerHouse, arrivesAt } = copy;
      return { language, voice, twoWay, answer: answer ?? undefined, house: answerHouse, arrivesAt, hidesPlace };
    }

    function venue(to: string, point: Point, said: Content, reader: typeof language): Outgoing {
      const [title = '', detail = ''] = renderer.content(said, reader, voice).text.split('\n');
      return { op: 'venue', address: to, point, title: title.slice(0, 120), detail: detail || title };
    }
  };
}

/** Readers who are shown the same. */
function keyOf({ language, answer, house, arrivesAt, hidesPlace }: Omit<Reader, 'reporter'>): string {
  return `${language} ${answer} ${house} ${arrivesAt} ${hidesPlace}`;
}

/** What people are rung up for: the alarm, somebody without whom it cannot do, its end, and whether they are safe. */
const ringing: readonly DeliveryKind[] = ['call', 'need', 'all-clear', 'home'];

/**
 * Turns a claimed copy into a telephone call. What it says is rendered when it is answered. `enough`: how many people are a crowd in a
 * neighbourhood.
 */
export function createCallCompose(cipher: Cipher, enough: (slug: string) => number): Compose {
  const skillOf = ({ contentSealed }: Claimed): Skill | undefined =>
    contentSealed ? (JSON.parse(cipher.open('content', contentSealed)) as Content).skill : undefined;
  return (copy, known, now) => {
    const verdict = copy.kind === 'card';
    // Nothing else is worth ringing anybody up for. That it is over is, for who cannot be told otherwise.
    if (!known || !(verdict || ringing.includes(copy.kind))) return undefined;
    if (verdict && known.view.stage !== 'held') return undefined;
    // Once enough are coming, nobody is woken any more.
    if (copy.kind === 'call' && crowdCalled(known.view) >= enoughCalled(known.view, enough(known.view.slug))) return undefined;
    const address = cipher.open('contact.address', copy.addressSealed);
    const validForMs = copy.expiresAt - now;
    const skill = copy.kind === 'need' ? skillOf(copy) : undefined;
    const { hidesPlace } = copy;
    const call = {
      op: 'call',
      address,
      incident: known.view.id,
      language: copy.language ?? 'kk',
      verdict,
      hidesPlace,
      validForMs,
      home: copy.kind === 'home',
    } as const;
    return { outgoing: skill ? { ...call, skill } : call, version: 0 };
  };
}
