import { lacking, nextInNeed } from '../domain/ceiling.ts';
import type { Content } from '../domain/content.ts';
import { shortPlace } from '../domain/house.ts';
import { encodePress } from '../domain/press.ts';
import { announce } from '../store/database.ts';
import type { Ladder } from '../store/ladder.ts';
import { type ClimbOptions, readCrowd } from './climb.ts';

/** People told in one transaction; the engine goes on. */
const SAID_AT_ONCE = 250;

/**
 * Enough are coming to where the call is: those who were called and have not answered hear so, once, and where they are needed instead. Returns
 * whether they do now.
 */
export async function tellEnough(options: ClimbOptions, ladder: Ladder, now: number): Promise<boolean> {
  const { database, store } = options;
  if (await store.houses.toldEnough(database.prisma, ladder.id)) return false;
  return await database.transaction(async (tx) => {
    const incident = await store.incidents.lock(tx, ladder.id);
    // Asked again, now that nobody else can: somebody may have turned back, or the call have moved on.
    if (incident?.stage !== 'open' || (await store.houses.toldEnough(tx, ladder.id))) return false;
    const { crowd, enough, houses, usual } = await readCrowd(tx, options, ladder);
    if (crowd < enough) return false;
    const { id, slug } = incident;
    const neighbourhood = { term: 'neighbourhood', slug } as const;
    const full = houses.find(({ called }) => called);
    const next = nextInNeed(houses, full?.id, usual);
    const place = incident.place || neighbourhood;
    const content: Content = next?.place
      ? {
          key: 'enough-elsewhere',
          oneWay: 'enough-elsewhere-one-way',
          house: next.id,
          args: {
            ...{ neighbourhood, place, other: next.place, lacking: lacking(next, usual) },
            ...{ from: typeof place === 'string' ? shortPlace(place) : place, to: shortPlace(next.place) },
          },
          buttons: [
            [{ label: { key: 'button-coming-there' }, press: encodePress({ kind: 'coming-to', house: next.id }) }],
            [{ label: { key: 'button-cant' }, press: encodePress({ kind: 'answer', incident: String(id), answer: 'cant' }) }],
          ],
        }
      : { key: 'enough-stay', args: { neighbourhood } };
    const alert = { kind: 'enough', incidentId: id, slug } as const;
    const created = await store.alerts.create(tx, { ...alert, content }, now);
    await store.alerts.beginReached(tx, { ...alert, id: created }, ['none'], SAID_AT_ONCE, now);
    options.log.info({ incident: String(id) }, 'enough are coming: the rest are told');
    await announce(tx);
    return true;
  });
}
