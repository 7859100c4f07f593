import { may } from '../access.ts';
import type { Answer } from '../headcount.ts';
import type { Atlas } from '../neighbourhood.ts';
import type { Member } from '../person.ts';
import type { Skill } from '../skill.ts';
import { standing } from '../vouch.ts';
import type { CasualtyKind } from './casualty.ts';

/** Whoever wants to read of people hurt or taken at an incident. `called`: to it. `asked`: as somebody with a skill. */
export interface CasualtyReader {
  readonly member: Member | undefined;
  readonly skills: readonly Skill[];
  readonly answer: Answer | undefined;
  readonly called: boolean;
  readonly asked: boolean;
}

/** Whom a skill is for. Nobody checks a skill: whoever says that they have it must have been called, and must have said that they come. */
const tends: Readonly<Partial<Record<Skill, readonly CasualtyKind[]>>> = { medic: ['hurt'], lawyer: ['taken', 'hurt'] };

/**
 * Whether somebody may open what is known of people hurt or taken: organisers of the incident, and its medics and lawyers, who are coming
 * or there. Whoever wrote it down may not.
 */
export function maySeeCasualty(reader: CasualtyReader, kind: CasualtyKind, slug: string, atlas: Atlas): boolean {
  const { member, skills, answer, called, asked } = reader;
  if (!member || member.frozen) return false;
  if (may(member, 'read-casualty', slug, atlas)) return true;
  if (!may(member, 'tend-casualty', slug, atlas)) return false;
  const above = atlas.above(slug);
  if (member.memberships.some((m) => m.suspended && above.includes(m.slug))) return false;
  // Whoever comes from elsewhere in the city, asked for what they can do, is vouched for by that.
  if (!asked && (!called || standing(member, slug, atlas) === 'none')) return false;
  if (answer !== 'coming' && answer !== 'there') return false;
  return skills.some((skill) => tends[skill]?.includes(kind));
}
