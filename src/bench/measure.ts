import type { Call } from './call.ts';
import type { Measures } from './result.ts';

/** What a call is measured by, both channels together. */
export function measuresOf({ people, report, telegram, sms, gauges, cpuUs, memory }: Call): Measures {
  const accepted = telegram.accepted + sms.accepted;
  const firstAt = Math.min(telegram.firstAt ?? Number.POSITIVE_INFINITY, sms.firstAt ?? Number.POSITIVE_INFINITY);
  const lastAt = Math.max(telegram.lastAt ?? 0, sms.lastAt ?? 0);
  const lastMs = accepted === 0 ? Number.NaN : lastAt - report.postAt;
  const each = (us: number | undefined): number | undefined => (us === undefined || accepted === 0 ? undefined : us / accepted);
  return {
    people,
    reached: telegram.people + sms.people,
    firstMs: accepted === 0 ? Number.NaN : firstAt - report.postAt,
    lastMs,
    perSecond: (1_000 * accepted) / lastMs,
    overLimit: gauges.telegram.overLimit + gauges.sms.overLimit,
    fullestSecond: gauges.telegram.fullestSecond,
    refused429: gauges.telegram.refused429 + gauges.sms.refused429,
    appUs: each(cpuUs.app),
    postgresUs: each(cpuUs.postgres),
    peakMb: memory.after?.peakMb,
  };
}

/** Undefined as soon as one of them is. */
export function sum(...values: readonly (number | undefined)[]): number | undefined {
  return values.reduce<number | undefined>((total, value) => (total === undefined || value === undefined ? undefined : total + value), 0);
}

export function ratio(value: number | undefined, to: number | undefined): number | undefined {
  return value === undefined || to === undefined ? undefined : value / to;
}

/** The value below which this share of the values lies (nearest rank); NaN of none. */
export function percentile(values: readonly number[], share: number): number {
  const sorted = [...values].sort((a, b) => a - b);
  return sorted[Math.max(0, Math.ceil(share * sorted.length) - 1)] ?? Number.NaN;
}
