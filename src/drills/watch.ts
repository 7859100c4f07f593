import type { Clock } from '../clock.ts';
import type { TelegramEmulator } from '../emulators/telegram/start.ts';
import type { TwilioEmulator } from '../emulators/twilio/start.ts';
import type { Call } from './account.ts';
import type { Actor, Channel } from './cast.ts';
import type { Reading } from './reading.ts';

/** A message that a provider has accepted for somebody of the cast. */
export interface Arrival {
  readonly at: number;
  readonly channel: Channel;
  readonly person: number;
  readonly text: string;
  readonly reading: Reading;
}

/** What the providers saw. Everything a drill counts comes from here, never from the app's own database. */
export interface Watch {
  /** Takes in what was accepted since the last look. */
  look(): void;
  readonly calls: readonly Call[];
  /** All-clears that each person was sent. */
  readonly allClears: ReadonlyMap<number, number>;
  /** Requests, or segments, of the last second. */
  rate(channel: Channel): number;
}

export interface WatchOptions {
  readonly telegram: TelegramEmulator;
  readonly twilio: TwilioEmulator;
  readonly clock: Clock;
  readonly actors: readonly Actor[];
  readonly read: (channel: Channel, text: string) => Reading;
  readonly arrived: (arrival: Arrival) => void;
}

export function createWatch(options: WatchOptions): Watch {
  const { telegram, twilio, clock, read } = options;
  const byChat = new Map(options.actors.flatMap((a) => (a.chat ? [[a.chat.id, a.id] as const] : [])));
  const byPhone = new Map(options.actors.flatMap((a) => (a.phone ? [[a.phone.number, a.id] as const] : [])));
  const calls: Call[] = [];
  const allClears = new Map<number, number>();
  const seen = { telegram: 0, sms: 0 };

  function take(channel: Channel, person: number | undefined, at: number, text: string): void {
    if (person === undefined) return;
    const reading = read(channel, text);
    if (reading.kind === 'call') calls.push({ place: reading.place, person, channel, at });
    if (reading.kind === 'all-clear') allClears.set(person, (allClears.get(person) ?? 0) + 1);
    options.arrived({ at, channel, person, text, reading });
  }

  return {
    look() {
      for (; seen.telegram < telegram.sends.length; seen.telegram += 1) {
        const send = telegram.sends[seen.telegram];
        if (send?.method === 'sendMessage') take('telegram', byChat.get(send.chatId), send.at, send.text);
      }
      for (; seen.sms < twilio.sends.length; seen.sms += 1) {
        const send = twilio.sends[seen.sms];
        if (send) take('sms', byPhone.get(send.to), send.at, send.body);
      }
    },
    calls,
    allClears,
    rate(channel) {
      const since = clock.now() - 1_000;
      let held = 0;
      if (channel === 'telegram') for (let i = telegram.sends.length - 1; (telegram.sends[i]?.at ?? 0) > since; i -= 1) held += 1;
      else for (let i = twilio.sends.length - 1; (twilio.sends[i]?.at ?? 0) > since; i -= 1) held += twilio.sends[i]?.segments ?? 0;
      return held;
    },
  };
}
