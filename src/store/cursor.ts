/**
 * How far the audience of an alert has been planned. People are walked ring by ring, in each the fastest to answer first; `rest`
 * then finds whoever was missed because an answer moved them, or they joined, meanwhile. What was said to the called is walked
 * along the called (`reached`), and who is asked for a skill is found each time among those who were not yet (`need`). `cancel` takes back what is queued of a call that is over.
 */
export type Cursor =
  | { readonly at: 'ring'; readonly ring: number; readonly answersIn: number; readonly person: bigint }
  | { readonly at: 'rest' }
  | { readonly at: 'reached'; readonly person: bigint; readonly answers: readonly string[] }
  | { readonly at: 'need' }
  | { readonly at: 'cancel' };

export const firstRing: Cursor = { at: 'ring', ring: 0, answersIn: -1, person: 0n };

export function writeCursor(cursor: Cursor): string {
  switch (cursor.at) {
    case 'ring':
      return `ring:${cursor.ring}:${cursor.answersIn}:${cursor.person}`;
    case 'reached':
      return `reached:${cursor.person}:${cursor.answers.join(',')}`;
    default:
      return cursor.at;
  }
}

/** What cannot be read walks the rest: nobody is planned twice by it. */
export function readCursor(text: string): Cursor {
  const [at, a = '0', b = '', c = '0'] = text.split(':');
  if (at === 'ring') return { at, ring: Number(a), answersIn: Number(b), person: BigInt(c) };
  if (at === 'reached') return { at, person: BigInt(a), answers: b.split(',') };
  return at === 'cancel' || at === 'need' ? { at } : { at: 'rest' };
}
