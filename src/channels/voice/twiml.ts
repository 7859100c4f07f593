import twilio from 'twilio';
import type { SpokenLanguage } from '../../locales/speakable.ts';
import type { Speech } from '../../locales/voice.ts';

const { VoiceResponse } = twilio.twiml;
type Response = InstanceType<typeof VoiceResponse>;

/** How long a key is waited for after the last word, in seconds. */
const WAIT_SECONDS = 6;
/** What Twilio calls the languages that it speaks; Kazakh is not among them. */
const tongues = { ru: 'ru-RU', en: 'en-US' } as const satisfies Record<SpokenLanguage, string>;

export interface Prompt {
  /** What goes before the question, the first time. */
  readonly said?: readonly Speech[];
  readonly prompt: readonly Speech[];
  readonly goodbye: readonly Speech[];
  /** Where a key is posted, each time that the question is asked. */
  readonly actions: readonly string[];
}

/** Asks, once for each of the actions, until a key is pressed; then goodbye. */
export function ask({ said = [], prompt, goodbye, actions }: Prompt): string {
  const response = new VoiceResponse();
  for (const [time, action] of actions.entries()) {
    const gather = response.gather({ numDigits: 1, timeout: WAIT_SECONDS, action, method: 'POST' });
    for (const speech of time === 0 ? [...said, ...prompt] : prompt) utter(gather, speech);
  }
  for (const speech of goodbye) utter(response, speech);
  response.hangup();
  return response.toString();
}

/** A message may be this long, in seconds, and is over after so much silence, or the key. */
const SPOKEN = { maxLength: 120, timeout: 5, finishOnKey: '#' } as const;

export interface Recorder {
  readonly prompt: readonly Speech[];
  /** For somebody who says nothing. */
  readonly goodbye: readonly Speech[];
  /** Asked for what is said once they have spoken. */
  readonly action: string;
  /** Told when what they said can be fetched. */
  readonly callback: string;
}

/** Has somebody speak after a tone. */
export function record({ prompt, goodbye, action, callback }: Recorder): string {
  const response = new VoiceResponse();
  for (const speech of prompt) utter(response, speech);
  response.record({
    ...SPOKEN,
    action,
    method: 'POST',
    playBeep: true,
    trim: 'trim-silence',
    recordingStatusCallback: callback,
    recordingStatusCallbackMethod: 'POST',
    recordingStatusCallbackEvent: ['completed'],
  });
  for (const speech of goodbye) utter(response, speech);
  response.hangup();
  return response.toString();
}

/** Says it, and hangs up. */
export function tell(speeches: readonly Speech[]): string {
  const response = new VoiceResponse();
  for (const speech of speeches) utter(response, speech);
  response.hangup();
  return response.toString();
}

/** The one place where words become sound. */
function utter(into: Pick<Response, 'say' | 'play'>, speech: Speech): void {
  if ('play' in speech) into.play(speech.play);
  else into.say({ language: tongues[speech.language] }, speech.text);
}
