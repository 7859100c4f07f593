import type { Timers } from '../../timers.ts';
import { rfc2822 } from '../resources.ts';
import type { FormParams } from '../signature.ts';
import type { Tell } from '../tell.ts';
import { type CallEvent, type CallStatus, paramsOf, secondsOf, type TwilioCall } from './call.ts';

/** Moves calls from state to state and tells the app of those that it asked for. */
export interface Progress {
  /** Resolves when the app took the status callback, if there was one to give; a call that is over stays as it is. */
  move(call: TwilioCall, status: CallStatus): Promise<void>;
  /** What a status callback holds. */
  params(call: TwilioCall, status: CallStatus, extra?: FormParams): FormParams;
}

/** The answers that carriers give: in the callback of a call's end. */
const SIP_CODES: Partial<Record<CallStatus, string>> = {
  completed: '200',
  busy: '486',
  'no-answer': '487',
  canceled: '487',
  failed: '404',
};

function eventOf(status: CallStatus): CallEvent | undefined {
  if (status === 'queued') return undefined;
  if (status === 'initiated' || status === 'ringing') return status;
  return status === 'in-progress' ? 'answered' : 'completed';
}

export function createProgress(accountSid: string, timers: Timers, tell: Tell): Progress {
  const tellings = new WeakMap<TwilioCall, Promise<void>>();

  function params(call: TwilioCall, status: CallStatus, extra: FormParams = {}): FormParams {
    const sipCode = SIP_CODES[status];
    const seconds = secondsOf(call);
    return {
      ...paramsOf(accountSid, call, status),
      CallbackSource: 'call-progress-events',
      SequenceNumber: String(call.told),
      Timestamp: rfc2822(timers.now()),
      ...(call.answeredBy && { AnsweredBy: call.answeredBy }),
      // Duration is what is billed, in minutes.
      ...(sipCode && { SipResponseCode: sipCode, CallDuration: String(seconds), Duration: String(Math.ceil(seconds / 60)) }),
      ...extra,
    };
  }

  return {
    params,
    async move(call, status) {
      if (call.endedAt !== undefined) return;
      const at = timers.now();
      call.status = status;
      call.updatedAt = at;
      if (status !== 'canceled' || call.direction === 'inbound') call.startedAt ??= at;
      if (status === 'in-progress') call.answeredAt = at;
      const event = eventOf(status);
      if (event === 'completed') call.endedAt = at;
      if (event === undefined || !call.events.has(event) || call.statusCallback === undefined) return;
      const form = params(call, status);
      const url = call.statusCallback;
      call.told += 1;
      // One after the other, each with its retries: the state itself does not wait for the app.
      const telling = (tellings.get(call) ?? Promise.resolve()).then(() => tell(url, form));
      tellings.set(call, telling);
      await telling;
    },
  };
}
