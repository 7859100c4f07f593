import { isSkill, type Skill, type SkillChange, skills } from '../domain/skill.ts';
import type { Tx } from './database.ts';

/**
 * What people can also help as. A table of its own: who has a skill is read off its key, in as many rows as there are such people, and
 * nobody else's row grows wider for it. Erasing somebody erases it too.
 */
export function createSkills() {
  return {
    /** In the order of the list. */
    async of(tx: Tx, personId: bigint): Promise<readonly Skill[]> {
      const rows = await tx.personSkill.findMany({ where: { personId }, select: { skill: true } });
      const had = new Set(rows.map(({ skill }) => skill).filter(isSkill));
      return skills.filter((skill) => had.has(skill));
    },

    async change(tx: Tx, personId: bigint, { add, drop }: SkillChange): Promise<void> {
      const gone = drop === 'all' ? skills.filter((skill) => !add.includes(skill)) : drop;
      await tx.personSkill.deleteMany({ where: { personId, skill: { in: [...gone] } } });
      await tx.personSkill.createMany({ data: add.map((skill) => ({ personId, skill })), skipDuplicates: true });
    },
  };
}

export type Skills = ReturnType<typeof createSkills>;
