import { may, mayWhere, takesSecond } from '../domain/access.ts';
import type { Content } from '../domain/content.ts';
import { DRAFT_LIFE_MS } from '../domain/draft.ts';
import { type Language, languages } from '../domain/language.ts';
import { encodePress } from '../domain/press.ts';
import { dollars, meanPrice } from '../domain/price.ts';
import type { Audience } from '../store/audience.ts';
import { askSecond } from './second.ts';
import { acknowledge, neighbourhoodTerm, note, record, refuse, say, type Turn } from './turn.ts';
import { WRITTEN_MAX } from './update.ts';

const FIRST_PIECE = 250;
/** Numbers that are opened to see what a text to them costs. */
const PRICED_MAX = 1_000;

const nobody: Audience = { people: 0, telegram: 0, sms: {} };

/** `/broadcast`: asks which neighbourhood, unless there is only one, and for the text. */
export async function startBroadcast(turn: Turn): Promise<void> {
  const { contact, atlas } = turn;
  const slugs = mayWhere(contact.member, 'broadcast', atlas);
  const [only] = slugs;
  if (!only || contact.channel !== 'telegram') return await refuse(turn);
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
  if (!may(turn.contact.member, 'broadcast', slug, turn.atlas)) return await refuse(turn);
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
  const { tx, store, contact, now } = turn;
  if (text.length > WRITTEN_MAX) return await say(turn, { key: 'text-too-long', args: { limit: WRITTEN_MAX, length: text.length } });
  const { people, telegram, segments, cost } = await weigh(turn, slug, text);
  if (people === 0) {
    await store.drafts.drop(tx, contact.id);
    return await say(turn, { key: 'broadcast-nobody', args: { neighbourhood: neighbourhoodTerm(slug) } });
  }
  const cap = await capPassed(turn, cost);
  const draft = String(await store.drafts.put(tx, contact.id, { kind: 'broadcast', slug, text }, now));
  await say(turn, {
    key: 'broadcast-preview',
    args: {
      neighbourhood: neighbourhoodTerm(slug),
      people,
      telegram,
      sms: people - telegram,
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

/** Whom a text would reach, and what that costs. */
async function weigh(turn: Turn, slug: string, text: string) {
  const { people, telegram, sms } = (await turn.store.audiences.of(turn.tx, turn.atlas.within(slug), null, turn.now)) ?? nobody;
  const content = broadcastContent(slug, text);
  const count = (language: Language): number => (sms[language] ?? 0) * turn.countSegments(content, language);
  const segments = languages.reduce((sum, language) => sum + count(language), 0);
  return { people, telegram, segments, cost: await costOf(turn, slug, count) };
}

/** What the segments of each language cost, by the numbers that they go to: of a great many, by the first. In millionths of a dollar. */
async function costOf(turn: Turn, slug: string, count: (language: Language) => number): Promise<number> {
  const { tx, store, atlas, money } = turn;
  const phones = await store.audiences.phones(tx, atlas.within(slug), PRICED_MAX);
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
  const { slug, text } = draft;
  if (!contact.member || !may(contact.member, actionOf(turn, slug), slug, atlas)) return await refuse(turn);
  // The draft is gone with this transaction: a second press of Send finds nothing to send.
  await store.drafts.drop(tx, contact.id);
  await acknowledge(turn);
  if (takesSecond(actionOf(turn, slug))) {
    if (await askForBroadcast(turn, slug, text)) return await say(turn, { key: 'request-asked' });
    if (await store.organisers.anyFrozen(tx)) return await say(turn, { key: 'request-nobody' });
  }
  const people = await sendToAll(turn, slug, text, contact.member.id);
  await say(turn, { key: 'broadcast-sent', args: { people } });
}

function actionOf({ atlas }: Turn, slug: string): 'broadcast' | 'broadcast-wide' {
  return atlas.within(slug).length > 1 ? 'broadcast-wide' : 'broadcast';
}

/** Beyond one neighbourhood another organiser has to agree. False where there is nobody who could. */
async function askForBroadcast(turn: Turn, slug: string, text: string): Promise<boolean> {
  const { people, telegram, segments, cost } = await weigh(turn, slug, text);
  return await askSecond(
    turn,
    { kind: 'broadcast-wide', slug, subjectId: null, text },
    { neighbourhood: neighbourhoodTerm(slug), people, telegram, sms: people - telegram, segments, cost: dollars(cost), text },
  );
}

/** Begins to send; returns to how many people. */
export async function sendToAll(turn: Turn, slug: string, text: string, authorId: bigint): Promise<number> {
  const { tx, store, atlas, now } = turn;
  const slugs = atlas.within(slug);
  record(turn, actionOf(turn, slug), `neighbourhood:${slug}`);
  const people = (await store.audiences.of(tx, slugs, null, now))?.people ?? 0;
  const alert = { kind: 'broadcast', incidentId: null, slug } as const;
  const id = await store.alerts.create(tx, { ...alert, content: broadcastContent(slug, text), audience: people, authorId }, now);
  await store.alerts.begin(tx, { ...alert, id }, slugs, FIRST_PIECE, now);
  return people;
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
