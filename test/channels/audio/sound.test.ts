import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { playable, typeOf } from '../../../src/channels/audio/sound.ts';
import { secondsOfWav, writeWav } from '../../../src/channels/audio/wav.ts';
import { voiceNote } from '../../../src/emulators/telegram/voice-note.ts';

const audioOf = async (file: Uint8Array, seconds = 3): Promise<Buffer> => {
  const take = await playable(file, seconds);
  return take.kind === 'audio' ? Buffer.from(take.audio) : expect.fail(take.kind);
};

describe('a voice note of Telegram', () => {
  it.each([1, 2] as const)(
    'with %i channels becomes a WAV of one, at the rate of a telephone line, and is as long as it was',
    async (n) => {
      const wav = await audioOf(voiceNote(3, n));
      expect(wav.toString('latin1', 0, 4) + wav.toString('latin1', 8, 12)).toBe('RIFFWAVE');
      expect([wav.readUInt16LE(20), wav.readUInt16LE(22), wav.readUInt32LE(24), wav.readUInt16LE(34)]).toEqual([1, 1, 8_000, 16]);
      expect(secondsOfWav(wav)).toBeCloseTo(3, 2);
      const samples = Array.from({ length: (wav.length - 44) / 2 }, (_, i) => wav.readInt16LE(44 + i * 2));
      expect(Math.max(...samples.map(Math.abs))).toBeGreaterThan(300);
    },
  );

  it('that is too long is not kept', async () => {
    expect(await playable(voiceNote(21), 21)).toEqual({ kind: 'too-long' });
  });

  it('leaves the event loop alone in between', async () => {
    let turns = 0;
    const count = (): void => {
      turns++;
      if (turns < 1_000) setImmediate(count);
    };
    setImmediate(count);
    await playable(voiceNote(10), 10);
    expect(turns).toBeGreaterThanOrEqual(9);
  });
});

describe('a file', () => {
  const second = writeWav(new Float32Array(8_000), 8_000);
  const mp3 = Buffer.from([0xff, 0xfb, 0x90, 0x00, 1, 2, 3]);

  it('of WAV or MP3 is kept as it is', async () => {
    expect(await audioOf(second)).toEqual(Buffer.from(second));
    expect(await audioOf(mp3)).toEqual(mp3);
    expect(await audioOf(Buffer.from('ID3\x04 and so on'))).toBeDefined();
    expect([typeOf(second), typeOf(mp3)]).toEqual(['audio/wav', 'audio/mpeg']);
  });

  it('that is too long, too big, or holds no sound that a line plays is not', async () => {
    expect(await playable(writeWav(new Float32Array(8_000 * 21), 8_000), 1)).toEqual({ kind: 'too-long' });
    expect(await playable(mp3, 21)).toEqual({ kind: 'too-long' });
    // 128,000 bits a second, after a tag of 300 bytes.
    const tagged = (seconds: number) =>
      Buffer.concat([Buffer.from('ID3\x04\0\0\0\0\x02\x2c', 'latin1'), Buffer.alloc(300), mp3, Buffer.alloc(16_000 * seconds)]);
    expect([(await playable(tagged(19), undefined)).kind, (await playable(tagged(20), undefined)).kind]).toEqual(['audio', 'too-long']);
    expect(await playable(Buffer.from('ID3\x04 and so on'), undefined)).toEqual({ kind: 'unknown' });
    expect(await playable(new Uint8Array(1_000_001), 1)).toEqual({ kind: 'too-big' });
    const float = Buffer.from(second);
    float.writeUInt16LE(3, 20);
    for (const file of [float, Buffer.from('OggS'), Buffer.from(''), Buffer.from('%PDF-1.7'), second.subarray(0, 44)]) {
      expect(await playable(file, 3)).toEqual({ kind: 'unknown' });
    }
  });

  it('never breaks anything, wherever it is cut or changed', async () => {
    const note = voiceNote(1);
    await fc.assert(
      fc.asyncProperty(fc.nat(note.length), fc.nat(note.length - 1), fc.nat(255), async (end, at, byte) => {
        const broken = Buffer.from(note);
        broken[at] = byte;
        expect(['audio', 'unknown', 'too-long']).toContain((await playable(broken.subarray(0, end), 1)).kind);
      }),
      { numRuns: 25 },
    );
  });
});
