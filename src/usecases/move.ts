import { may } from '../domain/access.ts';
import type { Content } from '../domain/content.ts';
import { type Member, type Role, SETTLING_MS } from '../domain/person.ts';
import { cancelCalls, moveMembership } from '../store/move.ts';
import { admit, enter } from './door.ts';
import { tellOthers } from './freeze.ts';
import { neighbourhoodTerm, record, refuse, say, type Turn } from './turn.ts';
import { showCode } from './vouch.ts';

/**
 * Somebody lives in another neighbourhood now. They come in by its door like anybody who joins, and are as new there: what they
 * organised stays where it was, and their trust, which those around them gave, counts again in a month.
 */
export async function move(turn: Turn, member: Member, from: string, to: string, key: string | undefined): Promise<void> {
  const { tx, store, atlas, now } = turn;
  if (!may(member, 'move', from, atlas)) return await refuse(turn);
  const known = member.memberships.some((m) => m.slug === to);
  const settles = !known && member.trust !== 'new';
  const done: Content = {
    key: 'moved-done',
    args: { neighbourhood: neighbourhoodTerm(to), old: neighbourhoodTerm(from), settles: settles ? 'yes' : 'no' },
  };
  // Whoever holds a frozen phone is told that it worked; and nobody walks out of a neighbourhood that has shut them out.
  if (member.frozen || member.memberships.some((m) => m.slug === from && m.suspended)) return await say(turn, done);
  const entered = await enter(turn, to, key);
  if (!entered) return await say(turn, { key: 'key-wrong', args: { neighbourhood: neighbourhoodTerm(to) } });
  const role = roleIn(member, from);
  const awaits = await admit(turn, member.id, to, role === 'organiser' ? 'both' : role, entered.giver);
  await moveMembership(tx, member.id, { from, to, settlesAt: settles ? now + SETTLING_MS : null });
  await cancelCalls(tx, [member.id], left(turn, member, from, to), now);
  await store.members.hidePlaces(tx, member.id, [...new Set([...atlas.above(from), ...atlas.within(from)])]);
  record(turn, 'move', `neighbourhood:${to}`);
  await say(turn, done);
  if (awaits) await showCode(turn, member.id, to);
  const self = role === 'organiser' ? await store.organisers.get(tx, member.id) : undefined;
  // As they were: those who organised with them are to know.
  if (self)
    await tellOthers(turn, { ...self, memberships: member.memberships }, 'organiser-moved', { neighbourhood: neighbourhoodTerm(from) });
}

/** Neighbourhoods whose alarms called them because of the old one alone. */
function left({ atlas }: Turn, member: Member, from: string, to: string): readonly string[] {
  const others = member.memberships.map((m) => m.slug).filter((slug) => slug !== from);
  const kept = new Set([to, ...others].flatMap((slug) => atlas.above(slug)));
  return atlas.above(from).filter((slug) => !kept.has(slug));
}

export function roleIn(member: Member, slug: string): Role {
  return member.memberships.find((m) => m.slug === slug)?.role ?? 'both';
}

/** Whether nobody else organises exactly that neighbourhood. */
export async function isLastOrganiser({ tx, store, contact }: Turn, slug: string): Promise<boolean> {
  return !(await store.organisers.hasOther(tx, slug, contact.member?.id ?? null));
}
