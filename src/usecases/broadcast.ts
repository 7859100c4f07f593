import type { Content } from '../domain/content.ts';
import { DRAFT_LIFE_MS } from '../domain/draft.ts';
import { type Language, languages } from '../domain/language.ts';
import { organisedBy } from '../domain/person.ts';
import { encodePress } from '../domain/press.ts';
import { acknowledge, neighbourhoodTerm, note, say, type Turn } from './turn.ts';
import { WRITTEN_MAX } from './update.ts';

const FIRST_PIECE = 250;

/** `/broadcast`: asks which neighbourhood, unless there is only one, and for the text. */
export async function startBroadcast(turn: Turn): Promise<void> {
  const { contact, atlas } = turn;
  const slugs = contact.member ? organisedBy(contact.member, atlas) : [];
  const [only] = slugs;
  if (!only || contact.channel !== 'telegram') return await say(turn, { key: 'not-allowed' });
  if (slugs.length === 1) return await askText(turn, only);
  const buttons = slugs.map((slug) => [
    {
      label: { key: 'button-neighbourhood', args: { neighbourhood: neighbourhoodTerm(slug) } },
      press: encodePress({ kind: 'broadcast-to', slug }),
    },
  ]);
  await say(turn, { key: 'broadcast-where', buttons });
}

export async function chooseBroadcast(turn: Turn, slug: string): Promise<void> {
  if (!mayBroadcast(turn, slug)) return await note(turn, { key: 'not-allowed' });
  await acknowledge(turn);
  await askText(turn, slug);
}

async function askText(turn: Turn, slug: string): Promise<void> {
  const { tx, store, contact, now } = turn;
  await store.drafts.put(tx, contact.id, { kind: 'broadcast', slug }, now);
  const cancel = { label: { key: 'button-cancel' }, press: encodePress({ kind: 'cancel' }) };
  await say(turn, { key: 'broadcast-what', args: { neighbourhood: neighbourhoodTerm(slug) }, buttons: [[cancel]] });
}

/** Shows whom a text would reach and what it would cost, and waits for Send. */
export async function previewBroadcast(turn: Turn, slug: string, text: string): Promise<void> {
  const { tx, store, atlas, contact, now } = turn;
  if (text.length > WRITTEN_MAX) return await say(turn, { key: 'text-too-long', args: { limit: WRITTEN_MAX, length: text.length } });
  const audience = await store.alerts.audience(tx, atlas.within(slug), null);
  if (audience.people === 0) {
    await store.drafts.drop(tx, contact.id);
    return await say(turn, { key: 'broadcast-nobody', args: { neighbourhood: neighbourhoodTerm(slug) } });
  }
  const content = broadcastContent(slug, text);
  const count = (language: Language): number => (audience.sms[language] ?? 0) * turn.countSegments(content, language);
  const segments = languages.reduce((sum, language) => sum + count(language), 0);
  const draft = String(await store.drafts.put(tx, contact.id, { kind: 'broadcast', slug, text }, now));
  await say(turn, {
    key: 'broadcast-preview',
    args: {
      neighbourhood: neighbourhoodTerm(slug),
      people: audience.people,
      telegram: audience.telegram,
      sms: audience.people - audience.telegram,
      segments,
      cost: (segments * turn.segmentPriceUsd).toFixed(2),
      text,
    },
    buttons: [
      [
        { label: { key: 'button-send' }, press: encodePress({ kind: 'broadcast-send', draft }) },
        { label: { key: 'button-cancel' }, press: encodePress({ kind: 'broadcast-cancel', draft }) },
      ],
    ],
  });
}

export async function sendBroadcast(turn: Turn, id: string): Promise<void> {
  const { tx, store, atlas, contact, now } = turn;
  const found = await store.drafts.get(tx, contact.id, DRAFT_LIFE_MS, now);
  const draft = found?.draft;
  if (!found || String(found.id) !== id || draft?.kind !== 'broadcast' || !draft.slug || !draft.text) {
    return await note(turn, { key: 'broadcast-expired' });
  }
  if (!mayBroadcast(turn, draft.slug)) return await note(turn, { key: 'not-allowed' });
  // The draft is gone with this transaction: a second press of Send finds nothing to send.
  await store.drafts.drop(tx, contact.id);
  const slugs = atlas.within(draft.slug);
  const { people } = await store.alerts.audience(tx, slugs, null);
  const alert = { kind: 'broadcast', incidentId: null, slug: draft.slug } as const;
  const content = broadcastContent(draft.slug, draft.text);
  const alertId = await store.alerts.create(tx, { ...alert, content, audience: people, walk: true }, now);
  await store.alerts.planNext(tx, { ...alert, id: alertId }, slugs, FIRST_PIECE, now);
  await acknowledge(turn);
  await say(turn, { key: 'broadcast-sent', args: { people } });
}

export async function cancelBroadcast(turn: Turn, id: string): Promise<void> {
  const { tx, store, contact, now } = turn;
  const found = await store.drafts.get(tx, contact.id, DRAFT_LIFE_MS, now);
  if (!found || String(found.id) !== id) return await note(turn, { key: 'broadcast-expired' });
  await store.drafts.drop(tx, contact.id);
  await acknowledge(turn);
  await say(turn, { key: 'broadcast-cancelled' });
}

function broadcastContent(slug: string, text: string): Content {
  return { key: 'broadcast-text', args: { neighbourhood: neighbourhoodTerm(slug), text }, free: true };
}

function mayBroadcast(turn: Turn, slug: string): boolean {
  return turn.contact.member !== undefined && organisedBy(turn.contact.member, turn.atlas).includes(slug);
}
