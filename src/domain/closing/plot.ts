import { countsDiffer, type Force, SAME_MOMENT_MS, type Seen } from '../timeline.ts';
import type { ClosingFacts } from './facts.ts';

/** What is drawn; machines are too few to be seen beside people. */
export const plotted = ['coming', 'there', 'police', 'riot-police'] as const;
export type PlottedLine = (typeof plotted)[number];

/** How many, from a moment (milliseconds since the epoch) on. */
export interface PlotPoint {
  readonly at: number;
  readonly value: number;
}

export interface Plot {
  readonly from: number;
  readonly to: number;
  /** Steps: each value holds until the next. */
  readonly curves: readonly { readonly line: PlottedLine; readonly points: readonly PlotPoint[] }[];
  /** Numbers that contradict each other: told by different people for the same moment. */
  readonly dots: readonly (PlotPoint & { readonly line: PlottedLine })[];
}

/** Police as last said, struck entries left out. */
type Counted = Pick<Seen, 'at' | 'by'> & { readonly number: number };

/** How many were coming, there, and against them, over time; undefined where nobody answered and nobody counted. */
export function plotOf({ startedAt, endedAt, history, timeline }: ClosingFacts): Plot | undefined {
  const heads = (['coming', 'there'] as const).map((line) => ({
    line,
    points: history.map((point) => ({ at: point.at, value: point[line] })),
  }));
  const counts = (['police', 'riot-police'] as const).map((line) => ({ line, counted: countsOf(timeline.entries, line) }));
  const curves = [
    ...heads,
    ...counts.map(({ line, counted }) => ({ line, points: counted.map(({ at, number }) => ({ at, value: number })) })),
  ];
  const drawn = curves
    .filter(({ points }) => points.some(({ value }) => value > 0))
    .map(({ line, points }) => ({ line, points: changes(points) }));
  if (drawn.length === 0) return undefined;
  const dots = counts.flatMap(({ line, counted }) =>
    counted.filter((one) => counted.some((other) => contradicts(one, other))).map(({ at, number }) => ({ line, at, value: number })),
  );
  return { from: startedAt, to: Math.max(endedAt, startedAt + MINUTE), curves: drawn, dots };
}

const MINUTE = 60_000;

function countsOf(entries: readonly Seen[], of: Force): readonly Counted[] {
  return entries.flatMap(({ at, by, said, struck }) =>
    !struck && said.kind === 'count' && said.of === of ? [{ at, by, number: said.number }] : [],
  );
}

/** One person who says another number has looked again. */
function contradicts(one: Counted, other: Counted): boolean {
  const same = one.by.person !== null && one.by.person === other.by.person;
  return !same && Math.abs(one.at - other.at) <= SAME_MOMENT_MS && countsDiffer(one.number, other.number);
}

function changes(points: readonly PlotPoint[]): readonly PlotPoint[] {
  return points.filter((point, i) => point.value !== points[i - 1]?.value);
}

/** Round numbers from 0 to what is the most, or a little above it. */
export function countTicks(most: number): readonly number[] {
  const rough = Math.max(1, most) / 4;
  const ten = 10 ** Math.floor(Math.log10(rough));
  const step = Math.max(1, [1, 2, 5, 10].map((factor) => factor * ten).find((one) => one >= rough) ?? 1);
  const count = Math.max(1, Math.ceil(most / step));
  return Array.from({ length: count + 1 }, (_, i) => i * step);
}

const steps = [1, 2, 5, 10, 15, 30, 60, 120, 180, 360, 720, 1_440].map((minutes) => minutes * MINUTE);
const TICKS_MAX = 8;

/** Round times between two moments: at most eight, unless it lasted for longer than a week. */
export function timeTicks(from: number, to: number): readonly number[] {
  const step = steps.find((one) => (to - from) / one <= TICKS_MAX) ?? Math.ceil((to - from) / TICKS_MAX / DAY) * DAY;
  const first = Math.ceil(from / step) * step;
  return Array.from({ length: Math.max(0, Math.floor((to - first) / step) + 1) }, (_, i) => first + i * step);
}

const DAY = 24 * 60 * MINUTE;
