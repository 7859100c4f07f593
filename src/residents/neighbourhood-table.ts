import type { Atlas, Neighbourhood } from '../domain/neighbourhood.ts';

const head = ['slug', 'kk', 'ru', 'en', 'city', 'door', 'enough', 'centre', 'next'] as const;
const GAP = '  ';

/** A table for a terminal: each neighbourhood under the one it belongs to. */
export function writeTable(atlas: Atlas): string {
  const rows = [[...head], ...inTree(atlas).map(({ neighbourhood, depth }) => cellsOf(neighbourhood, depth))];
  const widths = head.map((_, column) => Math.max(...rows.map((row) => row[column]?.length ?? 0)));
  return rows
    .map(
      (row) =>
        `${row
          .map((cell, column) => cell.padEnd(widths[column] ?? 0))
          .join(GAP)
          .trimEnd()}\n`,
    )
    .join('');
}

interface Placed {
  readonly neighbourhood: Neighbourhood;
  readonly depth: number;
}

function inTree(atlas: Atlas): readonly Placed[] {
  const children = Map.groupBy(atlas.all, (n) => (n.parent !== null && atlas.get(n.parent) ? n.parent : null));
  const below = (parent: string | null, depth: number): Placed[] =>
    (children.get(parent) ?? []).flatMap((neighbourhood) => [{ neighbourhood, depth }, ...below(neighbourhood.slug, depth + 1)]);
  return below(null, 0);
}

function cellsOf({ slug, names, city, centre, next, enough, door }: Neighbourhood, depth: number): string[] {
  const point = centre ? `${centre.lat.toFixed(4)},${centre.lon.toFixed(4)}` : '-';
  return [GAP.repeat(depth) + slug, names.kk, names.ru, names.en, city, door, String(enough ?? '-'), point, next.join(',') || '-'];
}
