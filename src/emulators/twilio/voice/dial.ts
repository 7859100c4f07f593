import type { Timers } from '../../timers.ts';
import type { AppAnswer, SmsPhone } from '../phone.ts';
import type { FormParams } from '../signature.ts';
import { type FinalStatus, newCall, paramsOf } from './call.ts';
import type { Calls } from './calls.ts';
import { type Course, follow } from './course.ts';
import type { Dialled } from './handset.ts';
import type { Leg } from './leg.ts';
import type { Progress } from './progress.ts';
import type { Talk } from './talk.ts';

export interface DialParts {
  readonly accountSid: string;
  /** The service's own number, for phones that it never called. */
  readonly number: string;
  readonly publicUrl: () => string;
  readonly timers: Timers;
  readonly calls: Calls;
  readonly progress: Progress;
  readonly talk: Talk;
  readonly nextSid: () => string;
  readonly post: (url: string, params: FormParams) => Promise<AppAnswer>;
  readonly open: (call: Leg['call']) => Leg;
  readonly finish: (leg: Leg, status: FinalStatus) => Promise<void>;
}

/** A call from a phone. Twilio picks up as soon as the app has answered, with anything but `<Reject>`. */
export function dial(parts: DialParts, phone: SmsPhone, extra: FormParams): Dialled {
  const { timers, progress, talk, finish } = parts;
  const voiceUrl = `${parts.publicUrl()}/twilio/voice`;
  const call = newCall(
    {
      sid: extra.CallSid ?? parts.nextSid(),
      from: extra.From ?? phone.number,
      to: extra.To ?? phone.lastCaller ?? parts.number,
      direction: 'inbound',
      statusCallback: `${voiceUrl}/status`,
      events: new Set(['completed']),
      extra,
    },
    timers.now(),
  );
  parts.calls.add(call);
  const leg = parts.open(call);
  void progress.move(call, 'ringing');
  const posted = parts.post(voiceUrl, paramsOf(parts.accountSid, call));
  leg.asks();
  // Once the phone hears the answer, or the apology for there being none.
  const answered = posted.finally(() => leg.settled());
  // Whoever does not look at the answer is not told of its failure either.
  answered.catch(() => {});

  function* course(): Course<void> {
    const first = yield* talk.read(leg, voiceUrl, posted);
    if (leg.over) return;
    const verb = first?.verbs[0];
    if (verb?.kind !== 'reject') {
      void progress.move(call, 'in-progress');
      yield* talk.run(leg, first);
    }
    void finish(leg, verb?.kind === 'reject' ? verb.status : 'completed');
  }
  follow(leg, course());

  return {
    sid: call.sid,
    heard: leg.heard,
    pressed: leg.pressed,
    answered,
    get status() {
      return call.status;
    },
    async press(digits) {
      if (leg.over) throw new Error(`the call is over: ${call.status}`);
      leg.press(digits);
      await leg.settled();
    },
    async record(seconds, end = '#') {
      if (leg.onSpeech === undefined) throw new Error('nothing is recording');
      leg.onSpeech(seconds, end);
      await leg.settled();
    },
    hangUp: () => finish(leg, call.answeredAt === undefined ? 'canceled' : 'completed'),
  };
}
