import { chatOf } from '../audience.ts';
import type { Case } from '../bench.ts';
import { newestCopy, untilSettled } from '../call.ts';
import { committedAt } from '../commit.ts';
import { percentile } from '../measure.ts';
import { atMost, type Figure, told } from '../result.ts';
import { type Rig, startReady, withRig } from '../rig.ts';
import { REPORT } from '../settings.ts';
import { pause, seen } from '../wait.ts';

/** Telegram's paid rate: at 30/s the receipt alone takes a slot of 33 ms, and the lane would be measured instead of the app. */
const RATE = 1_000;
const REPORTERS = 10;
/** After the first, which finds everything cold. */
const ROUNDS = { many: 40, few: 10, manyFrom: 20_000 };
/** Until every chat may be written to again, the organiser's above all: cards come one a second. */
const REST_MS = 1_200;
const LOOK = { everyMs: 5, patienceMs: 10_000 };
const STAND_DOWN = '🏁 Отбой';

/** One report, from its parts to the first call. The provider notes arrivals before its own latency, so that is not in it. */
interface Round {
  readonly fromPost: number;
  readonly fromCommit: number;
  /** 2xx may come after the first call. */
  readonly fromAck: number;
}

export const firstCall: Case = {
  name: 'first-call',
  title: 'from a report to the first call, again and again',
  async *run({ ground, sizes, signal }) {
    const people = sizes.large;
    const audience = { organisers: 1, reporters: REPORTERS, telegram: people, sms: 0 };
    const rounds = people >= ROUNDS.manyFrom ? ROUNDS.many : ROUNDS.few;
    const [cold, ...times] = await withRig(ground, { audience, telegramRate: RATE }, signal, async (rig) => {
      await startReady(rig);
      const found: Round[] = [];
      for (let round = 0; round <= rounds; round += 1) found.push(await playRound(rig, chatOf(1 + (round % REPORTERS))));
      return found;
    });
    const of = (pick: (round: Round) => number, share: number): number => percentile(times.map(pick), share);
    const spread = (what: string, pick: (round: Round) => number): readonly Figure[] => [
      told(`${what} → first call, p50`, of(pick, 0.5), 'ms'),
      told(`${what} → first call, p99`, of(pick, 0.99), 'ms'),
    ];
    yield {
      case: firstCall.name,
      title: firstCall.title,
      people,
      figures: [
        atMost(
          'report committed → first call, p50',
          of((r) => r.fromCommit, 0.5),
          25,
          'ms',
        ),
        atMost(
          'report committed → first call, p99',
          of((r) => r.fromCommit, 0.99),
          60,
          'ms',
        ),
        told('the very first report after the start: committed → first call', cold?.fromCommit, 'ms'),
        ...spread('answered with 2xx', (r) => r.fromAck),
        ...spread('sent to the webhook', (r) => r.fromPost),
      ],
      notes: [
        `${rounds} reports after a first one, at ${RATE}/s, each stood down by an organiser before the next. The provider's own latency is not in these times.`,
      ],
    };
  },
};

async function playRound(rig: Rig, reporter: number): Promise<Round> {
  const { provider, signal } = rig;
  const before = await newestCopy(rig);
  await provider('begin', undefined);
  const report = await provider('say', { chat: reporter, text: REPORT });
  const firstAt = await seen(async () => (await provider('tally', 'calls')).firstAt, { ...LOOK, signal });
  if (firstAt === undefined) throw new Error('a report called nobody');
  const commit = await committedAt(rig.database);
  await provider('press', { chat: chatOf(0), button: STAND_DOWN, after: report.postAt });
  await untilSettled(rig, before);
  await pause(REST_MS, signal);
  return { fromPost: firstAt - report.postAt, fromCommit: firstAt - commit, fromAck: Math.max(0, firstAt - report.ackAt) };
}
