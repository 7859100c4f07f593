import { startsWith } from './ogg.ts';

const HEAD_BYTES = 44;
const PCM = 1;
const BYTES = 2;

/** A WAV file of 16-bit samples, one channel. `samples` are between -1 and 1; louder ones are cut. */
export function writeWav(samples: Float32Array, rate: number): Uint8Array {
  const size = samples.length * BYTES;
  const file = Buffer.alloc(HEAD_BYTES + size);
  file.write('RIFF', 0, 'latin1');
  file.writeUInt32LE(HEAD_BYTES - 8 + size, 4);
  file.write('WAVEfmt ', 8, 'latin1');
  file.writeUInt32LE(16, 16);
  file.writeUInt16LE(PCM, 20);
  file.writeUInt16LE(1, 22);
  file.writeUInt32LE(rate, 24);
  file.writeUInt32LE(rate * BYTES, 28);
  file.writeUInt16LE(BYTES, 32);
  file.writeUInt16LE(8 * BYTES, 34);
  file.write('data', 36, 'latin1');
  file.writeUInt32LE(size, 40);
  for (const [index, sample] of samples.entries()) {
    file.writeInt16LE(Math.round(Math.max(-1, Math.min(1, sample)) * 0x7fff), HEAD_BYTES + index * BYTES);
  }
  return file;
}

/** Formats that a telephone line plays without more ado: PCM, A-law, µ-law. */
const playable: ReadonlySet<number> = new Set([PCM, 6, 7]);

/** How long a WAV file is, in seconds; undefined where it is none, or none that can be played. */
export function secondsOfWav(file: Uint8Array): number | undefined {
  const bytes = Buffer.from(file.buffer, file.byteOffset, file.byteLength);
  if (!startsWith(file, 'RIFF') || bytes.toString('latin1', 8, 12) !== 'WAVE') return undefined;
  let perSecond = 0;
  for (let at = 12; at + 8 <= bytes.length; ) {
    const name = bytes.toString('latin1', at, at + 4);
    const size = bytes.readUInt32LE(at + 4);
    if (name === 'fmt ' && at + 24 <= bytes.length) {
      if (!playable.has(bytes.readUInt16LE(at + 8))) return undefined;
      perSecond = bytes.readUInt32LE(at + 16);
    }
    // A file that was written as it was spoken may promise more than it holds.
    if (name === 'data') return perSecond > 0 ? Math.min(size, bytes.length - at - 8) / perSecond : undefined;
    at += 8 + size + (size % 2);
  }
  return undefined;
}
