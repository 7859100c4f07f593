/** A file upload of the Bot API: https://core.telegram.org/bots/api#sending-files */
export interface Upload {
  readonly method: 'sendVoice' | 'sendDocument' | 'sendPhoto' | 'sendVideo';
  readonly body: Buffer;
  readonly contentType: string;
}

/** Telegram takes no longer caption. */
const CAPTION_MAX = 1_024;

export async function uploadFile(
  {
    method,
    field,
    name,
    type,
  }: { readonly method: Upload['method']; readonly field: string; readonly name: string; readonly type: string },
  address: string,
  caption: string,
  bytes: Uint8Array,
): Promise<Upload> {
  const form = new FormData();
  form.set('chat_id', address);
  form.set('caption', [...caption].slice(0, CAPTION_MAX).join(''));
  form.set(field, new Blob([new Uint8Array(bytes)], { type }), name);
  const encoded = new Response(form);
  return { method, body: Buffer.from(await encoded.arrayBuffer()), contentType: encoded.headers.get('content-type') ?? '' };
}
