import { decideFallBack, PAUSED_MS } from '../domain/fall-back.ts';
import type { Bell } from '../loop.ts';
import { announce } from '../store/database.ts';
import { fallBack, readTelegram } from '../store/fall-back.ts';
import { type Ladder, onTelegram } from '../store/ladder.ts';
import { type ClimbOptions, calledIn } from './climb.ts';
import { earliest } from './due.ts';
import type { Standstills } from './standstill.ts';

/** Whether Telegram is down for an incident, and if not, when to look again. */
export interface TelegramWatch {
  readonly fell: boolean;
  readonly lookAt: number | null;
}

export interface FallBackOptions extends ClimbOptions {
  readonly bell: Bell;
  readonly standstills: Pick<Standstills, 'since'>;
}

/** Finds out whether Telegram reaches an incident's people; where it does not, everybody with a phone is called there, and organisers are told. */
export async function watchTelegram(options: FallBackOptions, ladder: Ladder, now: number): Promise<TelegramWatch> {
  const { database, store, lanes } = options;
  if (ladder.fellBackAt !== null) return { fell: true, lookAt: null };
  if (lanes.telegram.length === 0 || lanes.sms.length === 0) return { fell: false, lookAt: null };
  const atlas = await options.atlas(database.prisma);
  const facts = await readTelegram(
    database.prisma,
    ladder,
    lanes,
    await calledIn(database.prisma, options, ladder),
    options.standstills.since,
    now,
  );
  const reason = decideFallBack(ladder.kind, facts, now);
  const paused = facts.waiting
    ? facts.lanes.flatMap(({ state, since }) => (state === 'paused' && since !== null ? [since + PAUSED_MS] : []))
    : [];
  const lookAt = earliest(facts.nextExpected, ...paused.filter((at) => at > now));
  // Where nobody has a phone, there is nothing to fall back to.
  if (!reason || (await onTelegram(database.prisma, ladder, lanes, 0n, 1)).length === 0) return { fell: false, lookAt };
  const fell = await database.transaction(async (tx) => {
    if (!(await fallBack(tx, ladder, now))) return false;
    const neighbourhood = { term: 'neighbourhood', slug: ladder.slug } as const;
    const content = { key: 'fell-back', args: { neighbourhood } };
    const slugs = [...new Set([...atlas.above(ladder.slug), ...atlas.within(ladder.slug)])];
    // On both: nobody knows yet whom Telegram reaches.
    for (const channel of ['telegram', 'phone'] as const) {
      for (const to of await store.people.organisers(tx, slugs, [channel])) {
        await store.deliveries.say(tx, { to, kind: 'answer', op: 'message', content }, now);
      }
    }
    await announce(tx);
    return true;
  });
  if (fell) {
    options.bell.ring();
    const about = { incident: String(ladder.id), state: reason };
    options.log.warn(about, 'Telegram does not reach the neighbourhood: everybody with a phone is called there');
  }
  return { fell, lookAt };
}
