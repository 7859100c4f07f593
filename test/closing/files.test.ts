import { createHash } from 'node:crypto';
import { parse } from 'csv-parse/sync';
import { describe, expect, it } from 'vitest';
import { systemRandom } from '../../src/clock.ts';
import { writeCsv } from '../../src/closing/csv.ts';
import { makePdf } from '../../src/closing/pdf.ts';
import { makePassword } from '../../src/domain/code.ts';
import { createAtlas } from '../../src/domain/neighbourhood.ts';
import { foldTimeline } from '../../src/domain/timeline.ts';
import { renderReport } from '../../src/locales/closing.ts';
import { createRenderer } from '../../src/locales/render.ts';
import { neighbourhood } from '../support/neighbourhood.ts';

const renderer = createRenderer(() => createAtlas([neighbourhood('bakai', null, 'Бақай', 'Бакай', 'Bakai')]), 'Asia/Almaty');
const START = Date.parse('2006-05-12T05:00:00Z');
const entries = Array.from({ length: 300 }, (_, n) => ({
  ...{ id: String(n + 1), at: START + n * 60_000, by: { person: String(n % 7), rank: 'resident' as const } },
  said: { kind: 'count' as const, of: 'riot-police' as const, number: n % 90 },
}));
const nobody = { hurt: 0, grave: 0, refused: 0, taken: 0, released: 0, trial: 0 };
const report = (length: number) =>
  renderReport(
    {
      ...{
        code: '4K7',
        slug: 'bakai',
        kind: 'demolition',
        supply: null,
        asker: 'trusted',
        place: `${'Ұ'.repeat(180)} 🔥`,
        morePlaces: ['Әл-Фараби 7'],
      },
      ...{ startedAt: START, openedAt: START, endedAt: START + 300 * 60_000, reports: 1, history: [{ at: START, coming: 3, there: 1 }] },
      timeline: foldTimeline(entries.slice(0, length)),
      calls: { called: 9, reached: 8, failed: 1, by: { telegram: 5, sms: 3, voice: 1 }, firstAt: START, lastAt: START },
      ...{ needs: [], answers: { there: 1 }, home: undefined, houses: [], casualties: { known: nobody, said: nobody } },
    },
    'kk',
    renderer,
  );
const pagesOf = (pdf: Uint8Array): number =>
  Buffer.from(pdf)
    .toString('latin1')
    .match(/\/Type \/Page\b/g)?.length ?? 0;

describe('the PDF', () => {
  it('is the same bytes for the same report, in as many pages as it takes, with the font that it needs', async () => {
    const [one, again, long] = [await makePdf(report(1)), await makePdf(report(1)), await makePdf(report(300))];
    expect(Buffer.compare(one, again)).toBe(0);
    expect(pagesOf(one)).toBeLessThan(3);
    expect(pagesOf(long)).toBeGreaterThan(7);
    const text = Buffer.from(long).toString('latin1');
    expect(text.startsWith('%PDF-')).toBe(true);
    expect(text).toMatch(/\+PTSans-Regular/);
  });
});

describe('the CSV', () => {
  const read = (bytes: Uint8Array): string[][] => parse(Buffer.from(bytes), { bom: true });

  it('comes back as it was written, whatever is in it', () => {
    const table = [
      ['Уақыты', 'Не көрді'],
      ['11:02', 'полиция: 100, "ОМОН"\r\nвторая строка'],
      ['', 'Ә'],
    ];
    const bytes = writeCsv(table);
    expect([...bytes.slice(0, 3)]).toEqual([0xef, 0xbb, 0xbf]);
    expect(Buffer.from(bytes).toString('utf8')).toMatch(/Уақыты,Не көрді\r\n/);
    expect(read(bytes)).toEqual(table);
  });

  it.each(['=1+1', '+7701', '-2', '@SUM(A1)', '\t=1', '  =1', '|cmd'])('is no formula to a spreadsheet: %j', (text) => {
    expect(read(writeCsv([[text]]))).toEqual([[`'${text}`]]);
  });
});

describe('a PDF that is locked', () => {
  /** ISO 32000-2, 7.6.4.4.10 (revision 5): the first 32 bytes are SHA-256 of the password with the salt that follows. */
  const opens = (pdf: Uint8Array, password: string): boolean => {
    const [, user = ''] = /\/U <([0-9a-f]{96})>/.exec(Buffer.from(pdf).toString('latin1')) ?? [];
    const held = Buffer.from(user, 'hex');
    const salted = Buffer.concat([Buffer.from(password), held.subarray(32, 40)]);
    return createHash('sha256').update(salted).digest().equals(held.subarray(0, 32));
  };

  it('opens with its password alone, and never is the same file', async () => {
    const password = makePassword(systemRandom);
    expect(password).toMatch(/^([2-9A-HJ-NP-Z]{4}-){3}[2-9A-HJ-NP-Z]{4}$/);
    const [one, two] = [await makePdf(report(1), password), await makePdf(report(1), password)];
    expect([opens(one, password), opens(one, `${password}2`), one.length > 1_000 && Buffer.from(one).equals(two)]).toEqual([
      true,
      false,
      false,
    ]);
    // Not even its title can be read.
    expect(Buffer.from(one).toString('utf16le') + Buffer.from(one).toString('latin1')).not.toMatch(/Бақай/);
  });
});
