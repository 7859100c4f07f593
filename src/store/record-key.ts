import { createCipheriv, createDecipheriv, createSecretKey, type KeyObject, randomBytes } from 'node:crypto';
import type { Cipher } from './cipher.ts';

const KEY_BYTES = 32;
const NONCE_BYTES = 12;
const TAG_BYTES = 16;

/**
 * A key that one record has to itself. It is kept sealed by the deployment's keys, so that those rotate without the records being
 * touched; once it is dropped, nothing that it has sealed is ever opened again.
 *
 * Envelope under it: nonce (12) · tag (16) · ciphertext; `context` is authenticated with it.
 */
export interface RecordKey {
  seal(context: string, text: string): Uint8Array<ArrayBuffer>;
  /** Throws when the envelope was changed, or belongs elsewhere. */
  open(context: string, envelope: Uint8Array): string;
}

export function createRecordKeys(cipher: Cipher) {
  return {
    make(column: string): { readonly sealed: Uint8Array<ArrayBuffer>; readonly key: RecordKey } {
      const bytes = randomBytes(KEY_BYTES);
      return { sealed: cipher.sealBytes(column, bytes), key: withKey(createSecretKey(bytes)) };
    },
    open: (column: string, sealed: Uint8Array): RecordKey => withKey(createSecretKey(Buffer.from(cipher.openBytes(column, sealed)))),
  };
}

function withKey(key: KeyObject): RecordKey {
  return {
    seal(context, text) {
      const nonce = randomBytes(NONCE_BYTES);
      const sealing = createCipheriv('aes-256-gcm', key, nonce).setAAD(Buffer.from(context));
      const body = Buffer.concat([sealing.update(text, 'utf8'), sealing.final()]);
      return new Uint8Array(Buffer.concat([nonce, sealing.getAuthTag(), body]));
    },
    open(context, envelope) {
      const bytes = Buffer.from(envelope.buffer, envelope.byteOffset, envelope.byteLength);
      const opening = createDecipheriv('aes-256-gcm', key, bytes.subarray(0, NONCE_BYTES), { authTagLength: TAG_BYTES })
        .setAAD(Buffer.from(context))
        .setAuthTag(bytes.subarray(NONCE_BYTES, NONCE_BYTES + TAG_BYTES));
      return Buffer.concat([opening.update(bytes.subarray(NONCE_BYTES + TAG_BYTES)), opening.final()]).toString('utf8');
    },
  };
}
