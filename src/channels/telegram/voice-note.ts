import { typeOf } from '../audio/sound.ts';

/** A file upload of the Bot API: https://core.telegram.org/bots/api#sending-files */
export interface Upload {
  readonly method: 'sendVoice' | 'sendDocument';
  readonly body: Buffer;
  readonly contentType: string;
}

/** Telegram takes no longer caption. */
const CAPTION_MAX = 1_024;

/** MP3 shows as a voice message. Telegram takes no WAV for one: it comes as a file, which a phone plays when it is tapped. */
export async function uploadVoice(address: string, caption: string, audio: Uint8Array): Promise<Upload> {
  const type = typeOf(audio);
  const [method, field, name] =
    type === 'audio/mpeg' ? (['sendVoice', 'voice', 'voice.mp3'] as const) : (['sendDocument', 'document', 'voice.wav'] as const);
  const form = new FormData();
  form.set('chat_id', address);
  form.set('caption', [...caption].slice(0, CAPTION_MAX).join(''));
  form.set(field, new Blob([new Uint8Array(audio)], { type }), name);
  const encoded = new Response(form);
  return { method, body: Buffer.from(await encoded.arrayBuffer()), contentType: encoded.headers.get('content-type') ?? '' };
}
