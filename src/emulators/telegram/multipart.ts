/** A file in a form. */
export interface File {
  readonly filename: string;
  readonly type: string;
  readonly bytes: Buffer;
}

/** Reads `multipart/form-data`: texts as texts, files as files. Undefined where it is none. */
export function readMultipart(contentType: string, body: Buffer): Record<string, string | File> | undefined {
  const [, quoted, bare] = /boundary=(?:"([^"]+)"|([^;\s]+))/i.exec(contentType) ?? [];
  const boundary = quoted ?? bare;
  if (boundary === undefined) return undefined;
  // Latin-1 keeps each byte a character.
  const [preamble, ...parts] = body.toString('latin1').split(`--${boundary}`);
  if (preamble !== '' || !parts.pop()?.startsWith('--')) return undefined;
  const fields: Record<string, string | File> = {};
  for (const part of parts) {
    const end = part.indexOf('\r\n\r\n');
    const head = Buffer.from(part.slice(0, Math.max(0, end)), 'latin1').toString('utf8');
    const name = parameter(head, 'name');
    if (end < 0 || name === undefined || !part.endsWith('\r\n')) return undefined;
    const bytes = Buffer.from(part.slice(end + 4, -2), 'latin1');
    const filename = parameter(head, 'filename');
    const type = /^content-type:\s*(.+)$/im.exec(head)?.[1]?.trim() ?? 'application/octet-stream';
    fields[name] = filename === undefined ? bytes.toString('utf8') : { filename, type, bytes };
  }
  return fields;
}

/** Of the part's disposition; not every client puts it in quotation marks. */
function parameter(head: string, name: string): string | undefined {
  const [, quoted, bare] = new RegExp(`\\b${name}=(?:"([^"]*)"|([^;\\s]+))`, 'i').exec(head) ?? [];
  return quoted ?? bare;
}
