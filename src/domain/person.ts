import type { Language } from './language.ts';
import type { Atlas } from './neighbourhood.ts';

/** `both` lives in the neighbourhood and comes when others call. */
export const roles = ['resident', 'defender', 'both', 'organiser'] as const;
export type Role = (typeof roles)[number];

export const trusts = ['new', 'vouched', 'trusted'] as const;
export type Trust = (typeof trusts)[number];

export interface Membership {
  readonly slug: string;
  readonly role: Role;
  /** Moved here lately: nobody here knows them yet, whatever their trust is elsewhere. */
  readonly settling?: boolean;
  /** False for one whom others have not vouched for yet, where the door asks for it. */
  readonly vouched?: boolean;
  /** An organiser has shut them out of the neighbourhood. */
  readonly suspended?: boolean;
}

/** How long somebody who moved is as new as any newcomer. */
export const SETTLING_MS = 30 * 24 * 60 * 60_000;

/** Somebody registered, as far as rules need to know them. */
export interface Member {
  readonly id: bigint;
  readonly language: Language;
  readonly trust: Trust;
  readonly memberships: readonly Membership[];
  /** Organises the whole deployment. */
  readonly keeper?: boolean;
  /** Others hold this organiser's rights back: the phone may be in the wrong hands. */
  readonly frozen?: boolean;
}

/** Whether somebody is registered in exactly that neighbourhood. */
export function livesIn(member: Member | undefined, slug: string): boolean {
  return member?.memberships.some((m) => m.slug === slug) ?? false;
}

/** Keepers organise everywhere, organisers their own neighbourhoods and those below them; what each may do is in `access.ts`. */
export function organises(member: Member, slug: string, atlas: Atlas): boolean {
  if (member.frozen) return false;
  if (member.keeper) return true;
  const above = atlas.above(slug);
  return member.memberships.some((m) => m.role === 'organiser' && above.includes(m.slug));
}

/**
 * Trust counts at home: elsewhere even a trusted person's report waits for somebody who lives there; and so does that of one who is not
 * vouched for, or shut out.
 */
export function firesAlone(member: Member, slug: string, atlas: Atlas): boolean {
  const above = atlas.above(slug);
  const atHome = member.memberships.some((m) => above.includes(m.slug) && m.vouched !== false && !m.suspended && !m.settling);
  return organises(member, slug, atlas) || (member.trust === 'trusted' && atHome);
}
