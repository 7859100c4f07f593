/** Who brought whom in, by their ids: see `Brought`. */
export interface Edge {
  readonly member: string;
  readonly by: string;
}

/**
 * Everybody through whom somebody came in, themselves included: whoever let in the one who let them in, and so on. Edges from people who
 * are trusted or organise are not to be among them: whom those let in comes through nobody but themselves.
 */
export function comeThrough(person: string, edges: readonly Edge[]): readonly string[] {
  const found = new Set([person]);
  for (const one of found) for (const { member, by } of edges) if (member === one) found.add(by);
  return [...found];
}

/** Somebody who speaks, as far as it matters who let them in. */
export interface Kin {
  readonly who: string;
  /** Those they came in through; absent for one who came by themselves. */
  readonly through?: readonly string[];
}

/**
 * Sorts those who speak into as few voices as one person may stand behind: all who came in through the same one are one voice. Whoever was
 * let in by two counts to the larger voice.
 */
export function intoVoices<One extends Kin>(speakers: readonly One[]): readonly (readonly One[])[] {
  const groups: One[][] = [];
  let left = [...speakers];
  while (left.length > 0) {
    const counts = new Map<string, number>();
    for (const one of left) for (const by of throughOf(one)) counts.set(by, (counts.get(by) ?? 0) + 1);
    const [head] = [...counts].reduce((most, next) => (next[1] > most[1] ? next : most));
    groups.push(left.filter((one) => throughOf(one).has(head)));
    left = left.filter((one) => !throughOf(one).has(head));
  }
  return groups;
}

function throughOf({ who, through = [] }: Kin): ReadonlySet<string> {
  return new Set([who, ...through]);
}
