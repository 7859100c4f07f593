import { may } from '../domain/access.ts';
import type { Content } from '../domain/content.ts';
import { type Incident, isDecided } from '../domain/incident.ts';
import { decideNeed, needRings } from '../domain/need.ts';
import { encodePress } from '../domain/press.ts';
import { type Skill, skills } from '../domain/skill.ts';
import { endedContent, whatTerm } from './answer.ts';
import { forward } from './forward.ts';
import { lockIncident } from './incident.ts';
import { acknowledge, neighbourhoodTerm, note, record, refuse, say, type Turn } from './turn.ts';
import { findByCode } from './verdict.ts';

/** People asked in the transaction of the press itself; the engine goes on. */
const ASKED_AT_ONCE = 250;

/** An organiser wants somebody who can do something: asks what. */
export async function pressNeed(turn: Turn, id: string): Promise<void> {
  const incident = await lockIncident(turn, id);
  if (!incident) return await note(turn, { key: 'incident-gone' });
  if (!may(turn.contact.member, 'ask-skill', incident.slug, turn.atlas)) return await refuse(turn);
  const closed = whyNot(incident);
  if (closed) return await note(turn, closed);
  await acknowledge(turn);
  const args = { neighbourhood: neighbourhoodTerm(incident.slug), what: whatTerm(incident) };
  const buttons = skills.map((skill) => [
    {
      label: { key: 'button-skill', args: skillArgs(skill) },
      press: encodePress({ kind: 'need-skill', incident: id, skill, more: false }),
    },
  ]);
  await say(turn, { key: 'need-which', args, buttons });
}

/** The skill was chosen; or, though some who have it are coming, more of them are wanted. */
export async function pressNeedSkill(turn: Turn, id: string, skill: Skill, more: boolean): Promise<void> {
  const incident = await lockIncident(turn, id);
  if (!incident) return await note(turn, { key: 'incident-gone' });
  // Asked again: the organiser may have been removed since the button was sent.
  if (!may(turn.contact.member, 'ask-skill', incident.slug, turn.atlas)) return await refuse(turn);
  await acknowledge(turn);
  await need(turn, incident, skill, more);
}

/** An organiser typed NEED with a skill and a code. From anybody else who was called it is a plea, and organisers read it. */
export async function typeNeed(turn: Turn, wanted: readonly Skill[], code: string, more: boolean, typed: string): Promise<void> {
  const incident = await findByCode(turn, code);
  if (!incident) return;
  const { member } = turn.contact;
  if (!may(member, 'ask-skill', incident.slug, turn.atlas)) {
    if (!member?.frozen && (await forward(turn, typed))) return;
    return await refuse(turn);
  }
  for (const skill of wanted) await need(turn, incident, skill, more);
}

async function need(turn: Turn, incident: Incident, skill: Skill, more: boolean): Promise<void> {
  const { tx, store, atlas, contact, now } = turn;
  const { id, slug, code } = incident;
  const closed = whyNot(incident);
  if (closed) return await say(turn, closed);
  const authorId = contact.member?.id ?? null;
  const rings = needRings(slug, incident.point, atlas);
  const { coming, fresh, asked } = await store.needs.standing(tx, { incidentId: id, skill, authorId }, rings, now);
  const args = { ...skillArgs(skill), code, coming, asked };
  const decision = decideNeed({ coming, fresh, asked, more });
  if (decision === 'enough') {
    const press = encodePress({ kind: 'need-skill', incident: String(id), skill, more: true });
    return await say(turn, { key: 'need-enough', args, buttons: [[{ label: { key: 'button-need-more' }, press }]] });
  }
  if (decision !== 'ask') return await say(turn, { key: `need-${decision}`, args });
  record(turn, 'ask-skill', `incident:${id}`);
  const alert = { kind: 'need', incidentId: id, slug } as const;
  const author = authorId === null ? {} : { authorId };
  const created = await store.alerts.create(tx, { ...alert, ...author, skill, content: { key: 'need-ask', skill } }, now);
  await store.alerts.beginNeed(tx, { ...alert, id: created }, rings, ASKED_AT_ONCE, now);
  await say(turn, { key: 'need-sent', args: { ...args, people: fresh } });
}

/** Why nobody is asked to come there. What nobody has confirmed is confirmed first: that is one tap, and a whole city is asked. */
function whyNot(incident: Incident): Content | undefined {
  if (!isDecided(incident)) return { key: 'need-unconfirmed', args: { code: incident.code } };
  return incident.stage === 'open' ? undefined : endedContent(incident);
}

function skillArgs(skill: Skill) {
  return { skill: { term: 'skills', skills: [skill] } } as const;
}
