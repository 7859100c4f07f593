import type { Incident } from '../domain/incident.ts';
import { needRings } from '../domain/need.ts';
import { toAsk } from '../domain/wanted.ts';
import type { Opening } from './opening.ts';
import type { Missing } from './wanted.ts';

/** Asks the next people with a skill that an incident lacks, if more are to be asked now and there are any. Returns how many were. */
export async function askFurther({ tx, store, atlas, now }: Opening, incident: Incident, missing: Missing): Promise<number> {
  const limit = toAsk(missing);
  if (limit === 0) return 0;
  const { id, slug } = incident;
  const { skill, authorId } = missing;
  const rings = needRings(slug, incident.point, atlas);
  const { fresh, asked } = await store.needs.standing(tx, { incidentId: id, skill, authorId }, rings, now);
  if (fresh === 0) return 0;
  const alert = { kind: 'need', incidentId: id, slug } as const;
  const author = authorId === null ? {} : { authorId };
  const created = await store.alerts.create(tx, { ...alert, ...author, skill, content: { key: 'need-ask', skill } }, now);
  await store.alerts.beginNeed(tx, { ...alert, id: created }, rings, limit, now);
  return (await store.needs.standing(tx, { incidentId: id, skill, authorId }, rings, now)).asked - asked;
}
