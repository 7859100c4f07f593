/** Thousands of bits a second by the index in a frame's header: MPEG 1, and the later versions with half the rates. */
const BITRATES = {
  1: [0, 32, 40, 48, 56, 64, 80, 96, 112, 128, 160, 192, 224, 256, 320],
  2: [0, 8, 16, 24, 32, 40, 48, 56, 64, 80, 96, 112, 128, 144, 160],
} as const;
const TAG_BYTES = 10;

/** With an ID3 tag before it or without: a frame of layer III begins with eleven ones. */
export function isMp3(file: Uint8Array): boolean {
  return hasTag(file) || isFrame(file, 0);
}

/** How long an MP3 is, in seconds, if it goes on as it begins; undefined where its first frame is not found. */
export function secondsOfMp3(file: Uint8Array): number | undefined {
  // The length of a tag has seven bits to a byte.
  const at = hasTag(file) ? TAG_BYTES + [6, 7, 8, 9].reduce((sum, byte) => sum * 128 + (file[byte] ?? 0), 0) : 0;
  if (!isFrame(file, at)) return undefined;
  const rate = BITRATES[((file[at + 1] ?? 0) & 0x18) === 0x18 ? 1 : 2][(file[at + 2] ?? 0) >> 4];
  return rate ? ((file.length - at) * 8) / (rate * 1_000) : undefined;
}

function hasTag([i, d, three]: Uint8Array): boolean {
  return i === 0x49 && d === 0x44 && three === 0x33;
}

function isFrame(file: Uint8Array, at: number): boolean {
  const second = file[at + 1] ?? 0;
  return file[at] === 0xff && (second & 0xe0) === 0xe0 && (second & 0x06) === 0x02;
}
