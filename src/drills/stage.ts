import { sleep, systemClock } from '../clock.ts';
import type { TelegramPhone } from '../emulators/telegram/phone.ts';
import type { SmsPhone } from '../emulators/twilio/phone.ts';
import type { Words } from '../locales/words.ts';
import { type Alert, audienceOf } from './account.ts';
import type { Actor, Cast, Channel } from './cast.ts';
import type { DrillClock } from './clock.ts';
import type { Habits } from './habits.ts';
import type { Theatre } from './theatre.ts';
import type { Arrival, Watch } from './watch.ts';

/** One thing said to many, as it goes out. */
export interface Wave {
  readonly label: string;
  readonly expected: ReadonlyMap<number, Channel>;
  readonly matches: (arrival: Arrival) => boolean;
  /** How often each person was sent it. */
  readonly heard: Map<number, number>;
  /** What those are called who must have heard it, once, and did not. */
  readonly claim: Claim | undefined;
}

/** Of messages that must reach exactly those whom they are for, each once. */
export type Claim = 'misinformed' | 'unmoved' | 'unasked';

export interface Proof {
  readonly what: string;
  readonly holds: boolean;
}

export interface Line {
  readonly at: number;
  readonly text: string;
}

/** What a scenario plays on. */
export interface Stage<Part extends string = string> {
  readonly clock: DrillClock;
  readonly actors: readonly Actor[];
  readonly lead: Cast<Part>['lead'];
  readonly words: Words;
  readonly habits: Habits;
  readonly alerts: readonly Alert[];
  readonly waves: readonly Wave[];
  readonly lines: readonly Line[];
  readonly proofs: readonly Proof[];
  chat(actor: Actor): TelegramPhone;
  phone(actor: Actor): SmsPhone;
  /** A line for the timeline. */
  tell(text: string): void;
  /** A report is about to be made: from now on its calls are counted. `label` undefined: nobody is to be called. */
  alert(places: readonly string[], slugs: readonly string[], reporters: readonly Actor[], label: string | undefined): Alert;
  /** Something that has to be so, judged by what a phone shows. */
  prove(what: string, holds: boolean): void;
  wave(wave: Omit<Wave, 'heard' | 'claim'> & { readonly claim?: Claim }): void;
  /** Waits for what a phone should show; throws when it does not come. */
  until<T>(what: string, look: () => T | undefined): Promise<T>;
  /** Waits until nothing is left to be sent, and nobody is about to answer. */
  quiet(): Promise<void>;
  /** Leaps to a time of day, `HH:MM` in Almaty, once all is quiet. */
  skipTo(time: string): Promise<void>;
  /** How much faster than the rest of the drill the story runs from here. */
  tempo(factor: number): void;
}

export interface StageOptions<Part extends string> {
  readonly theatre: Theatre;
  readonly clock: DrillClock;
  readonly speed: number;
  readonly cast: Cast<Part>;
  readonly words: Words;
  readonly habits: Habits;
  readonly watch: Watch;
  readonly signal: AbortSignal;
  told(line: Line): void;
}

const LOOK_EVERY_MS = 15;
/** Something that takes this long, both in the story and in real life, will not come. */
const PATIENCE = { storyMs: 180_000, realMs: 20_000 };
/** Past this a computer does not keep up, and what providers wait for (15 s for a webhook) is over in no time. */
const TOP_PACE = 12;
const LEAPS = 8;
const LEAP_MS = 60;
/** Almaty's offset in May 2006; the country has changed it since. */
const ZONE_MS = 6 * 3_600_000;
const DAY_MS = 24 * 3_600_000;

export function createStage<Part extends string>(options: StageOptions<Part>): Stage<Part> {
  const { theatre, clock, speed, cast, watch, habits, signal } = options;
  const alerts: Alert[] = [];
  const waves: Wave[] = [];
  const lines: Line[] = [];
  const proofs: Proof[] = [];

  const pause = async (ms: number): Promise<void> => {
    await sleep(systemClock, ms, signal);
    signal.throwIfAborted();
    watch.look();
  };

  async function until<T>(what: string, look: () => T | undefined | Promise<T | undefined>): Promise<T> {
    const from = { story: clock.now(), real: systemClock.now() };
    for (;;) {
      watch.look();
      const found = await look();
      if (found !== undefined) return found;
      if (clock.now() - from.story > PATIENCE.storyMs && systemClock.now() - from.real > PATIENCE.realMs)
        throw new Error(`waited in vain: ${what}`);
      await pause(LOOK_EVERY_MS);
    }
  }

  /** Asked of the database only to know when to go on; nothing is counted by it. */
  async function isQuiet(): Promise<boolean> {
    if (habits.pending > 0 || theatre.telegram.pendingUpdates > 0 || !theatre.app.idle()) return false;
    return (await theatre.store.database.prisma.delivery.count({ where: { state: { in: ['queued', 'deferred', 'unknown'] } } })) === 0;
  }

  async function quiet(): Promise<void> {
    let times = 0;
    await until('that everything is sent', async () => {
      times = (await isQuiet()) ? times + 1 : 0;
      return times >= 3 ? true : undefined;
    });
  }

  function wave({ claim, ...begun }: Parameters<Stage['wave']>[0]): void {
    // What comes late still counts where it belongs.
    waves.push({ ...begun, claim, heard: new Map() });
  }

  return {
    clock,
    actors: cast.actors,
    lead: cast.lead,
    words: options.words,
    habits,
    alerts,
    waves,
    lines,
    proofs,
    chat: ({ chat, name }) => theatre.telegram.person({ id: chat?.id ?? fail(`${name} has no Telegram`) }),
    phone: ({ phone, name }) => theatre.twilio.phone(phone?.number ?? fail(`${name} has no phone`)),
    tell(text) {
      const line = { at: clock.now(), text };
      lines.push(line);
      options.told(line);
    },
    alert(places, slugs, reporters, label) {
      const called = label === undefined ? [] : cast.actors;
      const audience = audienceOf(
        called,
        slugs,
        reporters.map((r) => r.id),
      );
      const alert = { places, at: clock.now(), audience };
      alerts.push(alert);
      const matches: Wave['matches'] = ({ reading }) => reading.kind === 'call' && places.includes(reading.place);
      if (label !== undefined) wave({ label, expected: audience.should, matches });
      return alert;
    },
    prove: (what, holds) => void proofs.push({ what, holds }),
    wave,
    until,
    quiet,
    async skipTo(time) {
      await quiet();
      const from = clock.now();
      const [hours = 0, minutes = 0] = time.split(':').map(Number);
      const day = Math.floor((from + ZONE_MS) / DAY_MS) * DAY_MS - ZONE_MS;
      const to = day + (hours * 60 + minutes) * 60_000;
      for (let leap = 1; leap <= LEAPS; leap += 1) {
        // What is due within a leap happens at once: of two messages sent in it, the first would arrive as late as the second.
        await until('that nothing is left to be sent', async () => ((await isQuiet()) ? true : undefined));
        clock.jump(from + ((to - from) * leap) / LEAPS);
        await pause(LEAP_MS / speed);
      }
    },
    tempo: (factor) => clock.setPace(Math.max(speed, Math.min(TOP_PACE, speed * factor))),
  };
}

function fail(why: string): never {
  throw new Error(why);
}
