import type { Action } from './access.ts';
import type { Content } from './content.ts';
import { encodePress } from './press.ts';

/** What takes a second person's word. */
export type RequestKind = Extract<Action, 'broadcast-wide' | 'freeze' | 'unfreeze' | 'remove-organiser' | 'export'>;

export type RequestState = 'waiting' | 'approved' | 'refused' | 'lapsed';

/** Something that waits for a second person's word, or was decided by one. */
export interface SecondRequest {
  readonly id: bigint;
  readonly kind: RequestKind;
  readonly state: RequestState;
  /** Null for whoever types commands on the server. */
  readonly askedBy: bigint | null;
  /** Where a broadcast goes. */
  readonly slug: string | null;
  /** Whom it is about. */
  readonly subjectId: bigint | null;
  /** What a broadcast says; null once it is decided. */
  readonly text: string | null;
  readonly expiresAt: number;
}

/** How long a second person is waited for. */
export const REQUEST_LIFE_MS = 30 * 60_000;

/** Yes and No, under what is asked of a second person. */
export function requestButtons(id: bigint): NonNullable<Content['buttons']> {
  const request = String(id);
  const yes = { label: { key: 'button-agree-second' }, press: encodePress({ kind: 'request-yes', request }) };
  const no = { label: { key: 'button-refuse-second' }, press: encodePress({ kind: 'request-no', request }) };
  return [[yes], [no]];
}
