import type { Atlas } from './neighbourhood.ts';
import { type Member, organises, type Trust } from './person.ts';

/** So many members vouch for somebody before they are told where people are called to. */
export const VOUCHES_NEEDED = 2;
/** For so many people one member may vouch in a week: whoever takes the phone cannot let a whole crowd in. */
export const VOUCHES_MAX = 5;
export const VOUCHES_WITHIN_MS = 7 * 24 * 60 * 60_000;

/**
 * How somebody was brought in. Where one between two has erased themselves since: `through` leads to whoever had let that one in, `left` to
 * the first of those whom they let in.
 */
export type Brought = 'key' | 'vouch' | 'through' | 'left';

/** Whether two members have vouched for somebody in exactly that neighbourhood, where its door asks for it, and nobody has shut them out. */
export function isVouched(member: Member | undefined, slug: string): boolean {
  return member?.memberships.some((m) => m.slug === slug && m.vouched !== false && !m.suspended) ?? false;
}

/** Whether a neighbourhood waits for others to vouch for somebody. */
export function awaitsVouches(member: Member | undefined, slug: string): boolean {
  return member?.memberships.some((m) => m.slug === slug && m.vouched === false && !m.suspended) ?? false;
}

/**
 * How a neighbourhood hears somebody: by their trust where they belong, as one who is new where they belong elsewhere, and as a stranger
 * (`none`) where they are not vouched for or shut out; elsewhere too, where the door takes vouches.
 */
export function standing(member: Member | undefined, slug: string, atlas: Atlas): Trust | 'none' {
  if (!member) return 'none';
  const above = atlas.above(slug);
  const there = member.memberships.filter((m) => above.includes(m.slug));
  const active = there.filter(isActive);
  if (active.length > 0) return active.some(({ settling }) => !settling) ? member.trust : 'new';
  const elsewhere = there.length === 0 && member.memberships.some(isActive) && atlas.get(slug)?.door !== 'vouched';
  return elsewhere || organises(member, slug, atlas) ? 'new' : 'none';
}

/**
 * Whether somebody may know the exact place of what happens in a neighbourhood: they are vouched for there, above or below it. A stranger
 * who reported it may, unless the door takes vouches: else not to join would show more than to join.
 */
export function knowsPlace(member: Member | undefined, slug: string, atlas: Atlas): boolean {
  if (member && organises(member, slug, atlas)) return true;
  const scope = [...atlas.above(slug), ...atlas.within(slug)];
  const there = member?.memberships.filter((m) => scope.includes(m.slug)) ?? [];
  return there.length > 0 ? there.some(isActive) : atlas.get(slug)?.door !== 'vouched';
}

/** Whether somebody belongs nowhere around a neighbourhood: they can be there only to help. */
export function isFromElsewhere(member: Member, slug: string, atlas: Atlas): boolean {
  const scope = [...atlas.above(slug), ...atlas.within(slug)];
  return member.memberships.every((m) => !scope.includes(m.slug));
}

function isActive({ vouched, suspended }: Member['memberships'][number]): boolean {
  return vouched !== false && !suspended;
}
