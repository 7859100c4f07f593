import type { Content } from '../domain/content.ts';
import { DRAFT_LIFE_MS } from '../domain/draft.ts';
import { type Language, languages } from '../domain/language.ts';
import { organisedBy } from '../domain/person.ts';
import { encodePress } from '../domain/press.ts';
import { dollars, meanPrice } from '../domain/price.ts';
import { acknowledge, neighbourhoodTerm, note, say, type Turn } from './turn.ts';
import { WRITTEN_MAX } from './update.ts';

const FIRST_PIECE = 250;
/** Numbers that are opened to see what a text to them costs. */
const PRICED_MAX = 1_000;

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
  const audience = await store.alerts.audience(tx, atlas.within(slug), null, now);
  if (!audience || audience.people === 0) {
    await store.drafts.drop(tx, contact.id);
    return await say(turn, { key: 'broadcast-nobody', args: { neighbourhood: neighbourhoodTerm(slug) } });
  }
  const content = broadcastContent(slug, text);
  const count = (language: Language): number => (audience.sms[language] ?? 0) * turn.countSegments(content, language);
  const segments = languages.reduce((sum, language) => sum + count(language), 0);
  const cost = await costOf(turn, slug, count);
  const cap = await capPassed(turn, cost);
  const draft = String(await store.drafts.put(tx, contact.id, { kind: 'broadcast', slug, text }, now));
  await say(turn, {
    key: 'broadcast-preview',
    args: {
      neighbourhood: neighbourhoodTerm(slug),
      people: audience.people,
      telegram: audience.telegram,
      sms: audience.people - audience.telegram,
      segments,
      cost: dollars(cost),
      over: cap === undefined ? 'no' : 'yes',
      cap: dollars(cap ?? 0),
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

/** What the segments of each language cost, by the numbers that they go to: of a great many, by the first. In millionths of a dollar. */
async function costOf(turn: Turn, slug: string, count: (language: Language) => number): Promise<number> {
  const { tx, store, atlas, money } = turn;
  const phones = await store.alerts.phones(tx, atlas.within(slug), PRICED_MAX);
  return languages.reduce((sum, language) => {
    const numbers = phones.filter((phone) => phone.language === language).map(({ address }) => address);
    return sum + count(language) * meanPrice(money.prices.segment, numbers);
  }, 0);
}

/** Today's cap, where such a cost would pass it and organisers have not let it go. */
async function capPassed({ tx, store, money, now }: Turn, cost: number): Promise<number | undefined> {
  const { day: cap } = money.caps;
  if (cap === 0 || cost === 0) return undefined;
  const today = (await store.spending.standings(tx, money.dayOf(now))).find(({ scope }) => scope.startsWith('day:'));
  return today?.state !== 'released' && (today?.spent ?? 0) + cost > cap ? cap : undefined;
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
  const people = (await store.alerts.audience(tx, slugs, null, now))?.people ?? 0;
  const alert = { kind: 'broadcast', incidentId: null, slug: draft.slug } as const;
  const content = broadcastContent(draft.slug, draft.text);
  const alertId = await store.alerts.create(tx, { ...alert, content, audience: people }, now);
  await store.alerts.begin(tx, { ...alert, id: alertId }, slugs, FIRST_PIECE, now);
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
