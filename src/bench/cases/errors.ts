import { chatOf } from '../audience.ts';
import type { Case } from '../bench.ts';
import { calledIn, playCall } from '../call.ts';
import { measuresOf } from '../measure.ts';
import { atLeast, atMost, told } from '../result.ts';
import { type Rig, startReady, withRig } from '../rig.ts';

const RATE = 1_000;
const PEOPLE = 10_000;
const WEATHER = { kind: 'errors', status500: 0.01, reset: 0.01, hang: 0.002, acceptThenReset: 0.01 } as const;
/** Of twenty, one has blocked the bot. */
const BLOCKED_OF = 20;

export const errors: Case = {
  name: 'errors',
  title: '1 % errors, 1 % resets, 0.2 % hangs, 1 % accepted and then reset, 5 % blocked',
  async *run({ ground, sizes, signal }) {
    const people = Math.min(PEOPLE, sizes.middle);
    const audience = { organisers: 0, reporters: 1, telegram: people, sms: 0 };
    yield await withRig(ground, { audience, telegramRate: RATE }, signal, async (rig) => {
      const blocked = Array.from({ length: people }, (_, i) => i + 1).filter((place) => place % BLOCKED_OF === 0);
      await rig.provider('block', blocked.map(chatOf));
      const app = await startReady(rig);
      await rig.provider('weather', WEATHER);
      const reachable = calledIn(rig) - blocked.length;
      const call = await playCall(rig, app, { people: reachable });
      const { faults, unheard } = await rig.provider('damage', undefined);
      const measures = { ...measuresOf(call), people };
      const { repeats, unfounded } = await readRepeats(rig, unheard);
      return {
        case: errors.name,
        title: errors.title,
        people,
        measures,
        figures: [
          atLeast('people reached, of those who have not blocked', measures.reached, reachable),
          atMost('called again though the answer had been heard', unfounded, 0),
          atMost('refusals (429)', measures.refused429, 0),
          atMost('arrivals over the limit of any second', measures.overLimit, 0),
          told('called again because the answer was lost', repeats - unfounded),
          told('answers that were lost', unheard.length),
          told('errors', faults['500'] ?? 0),
          told('resets', faults.reset ?? 0),
          told('requests never answered', faults.hang ?? 0),
          told('people who have blocked', blocked.length),
        ],
      };
    });
  },
};

/** How many calls came again, and how many of those without a lost answer that would explain it. */
async function readRepeats({ provider }: Rig, unheard: readonly string[]): Promise<{ repeats: number; unfounded: number }> {
  const excused = Map.groupBy(unheard, (chat) => chat);
  const again = (await provider('repeats', 'calls')).map(([chat, count]) => ({ chat, more: count - 1 }));
  const repeats = again.reduce((total, { more }) => total + more, 0);
  const unfounded = again.reduce((total, { chat, more }) => total + Math.max(0, more - (excused.get(chat)?.length ?? 0)), 0);
  return { repeats, unfounded };
}
