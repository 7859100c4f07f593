import { rankAt } from '../../domain/access.ts';
import type { CasualtyKind, Step } from '../../domain/casualty/casualty.ts';
import type { Content } from '../../domain/content.ts';
import type { Incident } from '../../domain/incident.ts';
import { neighbourhoodTerm, type Turn } from '../turn.ts';

/** The record that whoever holds a frozen phone seems to begin. */
export const NO_RECORD = '0';

/** What whoever wrote it down is told: they cannot read it any more. */
export function written(number: number, of: CasualtyKind, incident: Pick<Incident, 'slug' | 'code'>): Content {
  return { key: 'casualty-written', args: { number, of, neighbourhood: neighbourhoodTerm(incident.slug), code: incident.code } };
}

/** Writes down something about somebody, where there is anything to write. */
export async function tell(turn: Turn, casualty: string, { slug }: Pick<Incident, 'slug'>, step: Step, text: string): Promise<void> {
  const { tx, store, contact, atlas, now } = turn;
  const { member } = contact;
  const silent = text === '' && (step === 'about' || step === 'how' || step === 'station');
  if (!member || casualty === NO_RECORD || silent) return;
  const by = { personId: member.id, rank: rankAt(member, slug, atlas) };
  await store.casualties.append(tx, BigInt(casualty), { ...by, step, text }, now);
}
