import { systemClock } from '../../clock.ts';
import type { AppProcess } from '../app-process.ts';
import type { Bench, Case } from '../bench.ts';
import { calledIn, reporterOf, untilCalled, untilSettled } from '../call.ts';
import { atMost, type Figure, type Plot, told } from '../result.ts';
import { type Rig, startReady, withRig } from '../rig.ts';
import { REPORT } from '../settings.ts';
import { pause } from '../wait.ts';
import { counted, idealCurve } from './paced.ts';

const RATE = 1_000;
const PEOPLE = 6_000;
/** Killed once this share has been called. */
const KILLED_AT = 0.3;
/** What the provider accepted in the last moment before may not have been written down; and what was on the wire still arrives. */
const IN_FLIGHT_MS = 50;
const WIRE_MS = 100;

interface Crash {
  readonly lost: number;
  readonly repeats: number;
  readonly inFlight: number;
  /** From the start of the process that goes on, or from the death of the other where it stood by. */
  readonly sendingAgainMs: number;
  readonly settled: boolean;
  readonly refused429: number;
  readonly overLimit: number;
  readonly plot: Plot;
}

export const crash: Case = {
  name: 'crash',
  title: 'kill -9 in the middle of a call',
  async *run(bench) {
    const people = Math.min(PEOPLE, bench.sizes.middle);
    const restarted = await killed(bench, people, false);
    const stoodBy = await killed(bench, people, true);
    yield {
      case: crash.name,
      title: crash.title,
      people,
      figures: [...figuresOf(restarted, 'started again', 1_000), ...figuresOf(stoodBy, 'another stands by', 2_000)],
      notes: [
        'In flight is what the provider accepted in the last 50 ms before the kill, or after it. Started again at once; counted from the start of the process.',
      ],
      plot: restarted.plot,
    };
  },
};

function figuresOf(
  { lost, repeats, inFlight, sendingAgainMs, settled, refused429, overLimit }: Crash,
  how: string,
  limitMs: number,
): readonly Figure[] {
  return [
    atMost(`${how}: lost`, lost, 0),
    atMost(`${how}: repeats, at most what was in flight`, repeats, inFlight),
    atMost(`${how}: sending again after`, sendingAgainMs, limitMs, 'ms'),
    atMost(`${how}: refusals (429)`, refused429, 0),
    atMost(`${how}: arrivals over the limit of any second`, overLimit, 0),
    told(`${how}: everything written down in the end (1: yes)`, settled ? 1 : 0),
  ];
}

async function killed({ ground, signal }: Bench, people: number, standby: boolean): Promise<Crash> {
  const audience = { organisers: 0, reporters: 1, telegram: people, sms: 0 };
  return await withRig(ground, { audience, telegramRate: RATE }, signal, async (rig) => {
    const { provider } = rig;
    const first = await startReady(rig);
    const second = standby ? await startBeside(rig) : undefined;
    await provider('begin', undefined);
    const { postAt } = await provider('say', { chat: reporterOf(rig), text: REPORT });
    await untilCalled(rig, Math.floor(people * KILLED_AT));
    const killedAt = systemClock.now();
    await first.kill();
    const goneAt = systemClock.now();
    const next = second ?? (await rig.startApp());
    await untilCalled(rig, calledIn(rig));
    const settledAt = await untilSettled(rig);
    const { people: reached, accepted } = await provider('tally', 'calls');
    const againAt = (await provider('firstAfter', { book: 'calls', at: goneAt + WIRE_MS })) ?? Number.NaN;
    const { refused429, overLimit } = (await provider('gauges', undefined)).telegram;
    return {
      lost: calledIn(rig) - reached,
      repeats: accepted - reached,
      inFlight: await provider('countBetween', { book: 'calls', from: killedAt - IN_FLIGHT_MS, to: goneAt + WIRE_MS }),
      sendingAgainMs: againAt - (second ? goneAt : next.startedAt),
      settled: settledAt !== undefined,
      ...{ refused429, overLimit },
      plot: {
        title: `kill -9 and start again, ${counted(people)} people, ${counted(RATE)}/s`,
        curves: [
          idealCurve(people, RATE),
          { name: 'Dabyl', points: await provider('curve', { book: 'calls', from: postAt, points: 200 }) },
        ],
      },
    };
  });
}

/** A second process, which stands by: the first one holds the lane. */
async function startBeside(rig: Rig): Promise<AppProcess> {
  const app = await rig.startApp();
  await app.ready();
  // A moment to try for the lane, and not to get it.
  await pause(1_000, rig.signal);
  if (await app.holds('telegram')) throw new Error('two processes hold one lane');
  return app;
}
