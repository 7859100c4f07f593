import { takeInbound, wasTaken } from '../store/inbound.ts';
import { pressAnswer } from './answer.ts';
import { settleByMissedCall } from './home.ts';
import type { Turn } from './turn.ts';

/** Hanging up counts as *coming* for this long after a call. */
const MISSED_CALL_MS = 60 * 60_000;

/** Remembers that a key was pressed in a call: whoever has said something has not just hung up. */
export async function noteDigit({ tx, now }: Turn, call: string): Promise<void> {
  await takeInbound(tx, digitKey(call), now);
}

/**
 * A call costs nothing while nobody answers it, and little after: whoever was called, rings back and presses no key is coming. Only
 * where it is clear to what, and they have not said otherwise.
 */
export async function takeMissedCall(turn: Turn, call: string): Promise<void> {
  const { tx, store, contact, now } = turn;
  const { member } = contact;
  if (!member || (await wasTaken(tx, digitKey(call)))) return;
  const [only, another] = await store.incidents.openFor(tx, member.id);
  if (!only) return await settleByMissedCall(turn);
  if (another) return;
  if (await store.incidents.hasAnswered(tx, only.id, member.id)) return;
  if (!(await store.deliveries.calledSince(tx, only.id, member.id, now - MISSED_CALL_MS))) return;
  await pressAnswer(turn, String(only.id), 'coming');
}

function digitKey(call: string): string {
  return `hotline:${call}:digit`;
}
