/** What is said while a key may be pressed, or on its own. */
export type Utterance =
  | { readonly kind: 'say'; readonly text: string; readonly language?: string; readonly voice?: string; readonly loop: number }
  | { readonly kind: 'play'; readonly url: string; readonly loop: number }
  | { readonly kind: 'pause'; readonly ms: number };

export interface Gather {
  readonly kind: 'gather';
  /** Undefined: as many as are pressed before `finishOnKey` or the time-out. */
  readonly numDigits: number | undefined;
  /** The document's own address unless given. */
  readonly action: string | undefined;
  readonly timeoutMs: number;
  /** False when only speech is listened to, which is not played here. */
  readonly keys: boolean;
  /** Empty: no key finishes. */
  readonly finishOnKey: string;
  readonly actionOnEmptyResult: boolean;
  readonly prompts: readonly Utterance[];
}

export interface RecordVerb {
  readonly kind: 'record';
  readonly action: string | undefined;
  /** Silence that ends the recording. */
  readonly timeoutMs: number;
  readonly maxSeconds: number;
  /** Told when the recording can be fetched. */
  readonly statusCallback: string | undefined;
}

/** A step of a TwiML document. */
export type Verb =
  | Utterance
  | Gather
  | RecordVerb
  | { readonly kind: 'redirect'; readonly url: string }
  | { readonly kind: 'hangup' }
  | { readonly kind: 'reject'; readonly status: 'busy' | 'no-answer' };

/**
 * The languages that Twilio's `<Say>` has a voice for, by their first part; a region must follow (`arb` alone stands).
 * From `SayLanguage` of its SDK, 6.2. Kazakh is not among them: it must be recorded and played.
 */
const SPOKEN = new Set(
  (
    'af am ar bg bn ca cmn cs cy da de el en es fi fil fr gu he hi hu id is it ja kn ko lv ml mr ms nb nl pa pl pt ro ru sk sr sv ta te ' +
    'th tr uk vi yue zh'
  ).split(' '),
);

export function canSay(language: string | undefined): boolean {
  if (language === undefined || language === 'arb') return true;
  const [, first = ''] = /^([a-z]{2,3})-[A-Z]{2}/.exec(language) ?? [];
  return SPOKEN.has(first);
}
