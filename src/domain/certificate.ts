import type { AuditLink } from './audit.ts';
import { stampOf } from './evidence.ts';
import type { Medium } from './timeline.ts';

/** What is known of an original that leaves the server. */
export interface Exported {
  readonly id: bigint;
  readonly file: string;
  readonly medium: Medium;
  readonly size: number;
  /** Hexadecimal. */
  readonly sha256: string;
  readonly salt: string;
  /** Milliseconds since the epoch: when its sender's message came in. */
  readonly at: number;
  readonly incident: { readonly code: string; readonly slug: string; readonly startedAt: number };
  /** What its sender was there; never who. */
  readonly rank: string;
  readonly caption: string;
  /** Where the audit log holds it. */
  readonly entry: AuditLink | undefined;
}

const time = (at: number): string => new Date(at).toISOString();

/** What goes to a court beside the original: what it is, since when we have it, and how anybody can check that. */
export function certify(exported: Exported, now: number): string {
  const { id, file, medium, size, sha256, salt, at, incident, rank, caption, entry } = exported;
  const stamp = stampOf(salt, sha256);
  const lines = [
    `Evidence ${id}: ${medium}, file ${file}`,
    `SHA-256: ${sha256}`,
    `Bytes: ${size}`,
    `Sent: ${time(at)} by a ${rank} of alarm ${incident.code} (${incident.slug}, begun ${time(incident.startedAt)})`,
    ...(caption === '' ? [] : [`Words with it: ${caption}`]),
    `Exported: ${time(now)}`,
    '',
    'The file is as it was received, byte for byte. To check it:',
    '1. The SHA-256 of the file is the one above (sha256sum FILE).',
    `2. HMAC-SHA-256 of that hash, as text, under the key ${salt} (hexadecimal) is ${stamp}.`,
    entry
      ? `3. Entry ${entry.seq} of the audit log, of ${time(entry.at)}, holds that value as "${entry.subject}". Its hash is ${entry.hash}, the hash before it ${entry.previous}.`
      : '3. The audit log holds no such entry: it cannot be shown since when the file was here.',
    '4. npm run audit -- verify --head HASH, with a head that was written down after that time, shows that no entry was changed since.',
  ];
  return `${lines.join('\n')}\n`;
}
