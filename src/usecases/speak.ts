import { SPOKEN_WITHIN_MS, spokenMax } from '../domain/restraint.ts';
import { takeInbound, wasTaken } from '../store/inbound.ts';
import type { Turn } from './turn.ts';

/**
 * Whether a caller may speak a message for a neighbourhood now: a stranger may fill organisers' Telegram no more than a member. Asked again in
 * the same call, the answer is the same.
 */
export async function maySpeak(turn: Turn, call: string, slug: string): Promise<boolean> {
  const { tx, contact, now } = turn;
  const granted = `spoken:call:${call}`;
  if (await wasTaken(tx, granted)) return true;
  const hour = Math.floor(now / SPOKEN_WITHIN_MS);
  const limits: readonly (readonly [string, number])[] = contact.member
    ? [[`spoken:${contact.id}:${hour}`, spokenMax.member]]
    : [
        [`spoken:${contact.id}:${hour}`, spokenMax.stranger],
        [`spoken:strangers:${slug}:${hour}`, spokenMax.strangers],
      ];
  for (const [key, most] of limits) if (!(await takeOne(turn, key, most))) return false;
  return await takeInbound(tx, granted, now);
}

/** Takes the next of so many places; false where there is none left. */
async function takeOne({ tx, now }: Turn, key: string, most: number): Promise<boolean> {
  for (let n = 1; n <= most; n++) if (await takeInbound(tx, `${key}:${n}`, now)) return true;
  return false;
}
