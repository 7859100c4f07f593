import type { Fetched } from '../../poster.ts';
import { createRateGauge, type RateGauge } from '../../rate.ts';
import type { Timers } from '../../timers.ts';
import type { AppAnswer, SmsPhone } from '../phone.ts';
import type { SidKind } from '../sids.ts';
import type { FormParams } from '../signature.ts';
import type { Tell } from '../tell.ts';
import type { FinalStatus, TwilioCall } from './call.ts';
import { type Caller, createCaller } from './caller.ts';
import { type Calls, createCalls } from './calls.ts';
import { follow } from './course.ts';
import { dial } from './dial.ts';
import type { Dialled, PhoneCall } from './handset.ts';
import { createLeg, type Leg } from './leg.ts';
import { createProgress, type Progress } from './progress.ts';
import { createRecordings, type Recordings } from './recordings.ts';
import { type RingPace, ring } from './ring.ts';
import { createTalk, type SpeechPace, type VoiceError } from './talk.ts';
import { think } from './think.ts';

/** How long everything in a call takes. */
export interface CallPace extends RingPace, SpeechPace {}

const PACE: CallPace = { dialMs: 100, connectMs: 1_000, detectMs: 3_000, greetingMs: 10_000, characterMs: 65, playMs: 10_000 };

export interface VoiceParts {
  readonly accountSid: string;
  readonly number: string;
  readonly callsPerSecond: number;
  readonly pace: Partial<CallPace>;
  readonly publicUrl: () => string;
  /** Where recordings are. */
  readonly apiUrl: () => string;
  readonly timers: Timers;
  readonly tell: Tell;
  readonly nextSid: (kind: SidKind) => string;
  readonly phone: (number: string) => SmsPhone;
  readonly fetch: (url: string) => Promise<Fetched>;
  readonly post: (url: string, params: FormParams) => Promise<AppAnswer>;
}

/** Programmable voice: calls both ways, and what was seen of them. */
export interface Voice {
  readonly calls: Calls;
  readonly caller: Caller;
  readonly gauge: RateGauge;
  readonly progress: Progress;
  readonly recordings: Recordings;
  readonly errors: readonly VoiceError[];
  dial(phone: SmsPhone, extra: FormParams): Dialled;
  /** Ends every call without a word to the app. */
  stop(): void;
  /** The same, and forgets what was called and recorded; errors stay to be seen. */
  forget(): void;
}

export function openVoice(parts: VoiceParts): Voice {
  const { accountSid, timers, post } = parts;
  const pace = { ...PACE, ...parts.pace };
  const calls = createCalls(accountSid);
  const gauge = createRateGauge(parts.callsPerSecond);
  const recordings = createRecordings(accountSid, parts.apiUrl);
  const progress = createProgress(accountSid, timers, parts.tell);
  const legs = new Map<string, Leg>();
  const errors: VoiceError[] = [];
  const nextSid = (): string => parts.nextSid('CA');

  const fail = (call: TwilioCall, code: number, message: string): void => {
    errors.push({ at: timers.now(), callSid: call.sid, code, message });
  };

  function open(call: TwilioCall): Leg {
    const leg = createLeg(call, timers);
    legs.set(call.sid, leg);
    return leg;
  }

  async function finish(leg: Leg, status: FinalStatus): Promise<void> {
    if (leg.over) return;
    const told = progress.move(leg.call, status);
    legs.delete(leg.call.sid);
    leg.hang();
    await told;
  }

  const talk = createTalk({
    accountSid,
    pace,
    post,
    fetch: parts.fetch,
    fail,
    recording(call, seconds, callback) {
      const recording = recordings.add({ sid: parts.nextSid('RE'), callSid: call.sid, at: timers.now(), seconds });
      if (callback) void parts.tell(callback, recordings.params(recording));
      return { sid: recording.sid, url: recordings.urlOf(recording.sid) };
    },
    hangUp: (leg) => void finish(leg, 'completed'),
  });

  const caller = createCaller({
    accountSid,
    timers,
    gauge,
    calls,
    nextSid,
    fail,
    start(call, request) {
      const leg = open(call);
      const phone = parts.phone(call.to);
      phone.calls.push(seenBy(leg));
      phone.lastCaller = call.from;
      const voice = () => phone.voice;
      think(leg, timers, voice);
      follow(leg, ring({ pace, progress, talk, voice, finish: (ended, status) => void finish(ended, status) }, leg, request));
    },
    finish(call, status) {
      const leg = legs.get(call.sid);
      if (leg !== undefined) void finish(leg, status);
    },
  });

  function stop(): void {
    for (const leg of legs.values()) leg.hang();
    legs.clear();
  }

  return {
    calls,
    caller,
    gauge,
    progress,
    recordings,
    errors,
    dial: (phone, extra) => dial({ ...parts, calls, progress, talk, nextSid, open, finish }, phone, extra),
    stop,
    forget() {
      stop();
      caller.forget();
      recordings.forget();
    },
  };
}

/** The call as its phone shows it. */
function seenBy({ call, heard, pressed }: Leg): PhoneCall {
  return {
    at: call.createdAt,
    sid: call.sid,
    from: call.from,
    heard,
    pressed,
    get status() {
      return call.status;
    },
  };
}
