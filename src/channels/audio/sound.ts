import type { Take } from '../../domain/take.ts';
import { TAKE_BYTES_MAX, TAKE_SECONDS_MAX } from '../../domain/take.ts';
import { isMp3, secondsOfMp3 } from './mp3.ts';
import { readOpus, startsWith } from './ogg.ts';
import { secondsOfWav, writeWav } from './wav.ts';

/** What a telephone line carries; the decoder takes away what is above it. */
const RATE = 8_000;
/** Packets that are decoded in one turn of the event loop: a second of most voice notes, which takes a few milliseconds. */
const AT_ONCE = 50;

/**
 * What somebody recorded, as a telephone line plays it: MP3 and WAV as they are, an Ogg Opus voice note as WAV. `seconds`: what the
 * sender says of its length, for MP3, if anything.
 */
export async function playable(file: Uint8Array, seconds: number | undefined): Promise<Take> {
  if (file.length > TAKE_BYTES_MAX) return { kind: 'too-big' };
  if (startsWith(file, 'OggS')) return await fromOpus(file);
  const wav = secondsOfWav(file);
  if (wav !== undefined) return inTime(wav, { kind: 'audio', audio: file });
  return isMp3(file) ? inTime(seconds ?? secondsOfMp3(file) ?? 0, { kind: 'audio', audio: file }) : { kind: 'unknown' };
}

/** What a provider has to be told that it is. */
export function typeOf(audio: Uint8Array): 'audio/wav' | 'audio/mpeg' {
  return startsWith(audio, 'RIFF') ? 'audio/wav' : 'audio/mpeg';
}

function inTime(seconds: number, take: Take): Take {
  if (seconds > TAKE_SECONDS_MAX) return { kind: 'too-long' };
  return seconds > 0 ? take : { kind: 'unknown' };
}

async function fromOpus(file: Uint8Array): Promise<Take> {
  const stream = readOpus(file);
  if (!stream || stream.packets.length === 0) return { kind: 'unknown' };
  // Loaded where it is needed: most processes never use it.
  const { OpusDecoder } = await import('opus-decoder');
  const decoder = new OpusDecoder({ sampleRate: RATE, channels: stream.channels });
  await decoder.ready;
  try {
    const parts: Float32Array[] = [];
    let samples = 0;
    for (let at = 0; at < stream.packets.length; at += AT_ONCE) {
      for (const packet of stream.packets.slice(at, at + AT_ONCE)) {
        const { channelData, errors } = decoder.decodeFrame(packet);
        if (errors.length > 0) return { kind: 'unknown' };
        const part = mono(channelData);
        parts.push(part);
        samples += part.length;
      }
      if (samples > RATE * TAKE_SECONDS_MAX) return { kind: 'too-long' };
      await new Promise((resolve) => setImmediate(resolve));
    }
    return inTime(samples / RATE, { kind: 'audio', audio: writeWav(joined(parts, samples), RATE) });
  } catch {
    // A packet longer than any that Opus makes.
    return { kind: 'unknown' };
  } finally {
    decoder.free();
  }
}

function mono([left = new Float32Array(), right]: readonly Float32Array[]): Float32Array {
  return right ? left.map((sample, index) => (sample + (right[index] ?? 0)) / 2) : left;
}

function joined(parts: readonly Float32Array[], samples: number): Float32Array {
  const all = new Float32Array(samples);
  let at = 0;
  for (const part of parts) {
    all.set(part, at);
    at += part.length;
  }
  return all;
}
