import { type Bare, runLoop } from '../bare.ts';
import type { Bench, Case } from '../bench.ts';
import { playCall } from '../call.ts';
import { measuresOf, ratio, sum } from '../measure.ts';
import { atLeast, atMost, type Curve, type Measures, type Outcome, told } from '../result.ts';
import { startReady, withRig } from '../rig.ts';
import { pause } from '../wait.ts';
import { counted } from './paced.ts';

/** The app with no limit but its own, beside what sending alone takes. */
export interface Race {
  readonly measures: Measures;
  readonly settledMs: number;
  readonly beforeMb: number | undefined;
  readonly points: Curve['points'];
  /** Run twice: a computer that has something else to do shows in their difference. */
  readonly loops: readonly Bare[];
  readonly grammy: Bare;
}

/** Without this much rest the disk still writes what came before. */
const REST_MS = 500;

export async function race(bench: Bench, people: number): Promise<Race> {
  const { ground, signal } = bench;
  const audience = { organisers: 0, reporters: 1, telegram: people, sms: 0 };
  const { call, points, sample } = await withRig(ground, { audience, telegramRate: 0 }, signal, async (rig) => {
    const app = await startReady(rig);
    await pause(REST_MS, signal);
    const played = await playCall(rig, app);
    return {
      call: played,
      points: await rig.provider('curve', { book: 'calls', from: played.report.postAt, points: 200 }),
      sample: await rig.provider('sample', undefined),
    };
  });
  if (!sample) throw new Error('the app has called nobody: there is nothing to compare');
  const loops = [await runLoop('undici', sample, people, signal), await runLoop('undici', sample, people, signal)];
  return {
    measures: measuresOf(call),
    settledMs: (call.settledAt ?? Number.NaN) - call.report.postAt,
    beforeMb: call.memory.before?.nowMb,
    points,
    loops,
    grammy: await runLoop('grammy', sample, people, signal),
  };
}

export const unlimited: Case = {
  name: 'unlimited',
  title: 'no limit, 5 ms away, beside a bare undici loop',
  async *run(bench) {
    for (const people of new Set([bench.sizes.middle, bench.sizes.large])) {
      const found = await bench.once(`race ${people}`, () => race(bench, people));
      yield outcomeOf(people, found);
    }
  },
};

function outcomeOf(people: number, { measures, settledMs, loops, grammy, points }: Race): Outcome {
  const mean = (pick: (bare: Bare) => number): number => loops.reduce((total, bare) => total + pick(bare), 0) / loops.length;
  const loopPerSecond = mean((bare) => bare.perSecond);
  const loopUs = mean((bare) => bare.cpuUs);
  const all = sum(measures.appUs, measures.postgresUs);
  return {
    case: 'unlimited',
    title: unlimited.title,
    people,
    measures,
    figures: [
      atLeast('messages/s, as a share of the loop’s', measures.perSecond / loopPerSecond, 0.55, '×'),
      atMost('CPU per message, PostgreSQL included, to the loop’s', ratio(all, loopUs), 2, '×'),
      atLeast('people reached', measures.reached, people),
      told('messages/s from the first to the last', (1_000 * measures.reached) / (measures.lastMs - measures.firstMs), '1/s'),
      told('the loop', loopPerSecond, '1/s'),
      told('the loop, CPU per message', loopUs, 'µs'),
      told('grammY over undici, as a share of the loop', grammy.perSecond / loopPerSecond, '×'),
      told('grammY over undici, CPU per message to the loop’s', grammy.cpuUs / loopUs, '×'),
      told('report to everything written down', settledMs / 1_000, 's'),
    ],
    notes: [`The loop ran twice: ${loops.map((bare) => `${Math.round(bare.perSecond)}/s, ${Math.round(bare.cpuUs)} µs`).join('; ')}.`],
    plot: {
      title: `no limit, ${counted(people)} people`,
      curves: [
        { name: 'bare undici loop', points: loops.at(-1)?.points ?? [], ideal: true },
        { name: 'Dabyl', points },
      ],
    },
  };
}
