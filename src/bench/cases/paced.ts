import type { Bench } from '../bench.ts';
import { type Call, playCall } from '../call.ts';
import { measuresOf } from '../measure.ts';
import { atMost, type Curve, type Figure, type Measures, told } from '../result.ts';
import { startReady, withRig } from '../rig.ts';

/** A call at a limit, on Telegram alone. */
export interface Paced {
  readonly call: Call;
  readonly measures: Measures;
  /** From the report to the last call, to the time that the limit takes for the calls alone. */
  readonly toIdeal: number;
  readonly curves: readonly Curve[];
  /** Receipts, cards and edits: they take their part of the lane, too. */
  readonly others: number;
}

export async function callAtLimit({ ground, signal }: Bench, people: number, rate: number): Promise<Paced> {
  const audience = { organisers: 0, reporters: 1, telegram: people, sms: 0 };
  return await withRig(ground, { audience, telegramRate: rate }, signal, async (rig) => {
    const call = await playCall(rig, await startReady(rig));
    const measures = measuresOf(call);
    return {
      call,
      measures,
      toIdeal: measures.lastMs / ((1_000 * people) / rate),
      curves: [
        idealCurve(people, rate),
        { name: 'Dabyl', points: await rig.provider('curve', { book: 'calls', from: call.report.postAt, points: 200 }) },
      ],
      others: (await rig.provider('tally', 'others')).accepted,
    };
  });
}

/** At the limit from the moment of the report to the end; `fromMs` is that moment. */
export function idealCurve(people: number, rate: number, fromMs = 0): Curve {
  return {
    name: 'ideal',
    ideal: true,
    points: [
      [fromMs, 0],
      [fromMs + (1_000 * people) / rate, people],
    ],
  };
}

/** As it is written in a title. */
export function counted(count: number): string {
  return count.toLocaleString('en');
}

/** What must hold at every limit. */
export function withinLimits(measures: Measures): readonly Figure[] {
  return [
    atMost('refusals (429)', measures.refused429, 0),
    atMost('arrivals over the limit of any second', measures.overLimit, 0),
    told('fullest second', measures.fullestSecond),
  ];
}
