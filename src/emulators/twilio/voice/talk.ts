import { assertNever } from '../../../domain/assert-never.ts';
import type { Fetched } from '../../poster.ts';
import type { AppAnswer } from '../phone.ts';
import type { FormParams } from '../signature.ts';
import { faultOfAudio } from './audio.ts';
import { paramsOf, type TwilioCall } from './call.ts';
import { answerTo, type Course, wait } from './course.ts';
import { gather, record } from './gather.ts';
import type { Heard } from './handset.ts';
import type { Leg } from './leg.ts';
import { readTwiml } from './twiml.ts';
import { canSay, type Utterance, type Verb } from './verb.ts';

/** What Twilio's debugger would show. Codes: https://www.twilio.com/docs/api/errors. */
export interface VoiceError {
  readonly at: number;
  readonly callSid: string;
  readonly code: number;
  readonly message: string;
}

export interface TwimlDocument {
  /** Undefined for TwiML that came with `calls.create`: nothing is relative to it. */
  readonly url: string | undefined;
  readonly verbs: readonly Verb[];
}

/** How long speech takes. */
export interface SpeechPace {
  readonly characterMs: number;
  /** Of a recording, however long it is. */
  readonly playMs: number;
}

/** Plays TwiML to a phone. */
export interface Talk {
  /** Posts to the app and reads its TwiML; undefined when it has none that can be played. */
  ask(leg: Leg, url: string, extra?: FormParams): Course<TwimlDocument | undefined>;
  read(leg: Leg, url: string | undefined, answer: Promise<AppAnswer>): Course<TwimlDocument | undefined>;
  /** Ends when the last document has nothing more to say, or the call is over. */
  run(leg: Leg, first: TwimlDocument | undefined): Course<void>;
}

export interface TalkParts {
  readonly accountSid: string;
  readonly pace: SpeechPace;
  readonly post: (url: string, params: FormParams) => Promise<AppAnswer>;
  /** Fetches what is to be played. */
  readonly fetch: (url: string) => Promise<Fetched>;
  readonly fail: (call: TwilioCall, code: number, message: string) => void;
  /** Keeps a recording, and tells whoever wants to know. Returns its SID and address. */
  readonly recording: (call: TwilioCall, seconds: number, callback: string | undefined) => { readonly sid: string; readonly url: string };
  /** The phone was put down. */
  readonly hangUp: (leg: Leg) => void;
}

/** Twilio's own words when it has no TwiML to go by. */
const APPLICATION_ERROR: Heard = { verb: 'Say', language: 'en-US', text: 'We are sorry, an application error has occurred. Goodbye.' };

/** What is absolute stays as it is written: the app signs over these very characters. */
function absolute(url: string, base: string | undefined): string {
  return !URL.canParse(url) && URL.canParse(url, base) ? new URL(url, base).href : url;
}

export function createTalk(parts: TalkParts): Talk {
  const { accountSid, pace, post, fail } = parts;

  function* hear(leg: Leg, heard: Heard, ms: number): Course<void> {
    leg.heard.push(heard);
    yield* wait(ms);
  }

  /** What cannot be fetched, or is nothing to hear, is not heard, and the call goes on. */
  function* play(leg: Leg, url: string, loop: number, stopped: () => boolean): Course<void> {
    const nothing = { status: 0, type: '', bytes: Buffer.alloc(0) };
    const fault = faultOfAudio(yield* answerTo(parts.fetch(url).catch(() => nothing)));
    if (leg.over || stopped()) return;
    if (fault) return fail(leg.call, fault.code, `${url} ${fault.reason}`);
    yield* hear(leg, { verb: 'Play', text: url }, pace.playMs * loop);
  }

  /** `base` is the address of the document it stands in. */
  function* utter(leg: Leg, verb: Utterance, base: string | undefined, stopped = () => false): Course<void> {
    if (verb.kind === 'pause') return yield* wait(verb.ms);
    if (verb.kind === 'play') {
      return yield* play(leg, absolute(verb.url, base), verb.loop, stopped);
    }
    const { text, language, voice, loop } = verb;
    if (text === '') return fail(leg.call, 13520, '<Say> has nothing to say');
    // There is no voice for it, so the phone hears nothing, and the call goes on.
    if (!canSay(language)) return fail(leg.call, 12200, `<Say> has no voice for ${language}`);
    yield* hear(leg, { verb: 'Say', ...(language && { language }), ...(voice && { voice }), text }, text.length * pace.characterMs * loop);
  }

  function* read(leg: Leg, url: string | undefined, answer: Promise<AppAnswer>): Course<TwimlDocument | undefined> {
    const posted = yield* answerTo(answer.catch((error: unknown) => ({ status: 0, body: String(error) })));
    if (leg.over) return undefined;
    if (posted.status < 200 || posted.status > 299) {
      fail(leg.call, 11200, posted.status === 0 ? posted.body : `${url} answered ${posted.status}`);
      return undefined;
    }
    const reading = readTwiml(posted.body);
    if (reading.kind === 'read') return { url, verbs: reading.verbs };
    fail(leg.call, reading.code, reading.reason);
    return undefined;
  }

  function* ask(leg: Leg, url: string, extra: FormParams = {}): Course<TwimlDocument | undefined> {
    const params = { ...paramsOf(accountSid, leg.call), ...extra };
    return yield* read(leg, url, URL.canParse(url) ? post(url, params) : Promise.reject(new Error('not a URL')));
  }

  /** The document that a verb led to; undefined when it could not be had. */
  function* follow(leg: Leg, document: TwimlDocument): Course<TwimlDocument | undefined | 'ended'> {
    const goTo = (to = document.url ?? '', extra?: FormParams) => ask(leg, absolute(to, document.url), extra);
    for (const verb of document.verbs) {
      if (leg.over) return 'ended';
      switch (verb.kind) {
        case 'say':
        case 'play':
        case 'pause':
          yield* utter(leg, verb, document.url);
          break;
        case 'gather': {
          const { digits, finishedOnKey } = yield* gather(leg, verb, (prompt, stopped) => utter(leg, prompt, document.url, stopped));
          if (leg.over) return 'ended';
          const result = { Digits: digits, FinishedOnKey: finishedOnKey, msg: 'Gather End' };
          if (digits !== '' || verb.actionOnEmptyResult) return yield* goTo(verb.action, result);
          break;
        }
        case 'record': {
          const recorded = yield* record(leg, verb);
          if (recorded === undefined) break;
          // The app is asked even so, and what it answers is heard by nobody.
          if (recorded.end === 'hangup') parts.hangUp(leg);
          const { seconds, end } = recorded;
          const callback = verb.statusCallback && absolute(verb.statusCallback, document.url);
          const { sid, url } = parts.recording(leg.call, seconds, callback);
          return yield* goTo(verb.action, { RecordingSid: sid, RecordingUrl: url, RecordingDuration: String(seconds), Digits: end });
        }
        case 'redirect':
          return yield* goTo(verb.url);
        case 'hangup':
        case 'reject':
          return 'ended';
        default:
          return assertNever(verb);
      }
    }
    return 'ended';
  }

  return {
    ask,
    read,
    *run(leg, first) {
      let document: TwimlDocument | undefined | 'ended' = first;
      while (document !== undefined && document !== 'ended' && !leg.over) {
        leg.answered();
        document = yield* follow(leg, document);
      }
      leg.answered();
      if (document === undefined && !leg.over) yield* hear(leg, APPLICATION_ERROR, APPLICATION_ERROR.text.length * pace.characterMs);
    },
  };
}
