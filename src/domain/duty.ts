import { may } from './access.ts';
import type { Atlas } from './neighbourhood.ts';
import type { Member } from './person.ts';
import { standing } from './vouch.ts';

/** For how many days somebody may be on duty; 0 ends it. */
export const dutyDays = [1, 3, 7, 0] as const;
export type DutyDays = (typeof dutyDays)[number];

/** One checklist goes to so many at the most. */
export const DUTY_MAX = 3;

/**
 * What becomes of a lawyer's wish to be on duty somewhere. `asked`: organisers are asked whether they know them, because anybody can say
 * that they are a lawyer, and reads what people tell in confidence.
 */
export type DutyDecision = 'agreed' | 'asked' | 'refused';

export function takeDuty(member: Member | undefined, lawyer: boolean, slug: string, atlas: Atlas): DutyDecision {
  if (!member || !lawyer || member.frozen || !may(member, 'take-duty', slug, atlas)) return 'refused';
  const known = standing(member, slug, atlas);
  if (known === 'none') return 'refused';
  return known !== 'new' || may(member, 'set-duty', slug, atlas) ? 'agreed' : 'asked';
}
