/** A figure beside what it should be. */
export interface Figure {
  readonly what: string;
  /** Undefined where this computer cannot tell. */
  readonly value: number | undefined;
  readonly unit: Unit;
  /** Absent: only told. */
  readonly target?: { readonly sense: 'at most' | 'at least'; readonly value: number };
}

/** `×` is a ratio. */
export type Unit = '×' | 'ms' | 's' | 'MB' | 'µs' | '1/s' | '';

/** What every call is measured by. */
export interface Measures {
  readonly people: number;
  /** Called, each counted once. */
  readonly reached: number;
  /** From the report's leaving to the provider's acceptance. */
  readonly firstMs: number;
  readonly lastMs: number;
  readonly perSecond: number;
  readonly overLimit: number;
  readonly fullestSecond: number;
  readonly refused429: number;
  /** CPU per message, in microseconds. */
  readonly appUs: number | undefined;
  readonly postgresUs: number | undefined;
  readonly peakMb: number | undefined;
}

/** Counts over time, for the plot. Times in milliseconds from the same beginning. */
export interface Curve {
  readonly name: string;
  readonly points: readonly (readonly [ms: number, count: number])[];
  /** What it would be at best. */
  readonly ideal?: boolean;
}

export interface Plot {
  readonly title: string;
  readonly curves: readonly Curve[];
}

/** What one case found out, at one size. */
export interface Outcome {
  readonly case: string;
  readonly title: string;
  readonly people: number;
  readonly measures?: Measures;
  readonly figures: readonly Figure[];
  readonly notes?: readonly string[];
  readonly plot?: Plot;
}

export type Verdict = 'pass' | 'miss' | 'unknown' | 'told';

export function verdictOf({ value, target }: Figure): Verdict {
  if (!target) return 'told';
  if (value === undefined || Number.isNaN(value)) return 'unknown';
  return (target.sense === 'at most' ? value <= target.value : value >= target.value) ? 'pass' : 'miss';
}

export const atMost = (what: string, value: number | undefined, limit: number, unit: Unit = ''): Figure => ({
  ...{ what, value, unit },
  target: { sense: 'at most', value: limit },
});

export const atLeast = (what: string, value: number | undefined, limit: number, unit: Unit = ''): Figure => ({
  ...{ what, value, unit },
  target: { sense: 'at least', value: limit },
});

export const told = (what: string, value: number | undefined, unit: Unit = ''): Figure => ({ what, value, unit });
