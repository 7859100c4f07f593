import { createCipheriv, createDecipheriv, createHmac, createSecretKey, randomBytes } from 'node:crypto';

/** Keys as `parseSealingKeys` and `parseLookupKey` make them: 32 bytes each. */
export interface Keys {
  /** The first seals, all open. */
  readonly sealing: readonly { readonly id: string; readonly key: Buffer }[];
  readonly lookup: Buffer;
}

/**
 * Seals personal data for one column and finds it again by a keyed hash.
 *
 * Envelope: version 1 (1 byte) · length of the key id (1) · key id · nonce (12) · tag (16) · ciphertext.
 * The column's name is authenticated with it, so that a sealed value moved to another column does not open.
 */
export interface Cipher {
  seal(column: string, text: string): Uint8Array<ArrayBuffer>;
  /** Throws when the key is unknown or the envelope was changed. */
  open(column: string, envelope: Uint8Array): string;
  /** The same for what is no text. */
  sealBytes(column: string, bytes: Uint8Array): Uint8Array<ArrayBuffer>;
  openBytes(column: string, envelope: Uint8Array): Uint8Array;
  /** HMAC-SHA-256 under the look-up key: equal for equal text, and useless without the key. */
  hash(column: string, text: string): Uint8Array<ArrayBuffer>;
}

const VERSION = 1;
const NONCE_BYTES = 12;
const TAG_BYTES = 16;

export function createCipher(keys: Keys): Cipher {
  const [first] = keys.sealing;
  if (!first) throw new Error('no sealing key');
  // Key objects are made once: from bytes, Node would make one for each call.
  const byId = new Map(keys.sealing.map(({ id, key }) => [id, createSecretKey(key)]));
  const sealing = createSecretKey(first.key);
  const lookup = createSecretKey(keys.lookup);
  const header = Buffer.concat([Buffer.from([VERSION, Buffer.byteLength(first.id)]), Buffer.from(first.id)]);
  const seal = (column: string, content: Uint8Array): Uint8Array<ArrayBuffer> => {
    const nonce = randomBytes(NONCE_BYTES);
    const cipher = createCipheriv('aes-256-gcm', sealing, nonce).setAAD(Buffer.from(column));
    const body = cipher.update(content);
    // In this mode nothing is left for the end. What is sealed may be twenty megabytes: it is copied once.
    cipher.final();
    const envelope = new Uint8Array(header.length + NONCE_BYTES + TAG_BYTES + body.length);
    envelope.set(header);
    envelope.set(nonce, header.length);
    envelope.set(cipher.getAuthTag(), header.length + NONCE_BYTES);
    envelope.set(body, header.length + NONCE_BYTES + TAG_BYTES);
    return envelope;
  };
  const open = (column: string, envelope: Uint8Array): Buffer => {
    const bytes = Buffer.from(envelope.buffer, envelope.byteOffset, envelope.byteLength);
    const idEnd = 2 + (bytes[1] ?? 0);
    const key = byId.get(bytes.toString('utf8', 2, idEnd));
    if (bytes[0] !== VERSION || !key) throw new Error('sealed with a key that is not in SEALING_KEYS');
    const tagAt = idEnd + NONCE_BYTES;
    const decipher = createDecipheriv('aes-256-gcm', key, bytes.subarray(idEnd, tagAt), { authTagLength: TAG_BYTES })
      .setAAD(Buffer.from(column))
      .setAuthTag(bytes.subarray(tagAt, tagAt + TAG_BYTES));
    const content = decipher.update(bytes.subarray(tagAt + TAG_BYTES));
    // Throws where it was changed.
    decipher.final();
    return content;
  };
  return {
    seal: (column, text) => seal(column, Buffer.from(text)),
    open: (column, envelope) => open(column, envelope).toString('utf8'),
    sealBytes: seal,
    openBytes: open,
    hash: (column, text) => new Uint8Array(createHmac('sha256', lookup).update(`${column}\0${text}`).digest()),
  };
}
