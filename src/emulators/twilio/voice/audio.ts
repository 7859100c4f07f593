import type { Fetched } from '../../poster.ts';

/** What `<Play>` takes: https://www.twilio.com/docs/voice/twiml/play#supported-audio-file-types */
const TYPES: ReadonlySet<string> = new Set(
  'mpeg wav wave x-wav aiff x-aifc x-aiff x-gsm gsm ulaw'.split(' ').map((name) => `audio/${name}`),
);

/** Why Twilio would not play what it fetched; undefined where it would. Of MP3 and WAV the first bytes are looked at as well. */
export function faultOfAudio({ status, type, bytes }: Fetched): { readonly code: number; readonly reason: string } | undefined {
  if (status !== 200) return { code: 11200, reason: `answered ${status}` };
  const [mime = ''] = type.split(';');
  if (!TYPES.has(mime.trim())) return { code: 12300, reason: `is ${type}, which <Play> does not take` };
  const head = bytes.toString('latin1', 0, 12);
  const isWav = head.startsWith('RIFF') && head.endsWith('WAVE') && bytes.length > 44;
  const isMp3 = head.startsWith('ID3') || (bytes[0] === 0xff && ((bytes[1] ?? 0) & 0xe0) === 0xe0);
  if (mime.includes('wav') && !isWav) return { code: 12300, reason: 'is no WAV file' };
  return mime === 'audio/mpeg' && !isMp3 ? { code: 12300, reason: 'is no MP3 file' } : undefined;
}
