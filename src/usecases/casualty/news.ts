import { may } from '../../domain/access.ts';
import type { CasualtyKind } from '../../domain/casualty/casualty.ts';
import type { Incident } from '../../domain/incident.ts';
import { encodePress } from '../../domain/press.ts';
import { tenders } from '../../store/casualty-watch.ts';
import { takeInbound } from '../../store/inbound.ts';
import { neighbourhoodTerm, type Turn } from '../turn.ts';

/** A medic, or a lawyer, is told once in this time that there is somebody for them. */
const TELL_EVERY_MS = 5 * 60_000;

/** Tells those who can help that somebody is hurt, or was taken: never who. */
export async function tellTenders(turn: Turn, { id, slug, code }: Pick<Incident, 'id' | 'slug' | 'code'>, of: CasualtyKind): Promise<void> {
  const { tx, store, now } = turn;
  if (!(await takeInbound(tx, `casualty:${id}:${of}:${Math.floor(now / TELL_EVERY_MS)}`, now))) return;
  const to = await tenders(tx, id, of === 'hurt' ? ['medic'] : ['lawyer'], turn.reachable);
  const press = encodePress({ kind: 'casualties', incident: String(id), page: 0 });
  const content = {
    ...{ key: 'casualty-news', args: { of, code, neighbourhood: neighbourhoodTerm(slug) } },
    buttons: [[{ label: { key: 'button-people' }, press }]],
  };
  for (const one of to) await store.deliveries.say(tx, { to: one, kind: 'answer', op: 'message', content }, now);
}

/**
 * Organisers are told who else reads the list, once for each: nobody checks a skill, and whoever says that they are a lawyer may have been
 * sent for the names.
 */
export async function tellReader(turn: Turn, { id, slug, code }: Pick<Incident, 'id' | 'slug' | 'code'>): Promise<void> {
  const { tx, store, contact, atlas, now } = turn;
  const { member } = contact;
  if (!member || may(member, 'read-casualty', slug, atlas)) return;
  if (!(await takeInbound(tx, `casualty-reader:${id}:${member.id}`, now))) return;
  const name = (await store.organisers.get(tx, member.id))?.name ?? '';
  const args = { name, code, neighbourhood: neighbourhoodTerm(slug) };
  for (const to of await store.people.organisers(tx, atlas.above(slug), ['telegram'])) {
    await store.deliveries.say(tx, { to, kind: 'answer', op: 'message', content: { key: 'casualty-reader', args } }, now);
  }
}

/** Tells the family that somebody is out, where they agreed to be told, and by SMS alone: it names nobody. */
export async function tellFamily(turn: Turn, id: bigint): Promise<void> {
  const { tx, store, reachable, now } = turn;
  const family = reachable.includes('phone') ? await store.casualties.familyToTell(tx, id) : undefined;
  if (!family) return;
  const to = { id, channel: 'phone', lane: null, address: family.phone } as const;
  await store.deliveries.sayFarewell(tx, to, 'message', { key: 'family-released', language: family.language }, now);
}
