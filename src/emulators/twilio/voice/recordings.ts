import type { Answer } from '../../server.ts';
import { answerError, answerWith, twilioError } from '../reply.ts';
import { rfc2822 } from '../resources.ts';
import type { FormParams } from '../signature.ts';

/** What was spoken into a call. */
export interface Recording {
  readonly sid: string;
  readonly callSid: string;
  readonly at: number;
  readonly seconds: number;
  /** The MP3, as far as anybody looks: its first bytes are those of one, and no two are alike. */
  readonly audio: Buffer;
}

/** The recordings that the account keeps. */
export interface Recordings {
  readonly all: ReadonlyMap<string, Recording>;
  add(recording: Omit<Recording, 'audio'>): Recording;
  fetch(sid: string): Answer;
  /** The audio, for an address that ends in `.mp3`. */
  media(sid: string): Answer;
  remove(sid: string): Answer;
  /** Where it is found, without an ending. */
  urlOf(sid: string): string;
  /** What the callback of its end holds. */
  params(recording: Recording): FormParams;
  forget(): void;
}

const MP3_FRAME = [0xff, 0xfb, 0x90, 0x00];

export function createRecordings(accountSid: string, apiUrl: () => string): Recordings {
  const kept = new Map<string, Recording>();
  const pathOf = (sid: string): string => `/2010-04-01/Accounts/${accountSid}/Recordings/${sid}`;
  const missing = (sid: string): Answer => answerError(twilioError(404, 20404, `The requested resource ${pathOf(sid)}.json was not found`));
  const urlOf = (sid: string): string => apiUrl() + pathOf(sid);

  return {
    all: kept,
    urlOf,
    forget: () => kept.clear(),
    add(recording) {
      const added = { ...recording, audio: Buffer.concat([Buffer.from(MP3_FRAME), Buffer.from(recording.sid)]) };
      kept.set(added.sid, added);
      return added;
    },
    fetch(sid) {
      const found = kept.get(sid);
      return found ? answerWith(200, resourceOf(found)) : missing(sid);
    },
    media(sid) {
      const found = kept.get(sid);
      return found ? { status: 200, body: found.audio, type: 'audio/mpeg' } : missing(sid);
    },
    remove: (sid) => (kept.delete(sid) ? { status: 204, body: '' } : missing(sid)),
    params: ({ sid, callSid, at, seconds }) => ({
      AccountSid: accountSid,
      CallSid: callSid,
      RecordingSid: sid,
      RecordingUrl: urlOf(sid),
      RecordingStatus: 'completed',
      RecordingDuration: String(seconds),
      RecordingChannels: '1',
      RecordingStartTime: rfc2822(at),
      RecordingSource: 'RecordVerb',
      RecordingTrack: 'inbound',
      // Twilio adds parameters without notice, and signs them: the app must not need to know them.
      UnannouncedParameter: 'жаңа',
    }),
  };

  /** The Recording resource of the 2010-04-01 API. */
  function resourceOf({ sid, callSid, at, seconds }: Recording): Record<string, unknown> {
    return {
      account_sid: accountSid,
      api_version: '2010-04-01',
      call_sid: callSid,
      channels: 1,
      date_created: rfc2822(at),
      date_updated: rfc2822(at),
      duration: String(seconds),
      error_code: null,
      media_url: urlOf(sid),
      price: null,
      price_unit: 'USD',
      sid,
      source: 'RecordVerb',
      start_time: rfc2822(at),
      status: 'completed',
      uri: `${pathOf(sid)}.json`,
    };
  }
}
