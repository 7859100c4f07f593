import { createHash } from 'node:crypto';
import { mayWhere } from '../../domain/access.ts';
import { type CasualtyKind, casualtyKinds } from '../../domain/casualty/casualty.ts';
import { maySeeCasualty } from '../../domain/casualty/reader.ts';
import type { Button, Content } from '../../domain/content.ts';
import type { Incident } from '../../domain/incident.ts';
import { encodePress } from '../../domain/press.ts';
import type { OpenCasualty } from '../../store/casualty.ts';
import { incidentsWithCasualties, readerAt } from '../../store/casualty-watch.ts';
import { placeFor, whatTerm } from '../answer.ts';
import { acknowledge, neighbourhoodTerm, note, record, refuse, say, type Turn } from '../turn.ts';
import { tellReader } from './news.ts';

/** People in one message, and buttons in a row under it. */
const LINES = 10;
const ROW = 5;
/** Alarms to choose from. */
const CHOICES = 8;

/** Whom whoever spoke may read about: people hurt, taken, both, or nobody. */
export async function readable(
  { tx, store, contact, atlas }: Turn,
  { id, slug }: Pick<Incident, 'id' | 'slug'>,
): Promise<readonly CasualtyKind[]> {
  const { member } = contact;
  if (!member) return [];
  const reader = { member, skills: await store.skills.of(tx, member.id), ...(await readerAt(tx, id, member.id)) };
  return casualtyKinds.filter((kind) => maySeeCasualty(reader, kind, slug, atlas));
}

/** `/people`: who was hurt and who was taken, for those who may read it. On Telegram alone: an SMS stays on the phone, and with the carrier. */
export async function showPeople(turn: Turn): Promise<void> {
  const { tx, store, contact, atlas } = turn;
  const { member } = contact;
  if (!member || member.frozen) return await refuse(turn);
  if (contact.channel !== 'telegram') return await say(turn, { key: 'people-telegram' });
  const ids = await incidentsWithCasualties(tx, mayWhere(member, 'read-casualty', atlas), member.id, CHOICES);
  const found: Incident[] = [];
  for (const id of ids) {
    const incident = await store.incidents.get(tx, id);
    if (incident && (await readable(turn, incident)).length > 0) found.push(incident);
  }
  const [only] = found;
  if (!only) return await say(turn, { key: 'people-none' });
  if (found.length === 1) return await reveal(turn, ...(await listOf(turn, only, 0)));
  const buttons: Button[][] = [];
  for (const i of found) {
    const args = { neighbourhood: neighbourhoodTerm(i.slug), what: whatTerm(i), place: await placeFor(turn, i) };
    buttons.push([{ label: { key: 'button-choice', args }, press: encodePress({ kind: 'casualties', incident: String(i.id), page: 0 }) }]);
  }
  await say(turn, { key: 'timeline-which', buttons });
}

/** A page of the list. */
export async function pressPeople(turn: Turn, id: string, page: number): Promise<void> {
  const incident = await turn.store.incidents.get(turn.tx, BigInt(id));
  if (!incident) return await note(turn, { key: 'incident-gone' });
  if ((await readable(turn, incident)).length === 0) return await refuse(turn);
  await acknowledge(turn);
  await reveal(turn, ...(await listOf(turn, incident, page)));
}

/** Names leave the screen: whoever takes the phone next does not read them. */
export async function pressHide(turn: Turn): Promise<void> {
  await acknowledge(turn);
  await reveal(turn, { key: 'people-hidden' }, []);
}

/** Shows something in place of the message that was pressed, or as a new one, and remembers whose names it shows. */
export async function reveal(turn: Turn, content: Content, people: readonly bigint[]): Promise<void> {
  const { tx, store, contact, heard, language, now } = turn;
  const message = heard.signal.kind === 'press' ? heard.signal.message : undefined;
  const words = { language, ...content };
  const to = { contactId: contact.id, personId: contact.member?.id, channel: contact.channel, lane: contact.lane };
  const shown =
    (message === undefined ? undefined : await store.deliveries.replaceAs(tx, contact.id, message, words, now)) ??
    (await store.deliveries.sayAs(tx, { to, kind: 'answer', op: 'message', content: words }, now));
  await store.casualties.noteShown(tx, people, shown, now);
}

/** What is last known of each thing about somebody. */
export function lastOf({ course }: OpenCasualty, step: string): string {
  return course.told.findLast(({ line, struck }) => line.step === step && !struck && line.text !== '')?.line.text ?? '';
}

/** A station in a button: its name is nobody's business. */
export function stationKey(station: string): string {
  const plain = (station.toLowerCase().match(/[\p{L}\p{N}]+/gu) ?? []).join(' ');
  return createHash('sha256').update(plain).digest('hex').slice(0, 12);
}

/** Those who are shown are opened, each of them an entry in the audit log. */
async function listOf(turn: Turn, incident: Incident, page: number): Promise<readonly [Content, readonly bigint[]]> {
  const { tx, store } = turn;
  const id = String(incident.id);
  const kinds = await readable(turn, incident);
  const all = (await store.casualties.openIn(tx, incident.id, kinds)).filter(({ status }) => status !== 'closed');
  const pages = Math.max(1, Math.ceil(all.length / LINES));
  const at = Math.min(page, pages - 1);
  const shown = all.slice(at * LINES, (at + 1) * LINES);
  for (const one of shown) record(turn, 'read-casualty', `casualty:${one.id}`);
  if (shown.length > 0) await tellReader(turn, incident);
  const to = (next: number, key: string): Button[] =>
    next >= 0 && next < pages ? [{ label: { key }, press: encodePress({ kind: 'casualties', incident: id, page: next }) }] : [];
  const numbers = shown.map(
    (one): Button => ({
      label: { key: 'button-casualty', args: { number: one.number } },
      press: encodePress({ kind: 'casualty', casualty: String(one.id) }),
    }),
  );
  const rows = Array.from({ length: Math.ceil(numbers.length / ROW) }, (_, row) => numbers.slice(row * ROW, (row + 1) * ROW));
  const held = all.filter(({ kind, status }) => kind === 'taken' && status !== 'released').length;
  const begin = (of: CasualtyKind): Button => ({
    label: { key: `button-${of}` },
    press: encodePress({ kind: 'casualty-begin', incident: id, of }),
  });
  const buttons = [
    ...rows,
    [...to(at - 1, 'button-before'), ...to(at + 1, 'button-after')],
    held > 1 ? [{ label: { key: 'button-wave' }, press: encodePress({ kind: 'casualty-wave', incident: id }) }] : [],
    [begin('hurt'), begin('taken')],
    shown.length > 0 && incident.stage === 'over' && kinds.includes('taken')
      ? [{ label: { key: 'button-records' }, press: encodePress({ kind: 'casualties-report', incident: id }) }]
      : [],
    shown.length > 0 ? [{ label: { key: 'button-hide' }, press: encodePress({ kind: 'casualties-hide' }) }] : [],
  ].filter((row) => row.length > 0);
  const people = shown.map((one) => ({
    number: one.number,
    kind: one.kind,
    status: one.status,
    grave: one.grave,
    about: lastOf(one, 'about'),
  }));
  const args = { neighbourhood: neighbourhoodTerm(incident.slug), what: whatTerm(incident), code: incident.code, page: at + 1, pages };
  const content: Content =
    shown.length === 0
      ? { key: 'people-empty', args, buttons }
      : { key: 'people-list', args: { ...args, people: { term: 'casualties', people } }, buttons };
  return [content, shown.map((one) => one.id)];
}
