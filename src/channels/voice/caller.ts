import { type Form, phone, text } from '../twilio/form.ts';

/** Somebody who calls the hotline. */
export interface Caller {
  readonly call: string;
  /** Their number, in E.164. */
  readonly number: string;
}

/** What Twilio writes where the number is hidden: ANONYMOUS, RESTRICTED, BLOCKED, UNKNOWN and UNAVAILABLE on the letters of the keys. */
const hidden: ReadonlySet<string> = new Set(['+266696687', '+7378742833', '+2562533', '+8656696', '+86282452253']);

/** Who calls; undefined where the number is hidden: they could not be told from one another, and not be answered. */
export function readCaller(form: Form): Caller | undefined {
  const call = text(form, 'CallSid');
  const number = phone(form, 'From');
  return call && number && !hidden.has(number) ? { call, number } : undefined;
}

/** Whether a status is one of somebody's call to us, and not of ours to them. */
export function isInbound(form: Form): boolean {
  return text(form, 'Direction').toLowerCase() === 'inbound';
}

/** States in which a call is over: https://www.twilio.com/docs/voice/api/call-resource#call-status-values */
const ends: ReadonlySet<string> = new Set(['completed', 'busy', 'no-answer', 'canceled', 'failed']);

export function hasEnded(form: Form): boolean {
  return ends.has(text(form, 'CallStatus').toLowerCase());
}
