import { systemClock } from '../../clock.ts';
import type { Case } from '../bench.ts';
import { newestCopy, reporterOf } from '../call.ts';
import { atLeast, atMost } from '../result.ts';
import { type Rig, startReady, withRig } from '../rig.ts';
import { REPORT } from '../settings.ts';
import { pause, seen } from '../wait.ts';

/** Fast enough to begin at once, slow enough to leave the planning its computer. */
const RATE = 1_000;
const LIMIT_MS = 2_000;
const LOOK_EVERY_MS = 10;
/** To count is a look at every row: not often. */
const COUNT_EVERY_MS = 250;
const PATIENCE_MS = 60_000;
const FIRST = { everyMs: 50, patienceMs: 10_000 };

export const planning: Case = {
  name: 'planning',
  title: 'writing down whom to call',
  async *run({ ground, sizes, signal }) {
    const people = sizes.large;
    const audience = { organisers: 0, reporters: 1, telegram: people, sms: 0 };
    yield await withRig(ground, { audience, telegramRate: RATE }, signal, async (rig) => {
      const app = await startReady(rig);
      await rig.provider('begin', undefined);
      const { postAt } = await rig.provider('say', { chat: reporterOf(rig), text: REPORT });
      const { planned, at } = await untilPlanned(rig, people);
      const firstAt = await seen(async () => (await rig.provider('tally', 'calls')).firstAt, { ...FIRST, signal });
      // Nobody waits for the rest.
      await app.kill();
      return {
        case: planning.name,
        title: planning.title,
        people,
        figures: [
          atMost('report to the last call planned', at - postAt, LIMIT_MS, 'ms'),
          atLeast('the first is sent before the last is planned, by', firstAt && at - firstAt, 0, 'ms'),
          atLeast('planned', planned, people),
        ],
      };
    });
  },
};

/** When the last call was there to be seen by others: when the newest row was first at least as new as the last call. */
async function untilPlanned(rig: Rig, people: number): Promise<{ planned: number; at: number }> {
  const looks: { readonly newest: number; readonly at: number }[] = [];
  const deadline = systemClock.now() + PATIENCE_MS;
  let countAt = 0;
  for (;;) {
    const newest = await newestCopy(rig);
    const now = systemClock.now();
    if (newest !== looks.at(-1)?.newest) looks.push({ newest, at: now });
    if (newest >= people && now >= countAt) {
      const calls = await rig.database.query<{ count: string; last: string }>(
        `SELECT count(*) AS count, max(id) AS last FROM delivery WHERE kind = 'call' AND op = 'message'`,
      );
      const planned = Number(calls.rows[0]?.count);
      if (planned >= people || now > deadline) {
        return { planned, at: looks.find((look) => look.newest >= Number(calls.rows[0]?.last))?.at ?? now };
      }
      countAt = systemClock.now() + COUNT_EVERY_MS;
    }
    if (now > deadline) return { planned: newest, at: now };
    await pause(LOOK_EVERY_MS, rig.signal);
  }
}
