import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { type CsvRow, readCsv } from '../../src/residents/csv.ts';

async function read(file: string | Buffer, chunkBytes = 7): Promise<readonly CsvRow[]> {
  const bytes = Buffer.from(file);
  async function* source(): AsyncGenerator<Uint8Array> {
    for (let at = 0; at < bytes.length; at += chunkBytes) yield bytes.subarray(at, at + chunkBytes);
  }
  const rows: CsvRow[] = [];
  for await (const row of readCsv(source())) rows.push(row);
  return rows;
}

const record = (line: number, ...fields: string[]): CsvRow => ({ kind: 'record', line, fields });
const misquoted = (line: number): CsvRow => ({ kind: 'bad', line, reason: expect.stringContaining('quotation mark') });

describe('a CSV file', () => {
  it.each([
    ['LF', 'a,b\nc,d\n'],
    ['CRLF', 'a,b\r\nc,d\r\n'],
    ['a byte order mark', '\ufeffa,b\r\nc,d\r\n'],
    ['both line breaks', 'a,b\r\nc,d\n'],
    ['no line break at the end', 'a,b\nc,d'],
  ])('may have %s', async (_, file) => {
    expect(await read(file)).toEqual([record(1, 'a', 'b'), record(2, 'c', 'd')]);
  });

  it('is counted as an editor counts: lines within quotation marks, and empty ones, too', async () => {
    const file = 'a,b\n"c\r\nc\nc",d\n\n , ,\n,,\ne,"f ""f"""\n';
    expect(await read(file)).toEqual([record(1, 'a', 'b'), record(2, 'c\r\nc\nc', 'd'), record(8, 'e', 'f "f"')]);
  });

  it('loses only its own line to a quotation mark that is never closed', async () => {
    const rest = Array.from({ length: 50 }, (_, i) => `x,${i}`);
    const file = ['a,b', '"c,d', ...rest, '"e","f"'].join('\n');
    expect(await read(file)).toEqual([
      record(1, 'a', 'b'),
      misquoted(2),
      ...rest.map((_, i) => record(i + 3, 'x', String(i))),
      record(53, 'e', 'f'),
    ]);
  });

  it('loses only their own lines to stray quotation marks that seem to match', async () => {
    expect(await read('a,b\n"c,d\ne,f\ng,h"h\ni,j\nk "l" m,n\n')).toEqual([
      record(1, 'a', 'b'),
      misquoted(2),
      record(3, 'e', 'f'),
      misquoted(4),
      record(5, 'i', 'j'),
      misquoted(6),
    ]);
  });

  it('loses only its own line to a byte that is not UTF-8', async () => {
    const file = Buffer.concat([Buffer.from('a,b\n'), Buffer.from([0xc0, 0xe9]), Buffer.from(',c\nд,e\n')]);
    expect(await read(file)).toEqual([
      record(1, 'a', 'b'),
      { kind: 'bad', line: 2, reason: expect.stringContaining('UTF-8') },
      record(3, 'д', 'e'),
    ]);
  });

  it('loses only its own line to one without an end', async () => {
    const file = `a,b\n${'x'.repeat(200_000)}\nc,d\n`;
    expect(await read(file, 60_000)).toEqual([
      record(1, 'a', 'b'),
      { kind: 'bad', line: 2, reason: expect.any(String) },
      record(3, 'c', 'd'),
    ]);
  });

  it('reads back whatever was quoted, however the bytes arrive', async () => {
    const cell = fc.string({ unit: fc.constantFrom('a', 'ә', '😀', '"', ',', '\n', '\r', ' ', ';'), maxLength: 8 });
    const rows = fc.array(fc.tuple(cell, cell), { minLength: 1, maxLength: 5 });
    await fc.assert(
      fc.asyncProperty(rows, fc.integer({ min: 1, max: 9 }), async (written, chunkBytes) => {
        const file = written.map((cells) => `x,${cells.map((c) => `"${c.replaceAll('"', '""')}"`).join(',')}\n`).join('');
        const found = await read(file, chunkBytes);
        expect(found.map((row) => row.kind === 'record' && row.fields)).toEqual(written.map((cells) => ['x', ...cells]));
      }),
    );
  });
});
