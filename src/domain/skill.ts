/** What somebody can do that others cannot. The order is the order of the buttons. */
export const skills = ['negotiator', 'observer', 'lawyer', 'medic', 'driver', 'camera', 'interpreter'] as const;
export type Skill = (typeof skills)[number];

export function isSkill(value: string): value is Skill {
  return (skills as readonly string[]).includes(value);
}

/** What somebody says of their own skills: those that they have, and those that they have no more. Without either it is a question. */
export interface SkillChange {
  readonly add: readonly Skill[];
  /** `all`: none is left. */
  readonly drop: readonly Skill[] | 'all';
}

/** The skills that somebody has afterwards, in the order of the list. */
export function changeSkills(had: readonly Skill[], { add, drop }: SkillChange): readonly Skill[] {
  return skills.filter((skill) => add.includes(skill) || (drop !== 'all' && had.includes(skill) && !drop.includes(skill)));
}
