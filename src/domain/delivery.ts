/**
 * What a copy is for; `need`: somebody with a skill is asked for; `house`: the call moves to another house; `enough`: where it is, enough are
 * coming; `home`: somebody who was there is asked whether they are safe; `home-list`: whom organisers look for. It decides how urgent it is and
 * how long it stays true.
 */
export type DeliveryKind =
  | 'answer'
  | 'card'
  | 'receipt'
  | 'call'
  | 'need'
  | 'place'
  | 'update'
  | 'all-clear'
  | 'refresh'
  | 'broadcast'
  /** A day that is near: what was postponed, or is to be filed. */
  | 'reminder'
  | 'farewell'
  | 'house'
  | 'enough'
  | 'home'
  | 'home-list';

/**
 * `call`: a telephone call. `voice-note`: what somebody spoke. `exhibit`: what somebody sent, as far as it may be shown. `document`: a file that
 * was made for one reader.
 */
export type Op = 'message' | 'edit' | 'venue' | 'toast' | 'call' | 'voice-note' | 'exhibit' | 'document';

/**
 * `deferred`: due later. `moved`: the same message went on to the person's next contact. `unknown`: sent, but the provider's answer
 * was lost. `held`: too dear to go without an organiser's word. `frozen`: written by an organiser who was frozen before it was sent.
 */
export type DeliveryState =
  | 'queued'
  | 'deferred'
  | 'held'
  | 'frozen'
  | 'unknown'
  | 'accepted'
  | 'delivered'
  | 'failed'
  | 'moved'
  | 'cancelled'
  | 'expired';

/** States of copies that are still to be sent, or whose sending is not settled. */
export const unsettled: readonly DeliveryState[] = ['queued', 'deferred', 'unknown'];

/**
 * Smaller is claimed first. Answers and organisers' cards stand before the calls they are about: they are few, and a
 * person waits for them with the phone in the hand. Refreshed cards come after all calls.
 */
export const urgency: Readonly<Record<DeliveryKind, number>> = {
  answer: 0,
  farewell: 0,
  card: 0,
  receipt: 0,
  call: 1,
  'all-clear': 2,
  need: 2,
  place: 2,
  update: 2,
  refresh: 4,
  broadcast: 5,
  reminder: 3,
  // They are on their way, and few: not behind ten thousand calls that say the new place already.
  house: 0,
  enough: 2,
  home: 2,
  'home-list': 0,
};

/** A refreshed card that has waited this long goes before the calls, so that its digits are at most ten seconds old. */
export const REFRESH_PROMOTED_AFTER_MS = 4_000;

const MINUTE = 60_000;

/** How long a message stays worth sending. An alarm that comes later is a false alarm. */
export const lifetimeMs: Readonly<Record<DeliveryKind, number>> = {
  answer: 15 * MINUTE,
  farewell: 60 * MINUTE,
  card: 3 * 60 * MINUTE,
  receipt: 60 * MINUTE,
  call: 2 * 60 * MINUTE,
  'all-clear': 12 * 60 * MINUTE,
  need: 60 * MINUTE,
  place: 60 * MINUTE,
  update: 60 * MINUTE,
  refresh: MINUTE,
  broadcast: 12 * 60 * MINUTE,
  reminder: 12 * 60 * MINUTE,
  house: 60 * MINUTE,
  enough: 60 * MINUTE,
  // Late is better than never: somebody may be missing.
  home: 6 * 60 * MINUTE,
  'home-list': 24 * 60 * MINUTE,
};
