import { may, mayWhere } from '../domain/access.ts';
import type { Button, Content } from '../domain/content.ts';
import { type DutyDays, dutyDays, takeDuty } from '../domain/duty.ts';
import { needRings } from '../domain/need.ts';
import { encodePress } from '../domain/press.ts';
import { standing } from '../domain/vouch.ts';
import { takeInbound } from '../store/inbound.ts';
import { sendWaiting } from './lawyer.ts';
import { acknowledge, neighbourhoodTerm, note, record, refuse, say, type Turn } from './turn.ts';

const DAY_MS = 24 * 60 * 60_000;
const HOUR_MS = 60 * 60_000;
/** One screen of buttons. */
const NEIGHBOURHOODS_MAX = 3;
const LISTED_MAX = 5;
/** Lawyers who are asked at a time. */
const ASKED_MAX = 20;
/** Whether somebody takes a duty may be answered for this long. */
const LIFE_MS = 12 * HOUR_MS;

/** `/duty`: a lawyer says until when they take what is asked; an organiser sees who does, and can ask lawyers to. */
export async function showDuty(turn: Turn): Promise<void> {
  const { tx, store, contact, atlas, now } = turn;
  const { member } = contact;
  if (!member) return;
  if (contact.channel !== 'telegram') return await say(turn, { key: 'duty-telegram' });
  const lawyer = (await store.skills.of(tx, member.id)).includes('lawyer');
  const own = lawyer ? member.memberships.map(({ slug }) => slug).filter((slug) => standing(member, slug, atlas) !== 'none') : [];
  for (const slug of own.slice(0, NEIGHBOURHOODS_MAX))
    await say(turn, { key: 'duty-own', args: placeArgs(slug), buttons: daysOf(slug, now) });
  const organised = mayWhere(member, 'set-duty', atlas);
  if (organised.length === 0) return own.length > 0 ? undefined : await say(turn, { key: member.frozen ? 'noted' : 'duty-refused' });
  const duties = await store.duties.list(tx, organised, now);
  const listed = duties.slice(0, LISTED_MAX);
  for (const { slug, person, name, until, agreed } of listed) {
    const args = { ...placeArgs(slug), name, date: { term: 'date', at: until } } as const;
    await say(turn, { key: agreed ? 'duty-line' : 'duty-asking', args, buttons: decideButtons(slug, person, agreed) });
  }
  const homes = member.memberships.map(({ slug }) => slug).filter((slug) => organised.includes(slug));
  const asks = (homes.length > 0 ? homes : organised)
    .slice(0, NEIGHBOURHOODS_MAX)
    .map((slug): Button[] => [
      { label: { key: 'button-duty-ask', args: placeArgs(slug) }, press: encodePress({ kind: 'duty-ask', slug }) },
    ]);
  await say(turn, { key: 'duty-list', args: { count: duties.filter(({ agreed }) => agreed).length }, buttons: asks });
}

/** A lawyer takes the duty of a neighbourhood for some days, or ends it. */
export async function pressDuty(turn: Turn, slug: string, days: DutyDays): Promise<void> {
  const { tx, store, contact, atlas, now } = turn;
  const { member } = contact;
  if (!member || !atlas.get(slug)) return await note(turn, { key: 'incident-gone' });
  const lawyer = (await store.skills.of(tx, member.id)).includes('lawyer');
  const decision = takeDuty(member, lawyer, slug, atlas);
  if (decision === 'refused') return await note(turn, { key: member.frozen ? 'noted' : 'duty-refused' });
  await acknowledge(turn);
  if (days === 0) {
    await store.duties.end(tx, slug, member.id);
    return await say(turn, { key: 'duty-over', args: placeArgs(slug) });
  }
  const until = now + days * DAY_MS;
  const date = { term: 'date', at: until } as const;
  // Whom an organiser has agreed to before needs no second word.
  const known = (await store.duties.list(tx, [slug], now)).some((one) => one.person === member.id && one.agreed);
  const agreed = known || decision === 'agreed';
  await store.duties.set(tx, slug, member.id, until, agreed);
  record(turn, 'take-duty', `neighbourhood:${slug}`);
  await say(turn, { key: agreed ? 'duty-taken' : 'duty-waits', args: { ...placeArgs(slug), date } });
  const name = (await store.organisers.get(tx, member.id))?.name ?? '';
  const content: Content = { key: agreed ? 'duty-line' : 'duty-asking', args: { ...placeArgs(slug), name, date } };
  for (const to of await store.people.organisers(tx, atlas.above(slug), ['telegram'])) {
    if (to.personId === member.id) continue;
    const shown = { ...content, buttons: decideButtons(slug, member.id, agreed) };
    await store.deliveries.say(tx, { to, kind: 'answer', op: 'message', content: shown, lifeMs: LIFE_MS }, now);
  }
  if (agreed) await sendWaiting(turn, slug, member.id);
}

/** An organiser asks the lawyers of the city, the neighbourhood's own first: who they are is not shown. */
export async function askLawyers(turn: Turn, slug: string): Promise<void> {
  const { tx, store, contact, atlas, now } = turn;
  if (!atlas.get(slug) || !may(contact.member, 'set-duty', slug, atlas)) return await refuse(turn);
  if (!(await takeInbound(tx, `duty:${slug}:${Math.floor(now / HOUR_MS)}`, now))) return await note(turn, { key: 'duty-asked-lately' });
  const on = new Set((await store.duties.list(tx, [slug], now)).map(({ person }) => person));
  const found = await store.duties.lawyers(tx, needRings(slug, null, atlas), ASKED_MAX);
  const asked = found.filter(({ personId }) => personId != null && !on.has(personId) && personId !== contact.member?.id);
  for (const to of asked) {
    const content = { key: 'duty-invite', args: placeArgs(slug), buttons: daysOf(slug, now, 0) };
    await store.deliveries.say(tx, { to, kind: 'answer', op: 'message', content, lifeMs: LIFE_MS }, now);
  }
  record(turn, 'set-duty', `neighbourhood:${slug}`);
  await acknowledge(turn);
  await say(turn, { key: 'duty-invited', args: { people: asked.length } });
}

/** An organiser knows a lawyer who wants to be on duty. */
export async function agreeDuty(turn: Turn, slug: string, person: bigint): Promise<void> {
  const { tx, store, contact, atlas, now } = turn;
  if (!may(contact.member, 'set-duty', slug, atlas)) return await refuse(turn);
  if (contact.member?.id === person || !(await store.duties.agree(tx, slug, person, now)))
    return await note(turn, { key: 'incident-gone' });
  record(turn, 'set-duty', `person:${person}`);
  await note(turn, { key: 'noted' });
  await tell(turn, person, { key: 'duty-agreed', args: placeArgs(slug) });
  await sendWaiting(turn, slug, person);
}

/** … or does not, or no longer. */
export async function endDuty(turn: Turn, slug: string, person: bigint): Promise<void> {
  const { tx, store, contact, atlas } = turn;
  if (!may(contact.member, 'set-duty', slug, atlas)) return await refuse(turn);
  if (!(await store.duties.end(tx, slug, person))) return await note(turn, { key: 'incident-gone' });
  record(turn, 'set-duty', `person:${person}`);
  await note(turn, { key: 'noted' });
  await tell(turn, person, { key: 'duty-over', args: placeArgs(slug) });
}

async function tell({ tx, store, now }: Turn, person: bigint, content: Content): Promise<void> {
  const to = await store.contacts.openOf(tx, person, 'telegram');
  if (to) await store.deliveries.say(tx, { to, kind: 'answer', op: 'message', content, lifeMs: LIFE_MS }, now);
}

function placeArgs(slug: string) {
  return { neighbourhood: neighbourhoodTerm(slug) } as const;
}

/** Until when, to tap; the end of it unless it is `without`. */
function daysOf(slug: string, now: number, without?: DutyDays): readonly Button[][] {
  return dutyDays
    .filter((days) => days !== without)
    .map((days): Button[] => {
      const label =
        days === 0
          ? { key: 'button-duty-off' }
          : { key: 'button-duty-until', args: { date: { term: 'date', at: now + days * DAY_MS } as const } };
      return [{ label, press: encodePress({ kind: 'duty', slug, days }) }];
    });
}

function decideButtons(slug: string, id: bigint, agreed: boolean): readonly Button[][] {
  const person = String(id);
  const agree: Button = { label: { key: 'button-duty-agree' }, press: encodePress({ kind: 'duty-agree', slug, person }) };
  const end: Button = { label: { key: 'button-duty-end' }, press: encodePress({ kind: 'duty-end', slug, person }) };
  return agreed ? [[end]] : [[agree], [end]];
}
