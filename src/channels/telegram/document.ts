import type { Outgoing } from '../channel.ts';
import type { Upload } from './voice-note.ts';

/** Telegram takes no longer caption. */
const CAPTION_MAX = 1_024;

/** A file, which the chat shows by its name: https://core.telegram.org/bots/api#senddocument */
export async function uploadDocument(outgoing: Extract<Outgoing, { readonly op: 'document' }>, bytes: Uint8Array): Promise<Upload> {
  const { address, caption, name, type } = outgoing;
  const form = new FormData();
  form.set('chat_id', address);
  form.set('caption', [...caption].slice(0, CAPTION_MAX).join(''));
  form.set('document', new Blob([new Uint8Array(bytes)], { type }), name);
  const encoded = new Response(form);
  return {
    method: 'sendDocument',
    body: Buffer.from(await encoded.arrayBuffer()),
    contentType: encoded.headers.get('content-type') ?? '',
  };
}
