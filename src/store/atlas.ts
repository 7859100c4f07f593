import type { Policy } from '../domain/confirmation.ts';
import { isDoor } from '../domain/door.ts';
import { type Atlas, createAtlas, type Neighbourhood } from '../domain/neighbourhood.ts';
import type { Tx } from './database.ts';

/** Reads all neighbourhoods, in the order they were added. */
export async function loadAtlas(tx: Tx): Promise<Atlas> {
  const rows = await tx.neighbourhood.findMany({ orderBy: { position: 'asc' } });
  return createAtlas(
    rows.map((row) => ({
      slug: row.slug,
      names: { kk: row.nameKk, ru: row.nameRu, en: row.nameEn },
      parent: row.parent,
      city: row.city,
      centre: row.lat === null || row.lon === null ? null : { lat: row.lat, lon: row.lon },
      next: row.next,
      enough: row.enough,
      door: isDoor(row.door) ? row.door : 'invited',
      window: row.window,
      unconfirmed: row.unconfirmed as Policy,
    })),
  );
}

/** Adds a neighbourhood, or changes the one with that slug. */
export async function saveNeighbourhood(tx: Tx, n: Neighbourhood): Promise<void> {
  const data = {
    nameKk: n.names.kk,
    nameRu: n.names.ru,
    nameEn: n.names.en,
    parent: n.parent,
    city: n.city,
    lat: n.centre?.lat ?? null,
    lon: n.centre?.lon ?? null,
    next: [...n.next],
    enough: n.enough,
    door: n.door,
    window: n.window,
    unconfirmed: n.unconfirmed,
  };
  await tx.neighbourhood.upsert({ where: { slug: n.slug }, create: { slug: n.slug, ...data }, update: data });
  // Where nobody is vouched for any more, nobody waits for it.
  if (n.door !== 'vouched') await tx.membership.updateMany({ where: { slug: n.slug, vouched: false }, data: { vouched: true } });
}
