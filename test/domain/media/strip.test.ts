import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { readOpus } from '../../../src/channels/audio/ogg.ts';
import { stripJpeg } from '../../../src/domain/media/jpeg.ts';
import { stripMp4 } from '../../../src/domain/media/mp4.ts';
import { type ShownAs, strip } from '../../../src/domain/media/strip.ts';
import { box, exif, film, jpeg, mp3, ogg, PICTURE, png, SECRET, webp } from './files.ts';

const found = (bytes: Buffer | undefined): string => bytes?.toString('utf8') ?? '';
const leaks = (text: string): boolean => ['Жастар', '43.3127', 'Aigul', 'iPhone', 'quicktime'].some((secret) => text.includes(secret));

const files: readonly (readonly [string, Buffer, ShownAs, string])[] = [
  ['a JPEG', jpeg(), 'photo', 'photo.jpg'],
  ['a PNG', png(), 'photo', 'photo.png'],
  ['a WebP', webp(), 'photo', 'photo.webp'],
  ['an MP4', film(), 'video', 'video.mp4'],
  ['a film of an iPhone', film('qt  '), 'document', 'video.mov'],
  ['a voice note', ogg(), 'voice', 'voice.ogg'],
  ['an MP3', mp3(), 'document', 'sound.mp3'],
];

describe('what is shown of a file', () => {
  it.each(files)('of %s nothing is left of where and by whom it was made, and a second time changes nothing', (_what, file, as, name) => {
    expect(leaks(found(file))).toBe(true);
    const shown = strip(file);
    expect(shown).toMatchObject({ as, name });
    expect(leaks(found(shown?.bytes))).toBe(false);
    expect(shown?.bytes.length).toBeLessThanOrEqual(file.length);
    expect(shown && strip(shown.bytes)?.bytes.equals(shown.bytes)).toBe(true);
  });

  it.each([
    ...[
      ['6, as iPhones write it', 6, false, 6] as const,
      ['8, as other phones do', 8, true, 8] as const,
      ['1 is upright', 1, false, undefined] as const,
    ],
    ['9 is none', 9, false, undefined] as const,
  ])('of a JPEG the picture stays byte for byte, and how it is turned: %s', (_what, turned, small, kept) => {
    const shown = stripJpeg(jpeg(turned, small));
    expect(shown?.includes(PICTURE)).toBe(true);
    const at = shown?.indexOf('Exif\0\0MM\0*', 'latin1') ?? -1;
    expect(at < 0 ? undefined : shown?.readUInt16BE(at + 24)).toBe(kept);
    // Nothing stands behind its end.
    expect(shown?.subarray(-2)).toEqual(Buffer.from([0xff, 0xd9]));
  });

  it('keeps as much of a JPEG as has come', () => {
    const cut = Buffer.concat([Buffer.from([0xff, 0xd8]), exif(6), PICTURE]);
    expect(stripJpeg(cut)?.subarray(-PICTURE.length)).toEqual(PICTURE);
  });

  it('keeps pictures and sound of a film where they are, and blanks what no track of theirs calls its own', () => {
    const file = film();
    const { bytes } = stripMp4(file) ?? expect.fail();
    const at = file.indexOf('pictures');
    expect(bytes.toString('latin1', at, at + 13)).toBe('picturessound');
    expect(bytes.indexOf('rest')).toBe(-1);
    const mvhd = bytes.indexOf('mvhd');
    expect([bytes.readUInt32BE(mvhd + 8), bytes.readUInt32BE(mvhd + 12)]).toEqual([0, 0]);
  });

  it('blanks the tags of a voice note, which plays as before', () => {
    const shown = strip(ogg())?.bytes ?? expect.fail();
    expect(readOpus(shown)).toEqual(readOpus(ogg()));
    // The checksum of its first page is as any player counts it.
    const page = shown.subarray(shown.indexOf('OggS', 4));
    expect(page.readUInt32LE(22)).not.toBe(0);
  });

  it.each([
    ['HEIC', Buffer.concat([box('ftyp', 'heic', Buffer.alloc(4)), box('meta', SECRET)])],
    ['a film in fragments', film('isom', box('mvex', 'x'))],
    ['a moving WebP', webp(0x02)],
    ['a page', Buffer.from('%PDF-1.7 …')],
    ['nothing', Buffer.alloc(0)],
    ['a JPEG without a picture', Buffer.concat([Buffer.from([0xff, 0xd8]), exif(6), Buffer.from([0xff, 0xd9])])],
  ])('nothing is shown of %s', (_what, file) => {
    expect(strip(file)).toBeUndefined();
  });

  it('never fails, nor grows, whatever becomes of a file on the way, and what is shown stays the same when it is cleaned again', () => {
    const hurt = fc
      .tuple(
        fc.constantFrom(...files.map(([, file]) => file)),
        fc.array(fc.tuple(fc.nat(), fc.nat(255)), { maxLength: 6 }),
        fc.nat(),
        fc.boolean(),
      )
      .map(([file, changes, length, cut]) => {
        const bytes = Buffer.from(file);
        for (const [at, byte] of changes) bytes[at % bytes.length] = byte;
        return cut ? bytes.subarray(0, length % bytes.length) : bytes;
      });
    fc.assert(
      fc.property(
        fc.oneof(
          hurt,
          fc.uint8Array({ maxLength: 64 }).map((bytes) => Buffer.from(bytes)),
        ),
        (file) => {
          const before = Buffer.from(file);
          const shown = strip(file);
          expect(file.equals(before)).toBe(true);
          if (!shown) return;
          expect(shown.bytes.length).toBeLessThanOrEqual(file.length);
          expect(strip(shown.bytes)?.bytes.equals(shown.bytes)).toBe(true);
        },
      ),
      { numRuns: 1_000 },
    );
  });
});
