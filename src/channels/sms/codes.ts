import type { SendResult } from '../send-error.ts';

/** Twilio's error codes: https://www.twilio.com/docs/api/errors */
const meanings: Readonly<Record<number, 'dead' | 'stopped' | 'later' | 'slow-down' | 'operator'>> = {
  21211: 'dead',
  21614: 'dead',
  21610: 'stopped',
  30004: 'dead',
  30005: 'dead',
  30006: 'dead',
  20429: 'slow-down',
  // The queue of the sender is full, for hours.
  21611: 'later',
  30001: 'later',
  30003: 'later',
  30008: 'later',
  20003: 'operator',
  20404: 'operator',
  21408: 'operator',
  21606: 'operator',
  21612: 'operator',
  21659: 'operator',
  30007: 'operator',
  30450: 'operator',
};

/** Codes after which nothing at all can be sent, as opposed to nothing to this number. */
const wholeLane = new Set([20003, 20404, 21606, 21659]);

/** A code of a refused request. An unknown one rejects the message. */
export function classifyCode(code: number): SendResult {
  const text = String(code);
  switch (meanings[code]) {
    case 'dead':
      return { kind: 'closed', contact: 'dead', code: text };
    case 'stopped':
      return { kind: 'closed', contact: 'stopped', code: text };
    case 'later':
      return { kind: 'retry', afterMs: 60_000, code: text };
    case 'slow-down':
      return { kind: 'slow-down', afterMs: 1_000, code: text };
    case 'operator':
      return wholeLane.has(code) ? { kind: 'operator', code: text } : { kind: 'rejected', code: text };
    default:
      return { kind: 'rejected', code: text };
  }
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
