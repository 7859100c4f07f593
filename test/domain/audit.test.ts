import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  type AuditEntry,
  type AuditFault,
  type AuditLink,
  chain,
  createAuditor,
  GENESIS,
  hashEntry,
  operatorDid,
} from '../../src/domain/audit.ts';

const entry = (n: number): AuditEntry => ({
  at: 1_000 + n,
  person: BigInt(n),
  rank: 'organiser',
  action: 'confirm',
  subject: `incident:${n}`,
});
const log = chain({ seq: 0n, hash: GENESIS }, [1, 2, 3, 4, 5].map(entry));

function walk(links: readonly AuditLink[], knownHead?: string): AuditFault | undefined {
  const auditor = createAuditor();
  for (const link of links) {
    const fault = auditor.take(link);
    if (fault) return fault;
  }
  return auditor.end(knownHead);
}
/** As somebody would who tampers: the entries stand in the places 1, 2, 3 … */
const renumbered = (links: readonly AuditLink[]): readonly AuditLink[] => links.map((link, index) => ({ ...link, seq: BigInt(index + 1) }));
const head = log.at(-1)?.hash ?? '';

describe('the chain of the audit log', () => {
  it('is whole when nothing was touched, and goes on where it ended', () => {
    expect(walk(log, head)).toBeUndefined();
    const more = chain({ seq: 5n, hash: head }, [entry(6)]);
    expect(walk([...log, ...more], head)).toBeUndefined();
    expect(walk([], GENESIS)).toBeUndefined();
  });

  it.each([
    ['who', { person: 9n }],
    ['what', { action: 'false-alarm' }],
    ['on what', { subject: 'incident:9' }],
    ['when', { at: 9 }],
    ['as what', { rank: 'keeper' }],
  ] as const)('shows a changed entry: %s', (_, change) => {
    expect(walk(log.with(2, { ...(log[2] as AuditLink), ...change }))).toEqual({ kind: 'changed', seq: 3n });
  });

  it('shows a changed entry whose own hash was made anew', () => {
    const forged = { ...(log[2] as AuditLink), person: 9n };
    expect(walk(log.with(2, { ...forged, hash: hashEntry(forged.previous, forged) }))).toEqual({ kind: 'out of order', seq: 4n });
  });

  it('shows an entry that was removed: at the beginning, in the middle, and at the end by a head that was written down', () => {
    expect(walk(log.slice(1))).toEqual({ kind: 'removed', seq: 1n });
    expect(walk(log.toSpliced(2, 1))).toEqual({ kind: 'removed', seq: 3n });
    expect(walk(renumbered(log.toSpliced(2, 1)))).toEqual({ kind: 'out of order', seq: 3n });
    expect(walk(log.slice(0, 4))).toBeUndefined();
    expect(walk(log.slice(0, 4), head)).toEqual({ kind: 'removed', seq: 5n });
  });

  it('shows entries that were reordered', () => {
    const swapped = renumbered(log.with(1, log[2] as AuditLink).with(2, log[1] as AuditLink));
    expect(walk(swapped)).toEqual({ kind: 'out of order', seq: 2n });
  });

  it('shows any one change, removal or exchange, wherever it is', () => {
    const tampered = fc.oneof(
      fc.nat(3).map((at) => renumbered(log.toSpliced(at, 1))),
      fc.tuple(fc.nat(4), fc.bigInt({ min: 10n, max: 99n })).map(([at, person]) => log.with(at, { ...(log[at] as AuditLink), person })),
      fc
        .tuple(fc.nat(4), fc.nat(4))
        .filter(([a, b]) => a !== b)
        .map(([a, b]) => renumbered(log.with(a, log[b] as AuditLink).with(b, log[a] as AuditLink))),
    );
    fc.assert(fc.property(tampered, (links) => walk(links) !== undefined));
  });
});

describe('a command on the server', () => {
  it('is written down as the operator’s, and may not do what the bot is for', () => {
    expect(operatorDid('import', 'deployment', 5)).toEqual({
      at: 5,
      person: null,
      rank: 'operator',
      action: 'import',
      subject: 'deployment',
    });
    expect(() => operatorDid('confirm', 'incident:1', 5)).toThrow('confirm');
  });
});
