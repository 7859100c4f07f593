import { may } from '../domain/access.ts';
import { DRAFT_LIFE_MS } from '../domain/draft.ts';
import type { Incident } from '../domain/incident.ts';
import type { HomeCheck } from '../store/home.ts';
import { takeInbound } from '../store/inbound.ts';
import { checksOf, homeButtons } from './home.ts';
import { acknowledge, note, record, refuse, say, type Turn } from './turn.ts';
import { WRITTEN_MAX } from './update.ts';

/** One person's words reach organisers so often. */
const ONCE_IN_MS = 3_000;

/** Words of somebody who needs help, or has not answered whether they are safe: organisers read them. False where they are neither, or nobody reads. */
export async function hearHomeWords(turn: Turn, typed: string): Promise<boolean> {
  const check = (await checksOf(turn)).find(({ state }) => ['asked', 'called', 'listed', 'help'].includes(state));
  return check !== undefined && typed !== '' && (await passOn(turn, check, typed));
}

async function passOn(turn: Turn, check: HomeCheck, typed: string): Promise<boolean> {
  const { tx, store, atlas, contact, now } = turn;
  const incident = await store.incidents.get(tx, check.incidentId);
  const person = await store.homes.person(tx, check.id);
  // Not by SMS: what somebody in need writes is nobody else's.
  const found = incident ? await store.people.organisers(tx, atlas.above(incident.slug), ['telegram']) : [];
  const organisers = found.filter(({ personId }) => personId !== contact.member?.id);
  if (!person || organisers.length === 0) return false;
  if (!(await takeInbound(tx, `home-words:${check.id}:${Math.floor(now / ONCE_IN_MS)}`, now))) {
    await say(turn, { key: 'home-words-slow' });
    return true;
  }
  const args = { person: { term: 'home-person', person }, text: typed } as const;
  const content = { key: 'home-words-told', args, free: true, buttons: homeButtons(String(check.id), person.name) };
  for (const to of contact.member?.frozen ? [] : organisers) {
    await store.deliveries.say(tx, { to, kind: 'answer', op: 'message', content }, now);
  }
  await say(turn, { key: 'home-words-noted' });
  return true;
}

/** An organiser knows that somebody is safe. */
export async function pressAccounted(turn: Turn, id: string): Promise<void> {
  const found = await findForOrganiser(turn, id);
  if (!found) return;
  const { check } = found;
  if (check.state !== 'safe' && check.state !== 'accounted') {
    await turn.store.homes.settle(turn.tx, [check.id], 'accounted', 'organiser', turn.now);
    record(turn, 'account-for', `home:${check.id}`);
  }
  await note(turn, { key: 'home-accounted-noted' });
}

/** An organiser wants to write to somebody who was there: asks what. Neither sees the other's number. */
export async function pressWriteHome(turn: Turn, id: string): Promise<void> {
  const { tx, store, contact, now } = turn;
  const found = await findForOrganiser(turn, id);
  if (!found) return;
  const person = await store.homes.person(tx, found.check.id);
  const to = await reach(turn, found.check);
  if (!person || !to) return await note(turn, { key: 'home-write-nobody' });
  await store.drafts.put(tx, contact.id, { kind: 'home-write', check: id }, now);
  await acknowledge(turn);
  await say(turn, { key: 'home-write-what', args: { person: { term: 'home-person', person } } });
}

/** What the organiser wrote goes to them, and what they answer comes back. */
export async function writeHome(turn: Turn, id: string, text: string): Promise<void> {
  const { tx, store, contact, now } = turn;
  if (text.length > WRITTEN_MAX) return await say(turn, { key: 'text-too-long', args: { limit: WRITTEN_MAX, length: text.length } });
  await store.drafts.drop(tx, contact.id);
  const found = await findForOrganiser(turn, id);
  if (!found) return;
  const to = await reach(turn, found.check);
  if (!to) return await say(turn, { key: 'home-write-nobody' });
  record(turn, 'account-for', `home:${found.check.id}`);
  // Not in place of a report that they may be making: what they answer is passed on in any case, unless it reads like something else.
  const busy = await store.drafts.get(tx, to.contactId, DRAFT_LIFE_MS, now);
  if (!busy) await store.drafts.put(tx, to.contactId, { kind: 'home-words', check: id }, now);
  await store.deliveries.say(tx, { to, kind: 'answer', op: 'message', content: { key: 'home-written', args: { text }, free: true } }, now);
  await say(turn, { key: 'home-write-sent' });
}

/** The check, locked, where whoever spoke organises its incident; else they are told. */
async function findForOrganiser(turn: Turn, id: string): Promise<{ readonly check: HomeCheck; readonly incident: Incident } | undefined> {
  const { tx, store, contact, atlas } = turn;
  const check = await store.homes.get(tx, BigInt(id));
  const incident = check && (await store.incidents.get(tx, check.incidentId));
  if (check && incident && may(contact.member, 'account-for', incident.slug, atlas)) return { check, incident };
  await (check ? refuse(turn) : note(turn, { key: 'incident-gone' }));
  return undefined;
}

async function reach({ tx, store, reachable }: Turn, { personId }: HomeCheck) {
  if (personId === null) return undefined;
  for (const channel of reachable) {
    const to = await store.contacts.openOf(tx, personId, channel);
    if (to) return to;
  }
  return undefined;
}
