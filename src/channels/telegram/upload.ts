import { createHash } from 'node:crypto';

/** A file upload of the Bot API: https://core.telegram.org/bots/api#sending-files */
export interface Upload {
  readonly method: 'sendVoice' | 'sendDocument' | 'sendPhoto' | 'sendVideo';
  readonly body: Buffer;
  readonly contentType: string;
}

/** What a file is sent as: the field that the method takes it in, and the name that phones show. */
export interface Sending {
  readonly method: Upload['method'];
  readonly field: string;
  readonly name: string;
  readonly type: string;
}

/** Telegram takes no longer caption. */
const CAPTION_MAX = 1_024;

/** Put together by hand (RFC 7578): a `FormData` would hold a file of twenty megabytes four times. */
export function uploadFile({ method, field, name, type }: Sending, address: string, caption: string, file: Uint8Array): Upload {
  // What no file holds: its own hash.
  const boundary = createHash('sha256').update(file).digest('hex');
  const part = (disposition: string, content: string): string =>
    `--${boundary}\r\nContent-Disposition: form-data; ${disposition}\r\n${content}\r\n`;
  const head = [
    part('name="chat_id"', `\r\n${address}`),
    part('name="caption"', `\r\n${[...caption].slice(0, CAPTION_MAX).join('')}`),
    part(`name="${field}"; filename="${name}"`, `Content-Type: ${type}\r\n`),
  ].join('');
  const body = Buffer.concat([Buffer.from(head), file, Buffer.from(`\r\n--${boundary}--\r\n`)]);
  return { method, body, contentType: `multipart/form-data; boundary=${boundary}` };
}
