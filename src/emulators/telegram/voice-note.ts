/** A packet of 20 ms that only the transform coder wrote: whatever its bytes, they are some sound. */
const PACKET = { bytes: 40, perSecond: 50, toc: 0xf8 };
/** Packets of a second, as Telegram lays them out. */
const PER_PAGE = 50;

/** A voice note as a phone records it, Ogg Opus: noise, always the same. Whole seconds. */
export function voiceNote(seconds: number, channels: 1 | 2 = 1): Buffer {
  const head = Buffer.alloc(19);
  head.write('OpusHead', 0, 'latin1');
  head.set([1, channels], 8);
  head.writeUInt32LE(48_000, 12);
  const tags = Buffer.concat([Buffer.from('OpusTags', 'latin1'), Buffer.alloc(8)]);
  const packets = Array.from({ length: seconds * PACKET.perSecond }, (_, n) => packet(n, channels));
  const pages: Buffer[][] = [[head], [tags]];
  for (let at = 0; at < packets.length; at += PER_PAGE) pages.push(packets.slice(at, at + PER_PAGE));
  return Buffer.concat(pages.map(page));
}

function packet(n: number, channels: 1 | 2): Buffer {
  const bytes = Buffer.alloc(PACKET.bytes);
  for (let at = 1; at < bytes.length; at++) bytes[at] = (n * 31 + at * 131 + ((n * at) % 251)) % 256;
  // The third bit says that there are two channels.
  bytes[0] = PACKET.toc | (channels === 2 ? 4 : 0);
  return bytes;
}

/** Checksums are left out: nobody here looks at them. */
function page(packets: readonly Buffer[], sequence: number): Buffer {
  const head = Buffer.alloc(27);
  head.write('OggS', 0, 'latin1');
  head[5] = sequence === 0 ? 2 : 0;
  head.writeUInt32LE(sequence, 18);
  head[26] = packets.length;
  return Buffer.concat([head, Buffer.from(packets.map(({ length }) => length)), ...packets]);
}
