/** A file upload of the Bot API: https://core.telegram.org/bots/api#sending-files */
export interface Upload {
  readonly body: Buffer;
  readonly contentType: string;
}

/** Telegram takes no longer caption. */
const CAPTION_MAX = 1_024;

/** What `sendVoice` takes: MP3 shows as a voice message. */
export async function uploadVoice(address: string, caption: string, audio: Uint8Array): Promise<Upload> {
  const form = new FormData();
  form.set('chat_id', address);
  form.set('caption', [...caption].slice(0, CAPTION_MAX).join(''));
  form.set('voice', new Blob([new Uint8Array(audio)], { type: 'audio/mpeg' }), 'voice.mp3');
  const encoded = new Response(form);
  return { body: Buffer.from(await encoded.arrayBuffer()), contentType: encoded.headers.get('content-type') ?? '' };
}
