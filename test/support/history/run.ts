import fc from 'fast-check';
import { SMS_FROM, startWorld, type World } from '../world.ts';
import { newDeeds, plan, play, type Step } from './acts.ts';
import { enrolCasts } from './cast.ts';
import { newest, newFacts, note } from './facts.ts';
import { createEar } from './heard.ts';
import { type Played, violations } from './oracle.ts';

/** Histories that are played in one world, at the same time. */
export const TOGETHER = 40;
const ROUNDS = 10;
const SECOND = 1_000;
const MINUTE = 60 * SECOND;
/** For so long after something was done time passes as it falls due; then in steps that are still short for whoever waits for an answer. */
const JUST_AFTER_MS = 1_200;
const STEP_MS = 2_000;

async function pass(world: World, ms: number): Promise<void> {
  await world.advance(Math.min(ms, JUST_AFTER_MS));
  for (let left = ms - JUST_AFTER_MS; left > 0; left -= STEP_MS) {
    world.clock.advance(Math.min(left, STEP_MS));
    await world.settle();
  }
}

/** What is wrong in any of the histories of one world; and, of one that is played `alone`, all that was done and heard in it. */
export interface Told {
  readonly wrong: readonly string[];
  readonly story: readonly string[];
}

/**
 * Plays so many histories that the seed draws, each in a city of its own, round by round: in each round all do what is next in their plans, at the
 * same moment; then time passes. In the end organisers stand down whatever is open, and people are asked whether they are home.
 */
export async function playWorld(seed: number, count: number, alone?: number): Promise<Told> {
  const plans = fc.sample(plan(ROUNDS), { seed, numRuns: count });
  const waits = fc.sample(fc.constantFrom(1, 1, 2, 2, 3, 10, 70), { seed: seed + 1, numRuns: ROUNDS });
  const world = await startWorld({
    env: { TWILIO_VOICE_FROM: SMS_FROM, TWILIO_CALLS_PER_SECOND: '20' },
    messagesPerSecond: 150,
    segmentsPerSecond: 100,
  });
  try {
    return await playAll(world, seed, plans, waits, alone);
  } finally {
    await world.stop();
  }
}

async function playAll(
  world: World,
  seed: number,
  plans: readonly (readonly Step[])[],
  waits: readonly number[],
  alone: number | undefined,
): Promise<Told> {
  const casts = await enrolCasts(world, plans.length);
  const all = casts.map((cast) => ({ cast, facts: newFacts(), deeds: newDeeds(), plan: plans[cast.index] ?? [] }));
  const played = alone === undefined ? all : all.filter(({ cast }) => cast.index === alone);
  const facts = all.map((one) => one.facts);
  const ear = createEar(world, casts);
  const done: string[] = [];
  const stamp = (at: number): string => new Date(at).toISOString().slice(11, 23);
  const noteNow = async (): Promise<void> => {
    await world.settle();
    await note(world, casts, facts);
  };
  const later = async (ms: number): Promise<void> => {
    await pass(world, ms);
    await note(world, casts, facts);
    ear.listen();
  };

  await noteNow();
  for (let round = 0; round < ROUNDS; round++) {
    await Promise.all(
      played.map(async ({ plan: steps, ...one }) => {
        const step = steps[round];
        if (step) await play({ world, step, ...one });
        if (alone !== undefined) done.push(`${stamp(world.clock.now())} * ${JSON.stringify(step)}`);
      }),
    );
    await noteNow();
    await later((waits[round] ?? 1) * SECOND);
  }
  await Promise.all(
    played.map(async ({ cast, facts: { alarms } }) => {
      for (const alarm of alarms.values())
        if (['open', 'held'].includes(newest(alarm).stage)) await cast.people.organiser.telegram.pressData(`e:${alarm.id}`);
    }),
  );
  await noteNow();
  await later(10 * SECOND);
  // What waits because somebody has heard much in a quarter of an hour; and, after half an hour, whether they are home.
  for (let quarter = 0; quarter < 2; quarter++) {
    world.clock.advance(15 * MINUTE);
    await later(10 * SECOND);
    await world.drain();
  }

  const wrong = played.flatMap((one) => {
    const told: Played = { ...one, heard: ear.all(one.cast.index) };
    return violations(told).map((what) => `history ${seed}:${one.cast.index}: ${what}`);
  });
  const errors = world.log.filter((line) => JSON.parse(line).level >= 50 || /\p{Script=Cyrillic}|\+?7701\d{6}/u.test(line));
  const heard = alone === undefined ? [] : ear.all(alone).filter(({ as }) => as !== 'shown');
  const lines = heard.map(({ at, role, channel, as, text }) => `${stamp(at)} ${role} ${channel} ${as}: ${text.replaceAll('\n', ' | ')}`);
  return { wrong: [...wrong, ...errors.map((line) => `world ${seed} logs ${line}`)], story: [...done, ...lines].sort() };
}
