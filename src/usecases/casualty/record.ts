import type { Intent } from '../../commands/intent.ts';
import { may, rankAt } from '../../domain/access.ts';
import { canFollow, type Detail, details, type Status, type Step } from '../../domain/casualty/casualty.ts';
import { TOLD_MAX } from '../../domain/casualty/entry.ts';
import type { Button } from '../../domain/content.ts';
import { DRAFT_LIFE_MS, type Draft } from '../../domain/draft.ts';
import { encodePress } from '../../domain/press.ts';
import { acknowledge, note, record, refuse, say, type Turn } from '../turn.ts';
import { lastOf, readable, reveal } from './list.ts';
import { tellFamily } from './news.ts';
import { back, type Found, hide, showCasualty } from './view.ts';

type Telling = Extract<Draft, { kind: 'casualty-told' }>;

/** Steps that say nothing without a word about them; after `hospital` it is asked which. */
const typed: readonly Step[] = ['about', 'how', 'where', 'when', 'unit', 'station', 'lawyer'];
/** What is known of somebody, and what can be said of them next. */
export async function pressCasualty(turn: Turn, id: string): Promise<void> {
  const { tx, store, contact, now } = turn;
  const found = await find(turn, id);
  if (!found) return;
  // Whoever goes back types nothing about it any more.
  const waiting = await store.drafts.get(tx, contact.id, DRAFT_LIFE_MS, now);
  if (waiting?.draft.kind === 'casualty-told') await store.drafts.drop(tx, contact.id);
  await acknowledge(turn);
  await showCasualty(turn, found);
}

/** The next step: written down at once, or what it is has to be typed first. */
export async function pressStep(turn: Turn, id: string, step: Step): Promise<void> {
  const found = await find(turn, id);
  if (!found) return;
  if (step === 'family' || !(await writeStep(turn, found, step, typed.includes(step) ? undefined : '')))
    return await note(turn, { key: 'casualty-cannot' });
  // The question about people nobody has heard of has a button for each of them: it stays.
  if (step === 'contact') return await note(turn, { key: 'casualty-contact', args: { number: found.casualty.number } });
  await acknowledge(turn);
  if (typed.includes(step) || step === 'hospital') return await askAbout(turn, found, step === 'hospital' ? 'where' : (step as Detail));
  await showCasualty(turn, found);
}

/** There is word of somebody: typed with their number in the list, also by SMS. */
export async function typeContact(turn: Turn, code: string, number: number): Promise<void> {
  const { tx, store, now } = turn;
  const incident = await store.incidents.byCode(tx, code, now);
  const one = incident && (await store.casualties.of(tx, incident.id)).find((casualty) => casualty.number === number);
  if (!incident || (await readable(turn, incident)).length === 0) return await refuse(turn);
  await (one ? pressStep(turn, String(one.id), 'contact') : say(turn, { key: 'casualty-cannot' }));
}

/** What was typed about somebody. */
export async function typeCasualtyStep(turn: Turn, { casualty, step }: Telling, text: string, intent: Intent): Promise<boolean> {
  const other = intent.kind === 'casualty' || intent.kind === 'answer' || (intent.kind === 'report' && intent.neighbourhood !== undefined);
  if (text === '' || other || (intent.kind === 'see' && intent.code !== undefined)) return false;
  await turn.store.drafts.drop(turn.tx, turn.contact.id);
  const found = await find(turn, casualty);
  if (!found) return true;
  if (await writeStep(turn, found, step, [...text].slice(0, TOLD_MAX).join(''))) await showCasualty(turn, found);
  else await say(turn, { key: 'casualty-cannot' });
  return true;
}

/** Takes the last step back. Both stay to be read. */
export async function pressUndo(turn: Turn, id: string, line: string): Promise<void> {
  const { tx, store, contact, atlas, now } = turn;
  const found = await find(turn, id);
  if (!found || !contact.member) return;
  const { casualty, incident } = found;
  const last = (await store.casualties.open(tx, casualty.id))?.course.last;
  if (last?.id !== line) return await note(turn, { key: 'incident-gone' });
  const by = { personId: contact.member.id, rank: rankAt(contact.member, incident.slug, atlas) };
  await store.casualties.append(tx, casualty.id, { ...by, step: 'corrected', strikes: BigInt(line) }, now);
  record(turn, 'tell-step', `casualty:${id}`);
  await acknowledge(turn);
  await showCasualty(turn, found);
}

/** Two entries are about one person: what the later one says goes to the earlier, and it counts no more. */
export async function pressSame(turn: Turn, id: string, other: number): Promise<void> {
  const { tx, store } = turn;
  const found = await find(turn, id);
  if (!found) return;
  const { casualty, incident } = found;
  const twin = (await store.casualties.openIn(tx, incident.id, [casualty.kind])).find(({ number }) => number === other);
  const opened = await store.casualties.open(tx, casualty.id);
  if (!twin || !opened || twin.id === casualty.id || twin.status === 'closed') return await note(turn, { key: 'casualty-cannot' });
  const [kept, left] = twin.number < opened.number ? [twin, opened] : [opened, twin];
  for (const { line, struck } of left.course.told) {
    const isDetail = (details as readonly string[]).includes(line.step);
    if (!struck && isDetail && line.text !== '' && line.text !== lastOf(kept, line.step))
      await writeStep(turn, { casualty: kept, incident }, line.step, line.text);
  }
  const family = kept.hasFamily ? undefined : await store.casualties.familyOf(tx, left.id);
  if (family) await store.casualties.setFamily(tx, kept.id, family);
  await writeStep(turn, { casualty: left, incident }, 'closed', `№ ${kept.number}`);
  await acknowledge(turn);
  await showCasualty(turn, { casualty: kept, incident });
}

/** Shows the family's number to an organiser: each time an entry in the audit log. */
export async function pressFamily(turn: Turn, id: string): Promise<void> {
  const { tx, store, contact, atlas } = turn;
  const found = await find(turn, id);
  if (!found) return;
  const { casualty, incident } = found;
  if (!may(contact.member, 'read-casualty', incident.slug, atlas)) return await refuse(turn);
  const family = await store.casualties.familyOf(tx, casualty.id);
  if (!family) return await note(turn, { key: 'incident-gone' });
  record(turn, 'read-family', `casualty:${id}`);
  await acknowledge(turn);
  const buttons = [[back(casualty), hide]];
  await reveal(turn, { key: 'casualty-family', args: { number: casualty.number, phone: family.phone }, buttons }, [casualty.id]);
}

/** Asks once; then the key is dropped, and what phones show of it is replaced. */
export async function pressErase(turn: Turn, id: string, sure: boolean): Promise<void> {
  const { tx, store, contact, atlas, now } = turn;
  const found = await find(turn, id);
  if (!found) return;
  const { casualty, incident } = found;
  if (!may(contact.member, 'erase-casualty', incident.slug, atlas)) return await refuse(turn);
  await acknowledge(turn);
  const args = { number: casualty.number };
  if (!sure) {
    const yes: Button = { label: { key: 'button-erase-sure' }, press: encodePress({ kind: 'casualty-erase-sure', casualty: id }) };
    return await reveal(turn, { key: 'casualty-erase', args, buttons: [[yes], [back(casualty)]] }, []);
  }
  record(turn, 'erase-casualty', `casualty:${id}`);
  await store.casualties.erase(tx, casualty.id);
  for (const { contactId, message } of await store.casualties.shownOn(tx, casualty.id)) {
    await store.deliveries.replace(tx, contactId, message, { key: 'casualty-gone', args }, now);
  }
  await say(turn, { key: 'casualty-erased', args });
}

/** Writes a step down, unless it cannot follow; without a text it is only asked whether it could. False where it cannot. */
export async function writeStep(turn: Turn, { casualty, incident }: Found, step: Step, text: string | undefined): Promise<boolean> {
  const { tx, store, contact, atlas, now } = turn;
  const opened = await store.casualties.open(tx, casualty.id);
  if (!opened || !contact.member || opened.erased || !canFollow(casualty.kind, opened.course, step)) return false;
  if (text === undefined) return true;
  const by = { personId: contact.member.id, rank: rankAt(contact.member, incident.slug, atlas) };
  await store.casualties.append(tx, casualty.id, { ...by, step, text }, now);
  record(turn, 'tell-step', `casualty:${casualty.id}`);
  if (step === 'released') await tellFamily(turn, casualty.id);
  return true;
}

/** The record, locked, where whoever pressed may read it; else they are told. */
async function find(turn: Turn, id: string): Promise<Found | undefined> {
  const { tx, store } = turn;
  const incidentId = (await store.casualties.get(tx, BigInt(id)))?.incidentId;
  const incident = incidentId === undefined ? undefined : await store.incidents.lock(tx, incidentId);
  const casualty = incident && (await store.casualties.lock(tx, BigInt(id)));
  if (casualty && incident && (await readable(turn, incident)).includes(casualty.kind)) return { casualty, incident };
  await (casualty ? refuse(turn) : note(turn, { key: 'incident-gone' }));
  return undefined;
}

async function askAbout(turn: Turn, { casualty }: Found, step: Status | Detail): Promise<void> {
  await turn.store.drafts.put(turn.tx, turn.contact.id, { kind: 'casualty-told', casualty: String(casualty.id), step }, turn.now);
  await say(turn, { key: `casualty-ask-${step}`, args: { of: casualty.kind, number: casualty.number }, buttons: [[back(casualty)]] });
}
