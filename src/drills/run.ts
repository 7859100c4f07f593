import { sleep, systemClock } from '../clock.ts';
import { loadWords } from '../locales/words.ts';
import { channelOf } from './account.ts';
import { createCast, sized } from './cast.ts';
import { createDrillClock } from './clock.ts';
import { createHabits } from './habits.ts';
import { buttonOf, hasButton } from './props.ts';
import { createSeededRandom } from './random.ts';
import { createReading } from './reading.ts';
import { type DrillResult, resultOf } from './result.ts';
import type { Scenario } from './scenario.ts';
import type { LaneView, Snapshot } from './screen.ts';
import { createStage, type Line, type Stage } from './stage.ts';
import { openTheatre, SMS_RATE, TELEGRAM_RATE, type Theatre } from './theatre.ts';
import { createWatch, type Watch } from './watch.ts';

export interface RunOptions {
  readonly scenario: Scenario;
  /** Fewer or more people than the scenario has of itself. */
  readonly people?: number | undefined;
  /** Story time per real time, during calls. */
  readonly speed: number;
  readonly log: { readonly level: string; write(line: string): void };
  readonly signal: AbortSignal;
  told(line: Line): void;
  /** Called once everything runs, with what to look at while it does. */
  began?(look: () => Snapshot): void;
}

/** How often people look at their phones, in the story. */
const LOOK_EVERY_MS = 100;

/** Of a card, before and with the line of its code: flags, what, where. */
const HEAD_LINES = 5;

const HOUSE = /^(?:▶️|▫️)/u;

/** A drill that takes this long at full speed hangs: an update that is never confirmed, say. */
const LONGEST_MS = 5 * 60_000;

/** Rejects when the signal aborts, or after that long. */
async function ended(signal: AbortSignal, ms: number): Promise<never> {
  await sleep(systemClock, ms, signal);
  signal.throwIfAborted();
  throw new Error(`the drill has not come to its end in ${ms / 1_000} s`);
}

/** Plays a scenario from beginning to end and counts. Leaves nothing behind, also where it fails. */
export async function runDrill(options: RunOptions): Promise<DrillResult> {
  const { scenario, people, speed, signal } = options;
  const startedAt = systemClock.now();
  const over = new AbortController();
  const random = createSeededRandom(scenario.cast.seed);
  const cast = createCast(people === undefined ? scenario.cast : sized(scenario.cast, people), random);
  const { actors } = cast;
  const clock = createDrillClock(scenario.startsAt, speed);
  const words = loadWords();
  const theatre = await openTheatre(scenario, actors, clock, random, options.log);
  try {
    const habits = createHabits({
      ...{ clock, actors, words },
      chat: (actor) => theatre.telegram.person({ id: actor.chat?.id ?? 0 }),
      phone: (actor) => theatre.twilio.phone(actor.phone?.number ?? ''),
    });
    const watch = createWatch({
      ...{ telegram: theatre.telegram, twilio: theatre.twilio, clock, actors },
      read: createReading(words, scenario.kind, scenario.places),
      arrived(arrival) {
        const wave = stage.waves.findLast((w) => w.matches(arrival));
        wave?.heard.set(arrival.person, (wave.heard.get(arrival.person) ?? 0) + 1);
        habits.hear(arrival);
      },
    });
    const stage = createStage({ theatre, clock, speed, cast, words, habits, watch, signal, told: options.told });
    const lookOn = (): void => {
      watch.look();
      clock.at(clock.now() + LOOK_EVERY_MS, lookOn);
    };
    lookOn();
    options.began?.(() => snapshotOf(scenario, stage, theatre, watch, startedAt));
    await Promise.race([scenario.play(stage), ended(AbortSignal.any([signal, over.signal]), LONGEST_MS / Math.min(1, speed))]);
    watch.look();
    return resultOf({ scenario: scenario.name, actors, stage, theatre, watch, realMs: systemClock.now() - startedAt });
  } finally {
    over.abort();
    await theatre.close();
    clock.stop();
  }
}

function snapshotOf(scenario: Scenario, stage: Stage, theatre: Theatre, watch: Watch, startedAt: number): Snapshot {
  const wave = stage.waves.at(-1);
  const lane = (channel: 'telegram' | 'sms', limit: number): LaneView => {
    const expected = [...(wave?.expected ?? [])].filter(([, on]) => on === channel);
    return {
      sent: expected.filter(([person]) => wave?.heard.has(person)).length,
      total: expected.length,
      rate: watch.rate(channel),
      limit,
    };
  };
  const lanes = { telegram: lane('telegram', TELEGRAM_RATE), sms: lane('sms', SMS_RATE) };
  return {
    title: scenario.title,
    storyAt: stage.clock.now(),
    pace: stage.clock.pace,
    realMs: systemClock.now() - startedAt,
    wave: wave
      ? `${wave.label} · ${lanes.telegram.sent + lanes.sms.sent} of ${wave.expected.size} people`
      : `${stage.actors.filter(channelOf).length} people can be reached`,
    lanes,
    card: liveCard(stage),
    refused: theatre.telegram.refused429 + theatre.twilio.refused429,
    lines: stage.lines,
  };
}

/** The card of the first organiser who has Telegram: what the app itself says of the call. */
function liveCard(stage: Stage): readonly string[] {
  const organiser = stage.actors.find((a) => a.chat && a.memberships.some((m) => m.role === 'organiser'));
  if (!organiser) return [];
  const code =
    stage.words.say(organiser.language, 'telegram', 'organiser-code', { code: '', time: '', reports: '' }).trim().split(' ')[0] ?? '';
  const codeAt = (text: string): number => text.split('\n', HEAD_LINES).findIndex((line) => line.startsWith(code));
  const cards = stage.chat(organiser).messages.filter((m) => codeAt(m.text) > 0);
  // Rather the one on which there is something to do than a false alarm that came later.
  const text = (cards.findLast((m) => hasButton(m, buttonOf(stage, organiser, 'update'))) ?? cards.at(-1))?.text;
  if (text === undefined) return [];
  const lines = text.split('\n');
  const at = codeAt(text);
  const rest = lines.slice(at + 1).filter(Boolean);
  // Houses last: there may be eight, and the line has an end.
  const told = rest.slice(1).sort((a, b) => Number(HOUSE.test(a)) - Number(HOUSE.test(b)));
  return [`${organiser.name}'s phone: ${lines.slice(0, at).join(' · ')}`, [lines[at], ...rest.slice(0, 1)].join(' · '), told.join(' · ')];
}
