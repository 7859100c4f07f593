import { WITNESSES_MAX, weigh } from '../domain/confirmation.ts';
import type { Content } from '../domain/content.ts';
import { type Incident, isDecided } from '../domain/incident.ts';
import { encodePress } from '../domain/press.ts';
import { whatTerm } from './answer.ts';
import { believe, lockIncident } from './incident.ts';
import { neighbourhoodTerm, note, refuse, type Turn } from './turn.ts';
import { closeAsFalse, stageTerm } from './verdict.ts';

/** By SMS the code stands at the end, and must not be cut off by a long place. */
const PLACE_MAX = 30;

/** Asks trusted neighbours whether they see what was reported, at once with the organisers. */
export async function askWitnesses(turn: Turn, incident: Incident): Promise<void> {
  const { tx, store, atlas, now } = turn;
  const { id, slug, point, place, code } = incident;
  const above = atlas.above(slug);
  const chosen = await store.witnesses.choose(tx, {
    incident: id,
    slugs: [...new Set([...atlas.rings(slug, point), ...above])],
    near: point !== null,
    organised: [...new Set([...above, ...atlas.within(slug)])],
    channels: turn.answering,
    most: WITNESSES_MAX,
    now,
  });
  const button = (sees: boolean) => ({
    label: { key: sees ? 'button-see' : 'button-see-not' },
    press: encodePress({ kind: 'witness', incident: String(id), sees }),
  });
  const content: Content = {
    key: 'witness-question',
    args: {
      neighbourhood: neighbourhoodTerm(slug),
      what: whatTerm(incident),
      place: place ? `${[...place].slice(0, PLACE_MAX).join('')}.` : '',
      time: { term: 'time', at: incident.startedAt },
      code,
    },
    buttons: [[button(true), button(false)]],
  };
  for (const to of chosen) await store.deliveries.say(tx, { to, kind: 'answer', op: 'message', content, incidentId: id }, now);
}

/** Somebody who was asked pressed Yes or No. */
export async function pressWitness(turn: Turn, id: string, sees: boolean): Promise<void> {
  const incident = await lockIncident(turn, id);
  if (!incident) return await note(turn, { key: 'incident-gone' });
  await witness(turn, incident, sees);
}

/** Takes down what somebody sees, and decides where that is enough. They may change their mind until it is decided. */
export async function witness(turn: Turn, incident: Incident, sees: boolean): Promise<void> {
  const { tx, store, contact, atlas, now } = turn;
  const { id, slug, code } = incident;
  const asked = contact.member && !contact.member.frozen && (await store.witnesses.isAsked(tx, id, contact.member.id));
  if (!contact.member || !asked) return await refuse(turn);
  if (isDecided(incident)) return await note(turn, { key: 'verdict-too-late', args: { code, stage: stageTerm(incident) } });
  await store.witnesses.answer(tx, id, contact.member.id, sees, now);
  const voices = await store.vouches.withKin(tx, await store.witnesses.voices(tx, id, atlas.above(slug), now));
  const decision = weigh(voices);
  if (decision === 'confirm') await believe(turn, incident, 'neighbours');
  if (decision === 'false') await closeAsFalse(turn, incident);
  await note(turn, { key: sees ? 'witness-yes' : 'witness-no' });
}
