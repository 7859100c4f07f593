import { cpus, totalmem } from 'node:os';
import { systemClock } from '../clock.ts';
import type { Bench, Sizes } from './bench.ts';
import { cases } from './cases.ts';
import { openGround } from './ground.ts';
import type { Outcome } from './result.ts';

export interface RunOptions {
  readonly only: readonly string[];
  readonly sizes: Sizes;
  /** Where to put profiles of the app; undefined: none are made. */
  readonly profiles: string | undefined;
  readonly signal: AbortSignal;
  /** Called as soon as a case has found something out. */
  found(outcome: Outcome): void;
  /** Called when a case begins. */
  began(name: string): void;
}

export interface Results {
  readonly at: string;
  readonly machine: { readonly cores: number; readonly cpu: string; readonly memoryGb: number; readonly node: string };
  readonly sizes: Sizes;
  readonly seconds: number;
  readonly outcomes: readonly Outcome[];
  /** Cases that could not be measured at all, and why. */
  readonly broken: readonly { readonly case: string; readonly why: string }[];
}

/** Runs the cases one after the other. One that breaks does not take the others with it. */
export async function runBench({ only, sizes, profiles, signal, found, began }: RunOptions): Promise<Results> {
  const startedAt = systemClock.now();
  const outcomes: Outcome[] = [];
  const broken: { case: string; why: string }[] = [];
  const kept = new Map<string, Promise<unknown>>();
  const ground = await openGround(signal, profiles);
  const bench: Bench = {
    ...{ ground, sizes, signal },
    once<T>(key: string, work: () => Promise<T>): Promise<T> {
      const result = (kept.get(key) as Promise<T> | undefined) ?? work();
      kept.set(key, result);
      return result;
    },
  };
  try {
    for (const one of cases.filter(({ name }) => only.includes(name))) {
      began(one.name);
      try {
        for await (const outcome of one.run(bench)) {
          outcomes.push(outcome);
          found(outcome);
        }
      } catch (error) {
        signal.throwIfAborted();
        broken.push({ case: one.name, why: error instanceof Error ? (error.stack ?? error.message) : String(error) });
      }
    }
  } finally {
    await ground.close();
  }
  const [cpu] = cpus();
  return {
    at: new Date(startedAt).toISOString(),
    machine: {
      cores: cpus().length,
      cpu: cpu?.model.trim() ?? 'unknown',
      memoryGb: Math.round(totalmem() / 1e9),
      node: process.version,
    },
    sizes,
    seconds: Math.round((systemClock.now() - startedAt) / 1_000),
    outcomes,
    broken,
  };
}
