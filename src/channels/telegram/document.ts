import type { Outgoing } from '../channel.ts';
import { type Upload, uploadFile } from './upload.ts';

/** A file, which the chat shows by its name: https://core.telegram.org/bots/api#senddocument */
export function uploadDocument(outgoing: Extract<Outgoing, { readonly op: 'document' }>, bytes: Uint8Array): Upload {
  const { address, caption, name, type } = outgoing;
  return uploadFile({ method: 'sendDocument', field: 'document', name, type }, address, caption, bytes);
}
