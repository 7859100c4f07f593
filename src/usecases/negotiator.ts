import type { Incident } from '../domain/incident.ts';
import { encodePress } from '../domain/press.ts';
import { takeInbound } from '../store/inbound.ts';
import { say, type Turn } from './turn.ts';

/** A negotiator has come: shows once where to say what comes of the talks, whatever card they have. */
export async function offerMediation(turn: Turn, { id }: Pick<Incident, 'id'>): Promise<void> {
  const { tx, store, contact, now } = turn;
  const { member } = contact;
  if (!member || !(await store.skills.of(tx, member.id)).includes('negotiator')) return;
  if (!(await takeInbound(tx, `mediate:${id}:${member.id}`, now))) return;
  const press = encodePress({ kind: 'mediate', incident: String(id) });
  await say(turn, { key: 'mediate-here', buttons: [[{ label: { key: 'button-mediate' }, press }]] });
}
