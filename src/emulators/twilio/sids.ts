import type { Random } from '../../clock.ts';

/** Of a message, a call, a recording. */
export type SidKind = 'SM' | 'CA' | 'RE';

/** Makes SIDs that are unique across emulators: an app remembers them for days. */
export function createSids(random: Random): (kind: SidKind) => string {
  const start = Buffer.from(random.token(10), 'base64url').toString('hex');
  let count = 0;
  return (kind) => {
    count += 1;
    return kind + start + count.toString(16).padStart(32 - start.length, '0');
  };
}
