import { voiceNote } from '../../../src/emulators/telegram/voice-note.ts';

/** What must not be left in anything that is shown. */
export const SECRET = 'Жастар 14, +43.3127+076.8310/ iPhone of Aigul';
const secret = Buffer.from(SECRET);
const be32 = (...values: readonly number[]): Buffer => Buffer.concat(values.map((n) => Buffer.from([n >>> 24, n >>> 16, n >>> 8, n])));

export const segment = (marker: number, ...body: readonly (Buffer | string)[]): Buffer => {
  const content = Buffer.concat(body.map((part) => (typeof part === 'string' ? Buffer.from(part, 'latin1') : part)));
  return Buffer.concat([Buffer.from([0xff, marker, (content.length + 2) >> 8, content.length + 2]), content]);
};
/** EXIF with an orientation, and a place behind it. */
export const exif = (turned: number, small = false): Buffer => {
  const tiff = Buffer.alloc(26);
  tiff.write(small ? 'II' : 'MM', 'latin1');
  const [word, long] = small ? (['writeUInt16LE', 'writeUInt32LE'] as const) : (['writeUInt16BE', 'writeUInt32BE'] as const);
  tiff[word](42, 2);
  tiff[long](8, 4);
  tiff[word](1, 8);
  tiff[word](0x0112, 10);
  tiff[word](3, 12);
  tiff[long](1, 14);
  tiff[word](turned, 18);
  return segment(0xe1, 'Exif\0\0', tiff, secret);
};
/** Compressed data in which a marker seems to stand, and a restart. */
const SCAN = Buffer.from([1, 2, 0xff, 0, 0xe1, 3, 0xff, 0xd0, 4, 5]);
const FRAME = Buffer.concat([segment(0xdb, Buffer.alloc(65, 7)), segment(0xc0, Buffer.alloc(9, 1)), segment(0xc4, Buffer.alloc(20, 2))]);
const START = Buffer.concat([segment(0xda, Buffer.alloc(6, 1)), SCAN]);
const END = Buffer.from([0xff, 0xd9]);
export const PICTURE = Buffer.concat([FRAME, START]);

export const jpeg = (turned = 6, small = false): Buffer =>
  Buffer.concat([
    ...[Buffer.from([0xff, 0xd8]), segment(0xe0, 'JFIF\0', Buffer.from([1, 1, 0, 0, 1, 0, 1, 1, 1]), secret), exif(turned, small)],
    ...[
      segment(0xe1, 'http://ns.adobe.com/xap/1.0/\0', secret),
      segment(0xe2, 'ICC_PROFILE\0', secret),
      segment(0xed, 'Photoshop 3.0\0', secret),
    ],
    ...[segment(0xfe, secret), Buffer.from([0xff]), FRAME, segment(0xe1, secret), START, segment(0xfe, secret), END],
    // A second picture, or a film, behind the first.
    ...[Buffer.from([0xff, 0xd8]), exif(1), secret],
  ]);

const chunk = (type: string, body: Buffer): Buffer => Buffer.concat([be32(body.length), Buffer.from(type, 'latin1'), body, be32(0)]);
export const png = (): Buffer =>
  Buffer.concat([
    ...[Buffer.from('\x89PNG\r\n\x1a\n', 'latin1'), chunk('IHDR', Buffer.alloc(13, 1)), chunk('eXIf', secret), chunk('tEXt', secret)],
    ...[chunk('iTXt', secret), chunk('zTXt', secret), chunk('tIME', Buffer.from(SECRET)), chunk('vpAg', secret)],
    ...[chunk('IDAT', Buffer.from('picture')), chunk('IEND', Buffer.alloc(0)), secret],
  ]);

const riff = (type: string, body: Buffer): Buffer => {
  const head = Buffer.from(`${type}\0\0\0\0`, 'latin1');
  head.writeUInt32LE(body.length, 4);
  return Buffer.concat([head, body, Buffer.alloc(body.length % 2)]);
};
export const webp = (flags = 0x3c): Buffer => {
  const header = Buffer.alloc(10);
  header[0] = flags;
  const body = [
    riff('VP8X', header),
    riff('ICCP', secret),
    riff('VP8 ', Buffer.from('picture')),
    riff('EXIF', secret),
    riff('XMP ', secret),
  ];
  return riff('RIFF', Buffer.concat([Buffer.from('WEBP'), ...body]));
};

export const mp3 = (): Buffer => {
  const id3 = Buffer.from([0x49, 0x44, 0x33, 4, 0, 0, 0, 0, 0, secret.length]);
  const ape = Buffer.alloc(32);
  ape.write('APETAGEX', 'latin1');
  ape.writeUInt32LE(32 + secret.length, 12);
  const old = Buffer.alloc(128);
  old.write('TAG', 'latin1');
  secret.copy(old, 3, 0, 100);
  return Buffer.concat([id3, secret, id3, secret, Buffer.from([0xff, 0xfb, 0x90, 0]), Buffer.from('sound'), secret, ape, old]);
};

export const ogg = (): Buffer => {
  const note = voiceNote(1);
  // The second page holds the tags alone, sixteen bytes of them.
  const at = note.indexOf('OggS', 4);
  const tags = Buffer.concat([Buffer.from('OpusTags\x04\0\0\0Lavf\x01\0\0\0', 'latin1'), be32(0x10000000), secret]);
  const page = Buffer.concat([note.subarray(at, at + 27), Buffer.from([tags.length]), tags]);
  return Buffer.concat([note.subarray(0, at), page, note.subarray(at + 28 + 16)]);
};

export const box = (type: string, ...body: readonly (Buffer | string)[]): Buffer => {
  const content = Buffer.concat(body.map((part) => (typeof part === 'string' ? Buffer.from(part, 'latin1') : part)));
  return Buffer.concat([be32(content.length + 8), Buffer.from(type, 'latin1'), content]);
};
const track = (handler: string, offset: number, sizes: readonly number[]): Buffer =>
  box(
    'trak',
    box('tkhd', be32(0, 3_600_000_000, 3_600_000_001), Buffer.alloc(20, 1)),
    box('udta', box('name', secret)),
    box('meta', secret),
    box(
      'mdia',
      box('mdhd', be32(0, 3_600_000_000, 3_600_000_001, 600, 1200), Buffer.alloc(4)),
      box('hdlr', be32(0, 0), handler, Buffer.alloc(12), secret),
      box(
        'minf',
        box('vmhd', Buffer.alloc(12)),
        box(
          'stbl',
          box('stsd', be32(0, 0)),
          box('stsz', be32(0, 0, sizes.length, ...sizes)),
          // Two samples in the first chunk, one in each other.
          box('stsc', be32(0, 2, 1, 2, 1, 2, 1, 1)),
          box('stco', be32(0, 2, offset, offset + (sizes[0] ?? 0) + (sizes[1] ?? 0))),
        ),
      ),
    ),
  );
/** A film whose bytes lie before what describes them, with a track of positions, as cameras and telephones make it. */
export const film = (brand = 'isom', ...more: readonly Buffer[]): Buffer => {
  const head = box('ftyp', brand, be32(0));
  const mdat = box('mdat', 'pictures', 'so', 'und', secret, 'rest');
  const at = head.length + 8;
  return Buffer.concat([
    ...[head, mdat, box('uuid', Buffer.alloc(16, 9), secret)],
    box(
      'moov',
      box('mvhd', be32(0, 3_600_000_000, 3_600_000_001), Buffer.alloc(88, 1)),
      track('vide', at, [3, 3, 2]),
      track('soun', at + 8, [1, 1, 3]),
      track('meta', at + 13, [secret.length, 0, 0]),
      box('udta', box('\xa9xyz', secret)),
      box('meta', box('keys', 'com.apple.quicktime.location.ISO6709', secret)),
      ...more,
    ),
    ...[box('free', secret), Buffer.from(`SEFT${SECRET}`)],
  ]);
};
