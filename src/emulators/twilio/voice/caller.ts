import type { RateGauge } from '../../rate.ts';
import type { Answer } from '../../server.ts';
import type { Timers } from '../../timers.ts';
import { answerError, answerWith, type TwilioError, twilioError } from '../reply.ts';
import { newCall, resourceOf, type TwilioCall } from './call.ts';
import type { Calls } from './calls.ts';
import { type CallRequest, eventsOf, readCall } from './create.ts';

/** One accepted call. */
export interface VoiceCall extends CallRequest {
  readonly at: number;
  readonly sid: string;
}

/** `POST Calls.json` and `POST Calls/{sid}.json`. */
export interface Caller {
  create(form: URLSearchParams): Answer;
  /** Only `Status` is played: `canceled` stops what nobody has answered, `completed` also hangs up. */
  update(sid: string, form: URLSearchParams): Answer;
  readonly voiceCalls: readonly VoiceCall[];
  readonly refused429: number;
  /** Forgets what was called. */
  forget(): void;
}

export interface CallerParts {
  readonly accountSid: string;
  readonly timers: Timers;
  readonly gauge: RateGauge;
  readonly calls: Calls;
  readonly nextSid: () => string;
  readonly fail: (call: TwilioCall, code: number, message: string) => void;
  /** Starts the call's life. */
  readonly start: (call: TwilioCall, request: CallRequest) => void;
  readonly finish: (call: TwilioCall, status: 'completed' | 'canceled') => void;
}

export function createCaller(parts: CallerParts): Caller {
  const { accountSid, timers, gauge, calls } = parts;
  const voiceCalls: VoiceCall[] = [];
  let refused429 = 0;

  function accept(request: CallRequest): TwilioCall {
    const { to, from, statusCallback } = request;
    const events = eventsOf(request.statusCallbackEvent);
    const sid = parts.nextSid();
    const at = timers.now();
    const call = newCall({ sid, to, from, direction: 'outbound-api', statusCallback, events: events ?? new Set(), extra: {} }, at);
    calls.add(call);
    voiceCalls.push({ ...request, at, sid });
    // Twilio answers 201 even so, and the app waits for callbacks that never come.
    if (events === undefined) parts.fail(call, 21626, `invalid StatusCallbackEvent: ${request.statusCallbackEvent.join(', ')}`);
    parts.start(call, request);
    return call;
  }

  function refusal(call: TwilioCall | undefined, sid: string, status: string | null): TwilioError | undefined {
    const path = `/2010-04-01/Accounts/${accountSid}/Calls/${sid}.json`;
    if (call === undefined) return twilioError(404, 20404, `The requested resource ${path} was not found`);
    if (status !== 'canceled' && status !== 'completed') return twilioError(400, 20001, 'Status must be canceled or completed');
    if (call.endedAt !== undefined) return twilioError(400, 21220, 'Call is not in-progress. Cannot redirect.');
    return undefined;
  }

  return {
    create(form) {
      const reading = readCall(form);
      if (reading.kind === 'wrong') return answerError(reading.error);
      // Only what would be dialled takes up the rate.
      if (gauge.arrives(timers.now(), 1)) {
        refused429 += 1;
        return answerError(twilioError(429, 20429, 'Too Many Requests'));
      }
      return answerWith(201, resourceOf(accountSid, accept(reading.request)));
    },
    update(sid, form) {
      const call = calls.bySid(sid);
      const status = form.get('Status');
      const error = refusal(call, sid, status);
      if (error !== undefined || call === undefined) return answerError(error ?? twilioError(404, 20404, 'not found'));
      const answered = call.answeredAt !== undefined;
      // A call that is up is not affected by `canceled`; one that nobody answered cannot become `completed`.
      if (!answered || status === 'completed') parts.finish(call, answered ? 'completed' : 'canceled');
      return answerWith(200, resourceOf(accountSid, call));
    },
    voiceCalls,
    get refused429() {
      return refused429;
    },
    forget() {
      voiceCalls.length = 0;
      refused429 = 0;
    },
  };
}
