import { parseArgs } from 'node:util';
import { type Scenario, scenarios } from './scenario.ts';

export type DrillOptions =
  | {
      readonly kind: 'run';
      readonly scenario: Scenario;
      readonly people: number | undefined;
      readonly speed: number;
      readonly json: boolean;
    }
  | { readonly kind: 'help' }
  | { readonly kind: 'wrong'; readonly why: string };

const SPEED = { least: 0.1, most: 20 };
/** Fewer would not be enough for all the parts, and for everything that can be wrong with a list. */
const PEOPLE = { least: 60, most: 5_000 };

/** Reads the command line of `npm run drill`. */
export function parseOptions(args: readonly string[]): DrillOptions {
  const wrong = (why: string): DrillOptions => ({ kind: 'wrong', why });
  let values: { scenario?: string; people?: string; speed?: string; json?: boolean; help?: boolean };
  try {
    const text = { type: 'string' } as const;
    const flag = { type: 'boolean' } as const;
    const options = { scenario: text, people: text, speed: text, json: flag, help: { ...flag, short: 'h' } } as const;
    values = parseArgs({ args: [...args], options }).values;
  } catch (error) {
    return wrong(error instanceof Error ? error.message : 'the options cannot be read');
  }
  if (values.help) return { kind: 'help' };
  const name = values.scenario ?? scenarios[0]?.name;
  const scenario = scenarios.find((s) => s.name === name);
  if (!scenario) return wrong(`There is no scenario "${name}".`);
  const speed = Number(values.speed ?? 1);
  // "not at least" rather than "less than": what is no number at all is refused as well.
  if (!(speed >= SPEED.least && speed <= SPEED.most)) return wrong(`--speed is a number from ${SPEED.least} to ${SPEED.most}.`);
  const people = values.people === undefined ? undefined : Number(values.people);
  if (people !== undefined && !(Number.isInteger(people) && people >= PEOPLE.least && people <= PEOPLE.most))
    return wrong(`--people is a whole number from ${PEOPLE.least} to ${PEOPLE.most}.`);
  return { kind: 'run', scenario, people, speed, json: values.json ?? false };
}

export function usage(): string {
  return `npm run drill [-- --scenario NAME --people N --speed N --json]

Plays a day through the whole app, against local providers that enforce the real limits. Nothing leaves this computer.

  --scenario NAME   ${scenarios.map(({ name, title }) => `${name}: ${title}`).join('\n                    ')}
  --people N        ${PEOPLE.least} to ${PEOPLE.most}, where it should not be as many as there were
  --speed N         ${SPEED.least} to ${SPEED.most}; 1 takes a minute and a half
  --json            the result as one JSON object on the last line of stdout, the timeline on stderr

Exit code 0 only if everyone who should have been called was, once.
`;
}
