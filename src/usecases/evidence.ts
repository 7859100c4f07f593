import { mayWhere, rankAt } from '../domain/access.ts';
import type { Content } from '../domain/content.ts';
import {
  besideLinks,
  FILE_BYTES_MAX,
  GIVEN_UP_MS,
  INCIDENT_BYTES_MAX,
  inMegabytes,
  linksIn,
  type Refusal,
  refuses,
  SENT_BYTES_MAX,
  SENT_MAX,
  SENT_WITHIN_MS,
  type Sent,
  TAKEN_AFTER_END_MS,
} from '../domain/evidence.ts';
import type { Incident } from '../domain/incident.ts';
import { type Hearing, hearing } from '../domain/sighting.ts';
import type { NewEvidence } from '../store/evidence.ts';
import { takeInbound } from '../store/inbound.ts';
import { offerAlarms } from './answer.ts';
import { forward } from './forward.ts';
import { acknowledge, note, say, type Turn } from './turn.ts';

/** Parts of an album come one by one, within moments. */
const ALBUM_MS = 2_000;
/** Whoever sends one after the other is asked once. */
const ASKED_AGAIN_MS = 10 * 60_000;

/** Somebody sent a photo, a film, a sound, a file or a link. False where they have to do with no alarm: it is not kept. */
export async function takeSent(turn: Turn, sent: Sent): Promise<boolean> {
  const { contact } = turn;
  if (!contact.member || contact.state === 'stopped') return false;
  const { heard, elsewhere } = await attending(turn);
  const [only] = heard;
  if (!only) {
    if (elsewhere) await once(turn, sent, { key: 'evidence-elsewhere' });
    return elsewhere;
  }
  if (sent.bytes > FILE_BYTES_MAX) await once(turn, sent, refusalOf('too-big'));
  // By SMS there is no button to say which: the newest.
  else if (heard.length === 1 || contact.channel === 'phone') await keepSent(turn, only, sent);
  else await askWhich(turn, heard, sent);
  return true;
}

/** Somebody says of which alarm it is, what they sent. */
export async function pressEvidenceOf(turn: Turn, id: string): Promise<void> {
  const { tx, store, contact, atlas, now } = turn;
  const chosen = (await attending(turn, true)).heard.find(({ incident }) => String(incident.id) === id);
  const asked = await store.evidence.asked(tx, contact.id);
  const { member } = contact;
  if (!chosen || !member || asked.length === 0) return await note(turn, { key: 'incident-gone' });
  const { incident, how } = chosen;
  const refused = new Set<Refusal>();
  for (const { id: piece, size } of asked) {
    const refusal = await refusalFor(turn, incident, size);
    if (refusal) {
      refused.add(refusal);
      await store.evidence.drop(tx, piece);
    } else {
      const to = { incidentId: incident.id, rank: rankAt(member, incident.slug, atlas), pretended: how === 'pretend' };
      await store.evidence.place(tx, piece, to, now);
    }
  }
  await acknowledge(turn);
  for (const refusal of refused) await say(turn, refusalOf(refusal));
}

/**
 * A text that is a link and little else, from somebody where an alarm is: it is noted, and not fetched; what is said beside it, organisers read.
 * False where it is none.
 */
export async function takeLinks(turn: Turn, typed: string): Promise<boolean> {
  const { heard } = turn;
  const links = linksIn(typed, heard.signal.kind === 'text' ? heard.signal.links : undefined);
  if (links.length === 0 || (await attending(turn)).heard.length === 0) return false;
  for (const link of links) await takeSent(turn, { medium: 'link', link, bytes: 0, caption: typed, album: heard.key });
  if (besideLinks(typed) !== '') await forward(turn, typed);
  return true;
}

interface Attended {
  readonly incident: Incident;
  readonly how: Extract<Hearing, 'heard' | 'pretend'>;
}

/**
 * The alarms that somebody is heard about: the open ones, or, with `ended` or where there are none, those that ended lately too. `elsewhere`: there
 * is an open one, and they have yet to say that they come.
 */
async function attending(turn: Turn, ended = false): Promise<{ readonly heard: readonly Attended[]; readonly elsewhere: boolean }> {
  const { tx, store, contact, atlas, now } = turn;
  const { member } = contact;
  if (!member) return { heard: [], elsewhere: false };
  const all: Attended[] = [];
  let elsewhere = false;
  for (const id of await store.evidence.incidentsFor(tx, member.id, mayWhere(member, 'strike', atlas), now - TAKEN_AFTER_END_MS)) {
    const incident = await store.incidents.get(tx, id);
    if (!incident) continue;
    const how = hearing({ member, ...(await store.events.presence(tx, id, member.id)) }, incident.slug, atlas);
    if (how === 'heard' || how === 'pretend') all.push({ incident, how });
    elsewhere ||= how === 'elsewhere' && incident.stage === 'open';
  }
  const open = all.filter(({ incident }) => incident.stage === 'open');
  return { heard: ended || open.length === 0 ? all : open, elsewhere };
}

async function keepSent(turn: Turn, { incident, how }: Attended, sent: Sent): Promise<void> {
  const { contact, atlas } = turn;
  const refusal = await refusalFor(turn, incident, sent.bytes);
  if (refusal) return await once(turn, sent, refusalOf(refusal));
  const rank = contact.member ? rankAt(contact.member, incident.slug, atlas) : 'stranger';
  await add(turn, sent, { incidentId: incident.id, rank, pretended: how === 'pretend', state: 'waiting' });
}

async function askWhich(turn: Turn, heard: readonly Attended[], sent: Sent): Promise<void> {
  const { tx, store, contact, now } = turn;
  const asked = await store.evidence.asked(tx, contact.id);
  if (asked.length >= SENT_MAX) return await once(turn, sent, refusalOf('too-many'));
  await add(turn, sent, { incidentId: null, rank: 'stranger', pretended: false, state: 'asked' });
  if (asked.some(({ at }) => at > now - ASKED_AGAIN_MS)) return;
  const open = heard.map(({ incident }) => incident);
  const { buttons } = await offerAlarms(turn, open, (incident) => ({ kind: 'evidence-of', incident }));
  await say(turn, { key: 'evidence-which', buttons });
}

async function add(turn: Turn, sent: Sent, where: Pick<NewEvidence, 'incidentId' | 'rank' | 'pretended' | 'state'>): Promise<void> {
  const { tx, store, contact, heard, now } = turn;
  if (!contact.member) return;
  const { medium, file, link, bytes: size, caption, album } = sent;
  const wait = where.state === 'asked' ? GIVEN_UP_MS : album === undefined || link !== undefined ? 0 : ALBUM_MS;
  const fresh = { personId: contact.member.id, contactId: contact.id, lane: heard.lane ?? null, medium, size, dueAt: now + wait };
  await store.evidence.add(
    tx,
    {
      ...fresh,
      ...where,
      ...(album === undefined ? {} : { album }),
      details: { caption, ...(file === undefined ? {} : { file }), ...(link === undefined ? {} : { link }) },
    },
    now,
  );
}

async function refusalFor({ tx, store, contact, now }: Turn, incident: Incident, size: number): Promise<Refusal | undefined> {
  if (!contact.member) return undefined;
  return refuses(await store.evidence.before(tx, incident.id, contact.member.id, now - SENT_WITHIN_MS), size);
}

/** Of an album it is said once. */
async function once(turn: Turn, { album }: Sent, content: Content): Promise<void> {
  const { tx, contact, now } = turn;
  if (album === undefined || (await takeInbound(tx, `${content.key}:${contact.id}:${album}`, now))) await say(turn, content);
}

function refusalOf(refusal: Refusal): Content {
  const limits: Readonly<Record<Refusal, number>> = {
    ...{ 'too-big': inMegabytes(FILE_BYTES_MAX), 'too-many': SENT_MAX, 'too-much': inMegabytes(SENT_BYTES_MAX) },
    full: inMegabytes(INCIDENT_BYTES_MAX),
  };
  return { key: `evidence-${refusal}`, args: { limit: limits[refusal] } };
}
