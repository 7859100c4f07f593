import { type Delay, drawDelay } from '../../timers.ts';
import type { AnsweredBy, FinalStatus } from './call.ts';
import { type Course, wait } from './course.ts';
import type { CallRequest } from './create.ts';
import type { VoiceBehaviour } from './handset.ts';
import type { Leg } from './leg.ts';
import type { Progress } from './progress.ts';
import type { Talk } from './talk.ts';

/** How long the steps before an answer take. */
export interface RingPace {
  /** From the API's answer until Twilio dials. */
  readonly dialMs: Delay;
  /** From there until the phone rings, or the carrier says that it will not. */
  readonly connectMs: Delay;
  /** Until Twilio knows a person from a machine, when asked to; the line is silent meanwhile. */
  readonly detectMs: Delay;
  /** Until a voice mail has said its greeting and beeps. */
  readonly greetingMs: Delay;
}

export interface RingParts {
  readonly pace: RingPace;
  readonly progress: Progress;
  readonly talk: Talk;
  readonly voice: () => VoiceBehaviour;
  /** Ends the call with this status, and the leg with it. */
  readonly finish: (leg: Leg, status: FinalStatus) => void;
}

type Pickup = Extract<VoiceBehaviour, { readonly kind: 'answers' | 'machine' }>;

const RINGS_MS = { answers: 3_000, machine: 15_000 };

/** The life of one outbound call, from the queue to its end. */
export function* ring(parts: RingParts, leg: Leg, request: CallRequest): Course<void> {
  const pickup = yield* reach(parts, leg, request);
  if (pickup === undefined || leg.over) return;
  void parts.progress.move(leg.call, 'in-progress');
  yield* detect(parts.pace, leg, pickup, request);
  if (leg.over) return;
  const { url, twiml = '' } = request;
  const { answeredBy } = leg.call;
  const first =
    url === undefined
      ? yield* parts.talk.read(leg, undefined, Promise.resolve({ status: 200, body: twiml }))
      : yield* parts.talk.ask(leg, url, answeredBy && { AnsweredBy: answeredBy });
  yield* parts.talk.run(leg, first);
  parts.finish(leg, 'completed');
}

/** Dials and rings until somebody, or something, picks up; undefined when the call has ended otherwise. */
function* reach(parts: RingParts, leg: Leg, request: CallRequest): Course<Pickup | undefined> {
  const { pace, progress, finish } = parts;
  yield* wait(drawDelay(pace.dialMs));
  if (leg.over) return undefined;
  void progress.move(leg.call, 'initiated');
  yield* wait(drawDelay(pace.connectMs));
  if (leg.over) return undefined;
  const voice = parts.voice();
  if (voice.kind === 'failed' || voice.kind === 'busy') {
    finish(leg, voice.kind);
    return undefined;
  }
  void progress.move(leg.call, 'ringing');
  if (voice.kind === 'declines') {
    finish(leg, 'busy');
    return undefined;
  }
  const timeoutMs = request.timeoutSeconds * 1000;
  const ringsMs = voice.kind === 'no-answer' ? Number.POSITIVE_INFINITY : (voice.ringsMs ?? RINGS_MS[voice.kind]);
  yield* wait(Math.min(ringsMs, timeoutMs));
  if (leg.over) return undefined;
  if (voice.kind !== 'no-answer' && ringsMs < timeoutMs) return voice;
  finish(leg, 'no-answer');
  return undefined;
}

function* detect(pace: RingPace, leg: Leg, pickup: Pickup, request: CallRequest): Course<void> {
  if (request.machineDetection === undefined) return;
  const beeps = pickup.kind === 'machine' && request.machineDetection === 'DetectMessageEnd';
  yield* wait(drawDelay(beeps ? pace.greetingMs : pace.detectMs));
  if (leg.over) return;
  const machine: AnsweredBy = beeps ? 'machine_end_beep' : 'machine_start';
  leg.call.answeredBy = pickup.kind === 'machine' ? machine : 'human';
}
