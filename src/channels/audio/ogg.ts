/** What an Ogg file of one Opus stream holds. */
export interface OpusStream {
  readonly channels: 1 | 2;
  readonly packets: readonly Uint8Array[];
}

const HEAD_BYTES = 27;
const LONGEST_LACE = 255;

/**
 * The Opus packets of an Ogg file (RFC 3533, RFC 7845); undefined where it is none, or holds more than one voice or a pair. What was
 * cut off at its end is left out. Checksums are not looked at.
 */
export function readOpus(file: Uint8Array): OpusStream | undefined {
  const packets = readPackets(file);
  const [head, tags] = packets;
  if (!head || !tags || !startsWith(head, 'OpusHead') || !startsWith(tags, 'OpusTags')) return undefined;
  const channels = head[9];
  const family = head[18];
  if ((channels !== 1 && channels !== 2) || family !== 0) return undefined;
  return { channels, packets: packets.slice(2) };
}

/** Packets are laid over pages in laces of up to 255 bytes; a shorter one ends a packet, which may have begun pages before. */
function readPackets(file: Uint8Array): readonly Uint8Array[] {
  const packets: Uint8Array[] = [];
  let begun: Uint8Array[] = [];
  let at = 0;
  while (at + HEAD_BYTES <= file.length && startsWith(file.subarray(at), 'OggS')) {
    const laces = file.subarray(at + HEAD_BYTES, at + HEAD_BYTES + (file[at + 26] ?? 0));
    at += HEAD_BYTES + laces.length;
    for (const lace of laces) {
      if (at + lace > file.length) return packets;
      begun.push(file.subarray(at, at + lace));
      at += lace;
      if (lace === LONGEST_LACE) continue;
      packets.push(new Uint8Array(Buffer.concat(begun)));
      begun = [];
    }
  }
  return packets;
}

export function startsWith(bytes: Uint8Array, ascii: string): boolean {
  return Buffer.from(bytes.subarray(0, ascii.length)).toString('latin1') === ascii;
}
