import { parseArgs } from 'node:util';
import type { Sizes } from './bench.ts';
import { cases } from './cases.ts';

export type BenchOptions =
  | { readonly kind: 'run'; readonly only: readonly string[]; readonly sizes: Sizes; readonly json: boolean; readonly profile: boolean }
  | { readonly kind: 'help' }
  | { readonly kind: 'wrong'; readonly why: string };

const DEFAULT_SIZES = '600,20000,100000';
/** Fewer, and there is no middle of a call to kill the app in. */
const LEAST_PEOPLE = 100;

/** Reads the command line of `npm run bench`. */
export function parseOptions(args: readonly string[]): BenchOptions {
  const wrong = (why: string): BenchOptions => ({ kind: 'wrong', why });
  let values: { only?: string; sizes?: string; json?: boolean; profile?: boolean; help?: boolean };
  try {
    const text = { type: 'string' } as const;
    const flag = { type: 'boolean' } as const;
    const options = { only: text, sizes: text, json: flag, profile: flag, help: { ...flag, short: 'h' } } as const;
    values = parseArgs({ args: [...args], options }).values;
  } catch (error) {
    return wrong(error instanceof Error ? error.message : 'the options cannot be read');
  }
  if (values.help) return { kind: 'help' };
  const known = cases.map((one) => one.name);
  const only = values.only?.split(',').map((name) => name.trim()) ?? known;
  const unknown = only.find((name) => !known.includes(name));
  if (unknown !== undefined) return wrong(`There is no case "${unknown}".`);
  const sizes = (values.sizes ?? DEFAULT_SIZES).split(',').map(Number);
  if (sizes.length > 3 || !sizes.every((size) => Number.isInteger(size) && size >= LEAST_PEOPLE)) {
    return wrong(`--sizes is one to three whole numbers of people, ${LEAST_PEOPLE} or more.`);
  }
  const [small = 0, middle = small, large = middle] = sizes.sort((a, b) => a - b);
  return { kind: 'run', only, sizes: { small, middle, large }, json: values.json ?? false, profile: values.profile ?? false };
}

export function usage(): string {
  const width = Math.max(...cases.map(({ name }) => name.length));
  return `npm run bench [-- --only NAME[,NAME] --sizes SMALL,MIDDLE,LARGE --json --profile]

Measures the app against local providers that enforce the real limits. Nothing leaves this computer.
Writes bench/results.json and bench/plot.svg, and a table to stdout.

  --only NAME    ${cases.map(({ name, title }) => `${name.padEnd(width)}  ${title}`).join('\n                 ')}
  --sizes A,B,C  how many people; ${DEFAULT_SIZES} unless given
  --json         everything as one JSON object on the last line of stdout
  --profile      the app writes CPU profiles into bench/profiles, and is slower for it

A figure that is missed is said and changes nothing else: exit code 0 unless something broke.
`;
}
