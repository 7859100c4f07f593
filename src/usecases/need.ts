import { may } from '../domain/access.ts';
import type { Button, Content } from '../domain/content.ts';
import { type Incident, isDecided } from '../domain/incident.ts';
import { needRings } from '../domain/need.ts';
import { encodePress } from '../domain/press.ts';
import { type Skill, skills } from '../domain/skill.ts';
import { answerTo, type Wish, wantedAfter, wantedNumbers } from '../domain/wanted.ts';
import { askFurther } from '../store/asking.ts';
import { endedContent, whatTerm } from './answer.ts';
import { forward } from './forward.ts';
import { lockIncident } from './incident.ts';
import { acknowledge, neighbourhoodTerm, note, record, refuse, say, type Turn } from './turn.ts';
import { findByCode } from './verdict.ts';

/** An organiser wants somebody who can do something: asks what. */
export async function pressNeed(turn: Turn, id: string): Promise<void> {
  const incident = await asking(turn, id);
  if (!incident) return;
  const args = { neighbourhood: neighbourhoodTerm(incident.slug), what: whatTerm(incident) };
  const buttons = skills.map((skill) => [
    {
      label: { key: 'button-skill', args: skillArgs(skill) },
      press: encodePress({ kind: 'need-skill', incident: id, skill, more: false }),
    },
  ]);
  await say(turn, { key: 'need-which', args, buttons });
}

/** The skill was chosen: one is wanted, unless more are already; `more`: one more than are wanted or coming. */
export async function pressNeedSkill(turn: Turn, id: string, skill: Skill, more: boolean): Promise<void> {
  const incident = await asking(turn, id);
  if (incident) await want(turn, incident, { skill, count: null, more });
}

/** A number was tapped. */
export async function pressWanted(turn: Turn, id: string, skill: Skill, count: number): Promise<void> {
  const incident = await asking(turn, id);
  if (incident) await want(turn, incident, { skill, count, more: false });
}

/** An organiser typed NEED with skills and a code. From anybody else who was called it is a plea, and organisers read it. */
export async function typeNeed(turn: Turn, wishes: readonly Wish[], code: string, typed: string): Promise<void> {
  const incident = await findByCode(turn, code);
  if (!incident) return;
  const { member } = turn.contact;
  if (!may(member, 'ask-skill', incident.slug, turn.atlas)) {
    if (!member?.frozen && (await forward(turn, typed))) return;
    return await refuse(turn);
  }
  const closed = whyNot(incident);
  if (closed) return await say(turn, closed);
  for (const wish of wishes) await want(turn, incident, wish);
}

/** The incident, locked, where whoever pressed may ask for people; else they are told why not. */
async function asking(turn: Turn, id: string): Promise<Incident | undefined> {
  const incident = await lockIncident(turn, id);
  const closed = incident && whyNot(incident);
  if (!incident) await note(turn, { key: 'incident-gone' });
  // Asked at each press: the organiser may have been removed since the button was sent.
  else if (!may(turn.contact.member, 'ask-skill', incident.slug, turn.atlas)) await refuse(turn);
  else if (closed) await note(turn, closed);
  else {
    await acknowledge(turn);
    return incident;
  }
  return undefined;
}

/** Sets how many are wanted. Who is asked first is asked now, the engine goes on; where it is filled, or lowered, it stops. */
async function want(turn: Turn, incident: Incident, wish: Wish): Promise<void> {
  const { tx, store, atlas, contact, now } = turn;
  const { id, slug, code } = incident;
  const { skill } = wish;
  const authorId = contact.member?.id ?? null;
  const before = await store.wanted.count(tx, id, skill);
  const rings = needRings(slug, incident.point, atlas);
  const { coming, fresh, asked } = await store.needs.standing(tx, { incidentId: id, skill, authorId }, rings, now);
  const wanted = wantedAfter(wish, before, coming);
  await store.wanted.set(tx, id, skill, wanted, authorId, now);
  if (wanted !== before) record(turn, 'ask-skill', `incident:${id}`);
  await store.wanted.stopFilled(tx, id, now);
  const missing = (await store.wanted.missing(tx, now, id)).find((one) => one.skill === skill);
  const people = missing ? await askFurther({ tx, store, atlas, now }, incident, missing) : 0;
  const answer = answerTo({ wanted, coming, waiting: missing?.waiting ?? 0, fresh, asked });
  const args = { ...skillArgs(skill), code, coming, asked, wanted, people };
  const press = encodePress({ kind: 'need-skill', incident: String(id), skill, more: true });
  const more: Button[][] = answer === 'enough' ? [[{ label: { key: 'button-need-more' }, press }]] : [];
  await say(turn, { key: `need-${answer}`, args, buttons: [...more, ...numbersFor(incident, skill, wanted)] });
}

/** Other numbers to tap; none, where some are wanted. */
function numbersFor({ id }: Incident, skill: Skill, wanted: number): readonly Button[][] {
  const button = (count: number): Button => {
    const label = count === 0 ? { key: 'button-wanted-none' } : { key: 'button-wanted', args: { number: count } };
    return { label, press: encodePress({ kind: 'wanted', incident: String(id), skill, count }) };
  };
  const others = wantedNumbers.filter((count) => count !== wanted).map(button);
  return wanted === 0 ? [others] : [others.slice(0, -1), others.slice(-1)];
}

/** Why nobody is asked to come there. What nobody has confirmed is confirmed first: that is one tap, and a whole city is asked. */
function whyNot(incident: Incident): Content | undefined {
  if (!isDecided(incident)) return { key: 'need-unconfirmed', args: { code: incident.code } };
  return incident.stage === 'open' ? undefined : endedContent(incident);
}

function skillArgs(skill: Skill) {
  return { skill: { term: 'skills', skills: [skill] } } as const;
}
