import { chatOf } from '../audience.ts';
import type { Bench, Case } from '../bench.ts';
import { calledIn, reporterOf, untilCalled } from '../call.ts';
import { committedAt } from '../commit.ts';
import { atLeast, atMost, type Curve, told } from '../result.ts';
import { type Rig, startReady, withRig } from '../rig.ts';
import { BROADCAST, HOME_NAME, REPORT } from '../settings.ts';
import { pause, seen } from '../wait.ts';
import { counted, idealCurve } from './paced.ts';

/** What everybody has: there a slot is 33 ms long. And what can be bought, to see how the list goes on. */
const SLOW = 30;
const FAST = 1_000;
const SEND = '✅ Отправить';
/** The lane is in the middle of the broadcast by then, and the reporter's own copy has gone. */
const MEANWHILE_MS = 3_000;
const PATIENCE = { everyMs: 50, patienceMs: 60_000 };

/** An alarm that finds the lane busy. */
interface Overtaking {
  /** Copies of the broadcast that still left between the report's commit and the first call. */
  readonly between: number;
  readonly commitToFirstMs: number;
  readonly gauges: { readonly overLimit: number; readonly refused429: number };
  /** Of the whole list: calls a second from the first to the last. */
  readonly perSecond: number;
  readonly called: number;
  readonly curves: readonly Curve[];
}

export const broadcast: Case = {
  name: 'broadcast',
  title: 'an alarm behind a broadcast to everyone',
  async *run(bench) {
    const people = bench.sizes.middle;
    const slow = await overtake(bench, people, SLOW, 1);
    const fast = await overtake(bench, people, FAST, Number.POSITIVE_INFINITY);
    yield {
      case: broadcast.name,
      title: broadcast.title,
      people,
      figures: [
        atMost(`copies of the broadcast between report and first call, at ${SLOW}/s`, slow.between, 1),
        told(`report committed → first call, at ${SLOW}/s`, slow.commitToFirstMs, 'ms'),
        atLeast(`calls of the whole list, share of ${FAST}/s`, fast.perSecond / FAST, 0.99, '×'),
        atLeast('people called', fast.called, people),
        atMost('refusals (429)', slow.gauges.refused429 + fast.gauges.refused429, 0),
        atMost('arrivals over the limit of any second', slow.gauges.overLimit + fast.gauges.overLimit, 0),
        told(`copies of the broadcast between report and first call, at ${FAST}/s`, fast.between),
        told(`report committed → first call, at ${FAST}/s`, fast.commitToFirstMs, 'ms'),
      ],
      plot: { title: `an alarm in mid-broadcast, ${counted(people)} people, ${counted(FAST)}/s`, curves: fast.curves },
    };
  },
};

/** Writes to everyone, raises an alarm in the middle of it, and waits for this many calls, or for all. */
async function overtake({ ground, signal }: Bench, people: number, rate: number, calls: number): Promise<Overtaking> {
  const audience = { organisers: 1, reporters: 1, telegram: people, sms: 0 };
  return await withRig(ground, { audience, telegramRate: rate }, signal, async (rig) => {
    const app = await startReady(rig);
    const { provider } = rig;
    const beganAt = await writeToAll(rig);
    await pause(MEANWHILE_MS, signal);
    const { postAt } = await provider('say', { chat: reporterOf(rig), text: REPORT });
    const commit = await committedAt(rig.database);
    const called = await untilCalled(rig, Math.min(calls, calledIn(rig)));
    const tally = await provider('tally', 'calls');
    const { firstAt = Number.NaN, lastAt = Number.NaN } = tally;
    const curve = async (book: 'calls' | 'broadcasts') => await provider('curve', { book, from: beganAt, points: 200 });
    const found = {
      between: await provider('countBetween', { book: 'broadcasts', from: commit, to: firstAt }),
      commitToFirstMs: firstAt - commit,
      gauges: (await provider('gauges', undefined)).telegram,
      perSecond: (1_000 * (tally.accepted - 1)) / (lastAt - firstAt),
      called,
      curves: [
        idealCurve(people, rate, postAt - beganAt),
        { name: 'calls', points: await curve('calls') },
        { name: 'broadcast', points: await curve('broadcasts') },
      ],
    };
    // Nobody waits for the rest of the broadcast.
    await app.kill();
    return found;
  });
}

/** Resolves once every copy is planned, with the time at which Send was pressed. */
async function writeToAll({ provider, database, audience, signal }: Rig): Promise<number> {
  const organiser = chatOf(0);
  await provider('begin', undefined);
  const { postAt: after } = await provider('say', { chat: organiser, text: '/broadcast' });
  await provider('press', { chat: organiser, button: HOME_NAME, after });
  await provider('say', { chat: organiser, text: BROADCAST });
  const { postAt } = await provider('press', { chat: organiser, button: SEND, after });
  const planned = await seen(
    async () => {
      const { rows } = await database.query<{ count: string }>(`SELECT count(*) AS count FROM delivery WHERE kind = 'broadcast'`);
      return Number(rows[0]?.count) >= audience.telegram ? true : undefined;
    },
    { ...PATIENCE, signal },
  );
  if (!planned) throw new Error('the broadcast was not planned');
  return postAt;
}
