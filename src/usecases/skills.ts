import type { Content } from '../domain/content.ts';
import { encodePress } from '../domain/press.ts';
import { changeSkills, type Skill, type SkillChange, skills } from '../domain/skill.ts';
import { acknowledge, note, say, showAnew, type Turn } from './turn.ts';

/** Asks somebody who has just joined, once; who says nothing has none, and misses nothing. By SMS nobody is asked: it would cost an answer. */
export async function offerSkills(turn: Turn): Promise<void> {
  if (turn.contact.channel === 'telegram') await say(turn, question('skills-ask', []));
}

/** `/skills`, or the word with skills behind it. */
export async function tellSkills(turn: Turn, change: SkillChange, unknown: boolean): Promise<void> {
  const { tx, store, contact } = turn;
  if (!contact.member) return;
  const had = await store.skills.of(tx, contact.member.id);
  const asks = change.add.length === 0 && change.drop.length === 0;
  if (unknown) return await say(turn, { ...question('skills-unknown', had), args: { skills: { term: 'skills', skills } } });
  if (!asks) await store.skills.change(tx, contact.member.id, change);
  const has = changeSkills(had, change);
  if (contact.channel === 'telegram' && asks) return await say(turn, question('skills-ask', has));
  await say(turn, asks ? { key: 'skills-how', args: summary(has) } : noted(has));
}

/** A tick was set or taken away: the buttons show it. */
export async function pressSkill(turn: Turn, skill: Skill, has: boolean): Promise<void> {
  const { tx, store, contact } = turn;
  if (!contact.member) return await note(turn, { key: 'incident-gone' });
  await store.skills.change(tx, contact.member.id, has ? { add: [skill], drop: [] } : { add: [], drop: [skill] });
  await acknowledge(turn);
  await showAnew(turn, question('skills-ask', await store.skills.of(tx, contact.member.id)));
}

/** Done was pressed: the buttons go, and the list stays. */
export async function endSkills(turn: Turn): Promise<void> {
  const { tx, store, contact } = turn;
  if (!contact.member) return await note(turn, { key: 'incident-gone' });
  await acknowledge(turn);
  await showAnew(turn, noted(await store.skills.of(tx, contact.member.id)));
}

function question(asks: string, has: readonly Skill[]): Content {
  const buttons = skills.map((skill) => {
    const key = has.includes(skill) ? 'button-skill-on' : 'button-skill-off';
    const label = { key, args: { skill: { term: 'skills', skills: [skill] } as const } };
    return [{ label, press: encodePress({ kind: 'skill', skill, has: !has.includes(skill) }) }] as const;
  });
  return { key: asks, buttons: [...buttons, [{ label: { key: 'button-done' }, press: encodePress({ kind: 'skills-done' }) }]] };
}

function noted(has: readonly Skill[]): Content {
  return has.length === 0 ? { key: 'skills-none' } : { key: 'skills-noted', args: summary(has) };
}

function summary(has: readonly Skill[]) {
  return { count: has.length, skills: { term: 'skills', skills: has } } as const;
}
