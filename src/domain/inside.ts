import type { Seen } from './timeline.ts';

/** Who is in the house and cannot get away by themselves. */
export const insiders = ['children', 'immobile'] as const;
export type Inside = (typeof insiders)[number];

/** Who is in there now, by the last word about each that is not struck. */
export function insideNow(entries: readonly Pick<Seen, 'said' | 'struck'>[]): readonly Inside[] {
  const last = new Map<Inside, boolean>();
  for (const { said, struck } of entries) if (said.kind === 'inside' && !struck) last.set(said.who, !said.out);
  return insiders.filter((who) => last.get(who));
}
