import type { SendResult } from '../send-error.ts';
import { type Meaning, resultOf, sharedMeanings } from '../twilio/codes.ts';

/** What the codes of messages mean. */
const meanings: Readonly<Record<number, Meaning>> = {
  ...sharedMeanings,
  21614: 'landline',
  21610: 'stopped',
  30004: 'dead',
  30005: 'dead',
  30006: 'landline',
  // The queue of the sender is full, for hours.
  21611: 'later',
  30001: 'later',
  30003: 'later',
  30008: 'later',
  21606: 'operator',
  21659: 'operator',
  21408: 'refused',
  21612: 'refused',
  30007: 'refused',
  30450: 'refused',
};

/** A code of a refused request. An unknown one rejects the message. */
export function classifyCode(code: number): SendResult {
  return resultOf(meanings[code], code);
}

/** What a status callback means. Only its last states say anything: the others may come in any order. */
export function classifyStatus(status: string, errorCode: string | null): 'under-way' | 'delivered' | SendResult {
  if (status === 'delivered' || status === 'read') return 'delivered';
  if (status !== 'undelivered' && status !== 'failed') return 'under-way';
  const code = Number(errorCode ?? 0);
  const result = classifyCode(code);
  // Too late to slow down; and what an operator must put right is no fault of the message's.
  return result.kind === 'slow-down' || result.kind === 'operator' ? { kind: 'retry', afterMs: 60_000, code: String(code) } : result;
}
