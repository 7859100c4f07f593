/** A stretch of numbers drawn along a line of pixels. */
export interface Axis {
  /** Where on the line a value lies. */
  at(value: number): number;
  /** Round values to be written beside it, from zero on. */
  readonly ticks: readonly number[];
}

const STEPS = [1, 2, 2.5, 5, 10];

/** An axis from 0 to at least `most`, with about `count` ticks, drawn from the pixel `from` to the pixel `to`. */
export function createAxis(most: number, count: number, from: number, to: number): Axis {
  const wanted = Math.max(most, Number.MIN_VALUE) / count;
  const power = 10 ** Math.floor(Math.log10(wanted));
  const step = power * (STEPS.find((s) => s * power >= wanted * (1 - 1e-9)) ?? 10);
  const end = Math.ceil(most / step - 1e-9) * step || step;
  const ticks = Array.from({ length: Math.round(end / step) + 1 }, (_, i) => Number((i * step).toPrecision(12)));
  return { at: (value) => from + ((to - from) * value) / end, ticks };
}
