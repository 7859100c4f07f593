import { createHash, createHmac } from 'node:crypto';
import { may } from './access.ts';
import type { Answer } from './headcount.ts';
import type { Atlas } from './neighbourhood.ts';
import type { Member } from './person.ts';
import type { Skill } from './skill.ts';
import type { EvidenceSaid, Medium } from './timeline.ts';
import { standing } from './vouch.ts';

/** Something that somebody sent: a file, which the channel can fetch later, or a link. */
export interface Sent {
  readonly medium: Medium;
  /** The provider's id of a file. */
  readonly file?: string;
  readonly link?: string;
  /** 0 where nobody says. */
  readonly bytes: number;
  readonly caption: string;
  /** What came together has the same: the provider's id of an album. */
  readonly album?: string;
}

const MB = 1024 * 1024;
/** Telegram hands no larger file to a bot: https://core.telegram.org/bots/api#getfile */
export const FILE_BYTES_MAX = 20 * MB;
/** One person sends so much of one incident in an hour. */
export const SENT_WITHIN_MS = 60 * 60_000;
export const SENT_MAX = 40;
export const SENT_BYTES_MAX = 200 * MB;
/** All of one incident: the disk is everybody's. */
export const INCIDENT_BYTES_MAX = 4_096 * MB;
export const inMegabytes = (bytes: number): number => Math.floor(bytes / MB);

/** The siege is over, and the network is back: what was filmed is taken in for so long. */
export const TAKEN_AFTER_END_MS = 24 * 60 * 60_000;
/** So long it can be looked at in the chat. */
export const SHOWN_AFTER_END_MS = 7 * 24 * 60 * 60_000;
/** What cannot be fetched, or whose sender does not say of what it is, is given up after so long. */
export const GIVEN_UP_MS = 24 * 60 * 60_000;

/** What has come in before. */
export interface Before {
  /** From the same person, of the same incident, within the hour. */
  readonly count: number;
  readonly bytes: number;
  /** Of the incident in all. */
  readonly all: number;
}

/** Why something is not taken in. */
export type Refusal = 'too-big' | 'too-many' | 'too-much' | 'full';

/** Whether one more is taken in; undefined where it is. */
export function refuses({ count, bytes, all }: Before, size: number): Refusal | undefined {
  if (size > FILE_BYTES_MAX) return 'too-big';
  if (count >= SENT_MAX) return 'too-many';
  if (bytes + size > SENT_BYTES_MAX) return 'too-much';
  return all + size > INCIDENT_BYTES_MAX ? 'full' : undefined;
}

/** Whoever wants to see what was sent of an incident. */
export interface Viewer {
  readonly member: Member | undefined;
  readonly skills: readonly Skill[];
  readonly answer: Answer | undefined;
}

/** Its organisers see it, and a lawyer who has said that they come; a common member, or whoever holds a frozen phone, does not. */
export function maySeeEvidence({ member, skills, answer }: Viewer, slug: string, atlas: Atlas): boolean {
  if (may(member, 'see-evidence', slug, atlas)) return true;
  if (!member || member.frozen || standing(member, slug, atlas) === 'none') return false;
  return skills.includes('lawyer') && (answer === 'coming' || answer === 'there');
}

/** SHA-256 in hexadecimal. */
export function hashOf(bytes: Uint8Array | string): string {
  return createHash('sha256').update(bytes).digest('hex');
}

/** So much of a hash is read aloud, and compared by eye. */
export const shortHash = (sha256: string): string => sha256.slice(0, 8);

/**
 * What the audit log holds of a file: whoever has the log and not the salt cannot tell whether some file is the one; whoever has both proves
 * that this file, byte for byte, was there before the next entry. The salt is hexadecimal, random, and sealed with the file.
 */
export function stampOf(salt: string, sha256: string): string {
  return createHmac('sha256', Buffer.from(salt, 'hex')).update(sha256).digest('hex');
}

export function evidenceSaid(id: bigint, medium: Medium, sha256: string): EvidenceSaid {
  return { kind: 'evidence', evidence: String(id), medium, sha256 };
}

/** Of a text that is more than a link with a few words people want to be read. */
const WORDS_BESIDE_MAX = 12;
const LINK = /https?:\/\/[^\s<>"«»]+/giu;

/** The links in a text, where it is little else. `more`: those that the channel knows of besides. */
export function linksIn(text: string, more: readonly string[] = []): readonly string[] {
  const known = more.filter((link) => /^https?:\/\/\S+$/iu.test(link));
  // A full stop behind it is the sentence's.
  const links = new Set([...(text.match(LINK) ?? []), ...known].map((link) => link.replace(/[.,;:!?)\]]+$/u, '')));
  return besideLinks(text).split(' ').length > WORDS_BESIDE_MAX ? [] : [...links];
}

/** What a text says besides its links; what has no letter or number in it says nothing. */
export function besideLinks(text: string): string {
  const words = text.replace(LINK, ' ').split(/\s+/u);
  return words.filter((word) => /[\p{L}\p{N}]/u.test(word)).join(' ');
}
