import { type Day, isAhead, isDay, readDay } from './calendar.ts';
import type { Kind } from './kind.ts';

/** Alarms whose cards offer the checklist; `/visit` begins it in any other. */
export const visitKinds: readonly Kind[] = ['bailiffs', 'collectors'];

/** What each step takes: one of its options, several of them, words of one's own (or an option instead), or a day (likewise). */
type Takes = 'one' | 'many' | 'words' | 'day';

interface Step {
  readonly takes: Takes;
  /** In the order of the buttons; by SMS they are numbered from 1. */
  readonly options: readonly string[];
}

/**
 * What is asked at a door, in this order. Nobody is asked for the name of an official, and nobody writes one down: a unit or an office is
 * enough to find them by.
 */
export const steps = {
  who: { takes: 'one', options: ['bailiffs', 'collectors', 'police', 'bank', 'other'] },
  unit: { takes: 'words', options: [] },
  /** Its number typed; or it was shown and the number is not known, or none was shown. */
  order: { takes: 'words', options: ['shown', 'none'] },
  signed: { takes: 'one', options: ['yes', 'no', 'unknown'] },
  copy: { takes: 'one', options: ['yes', 'no'] },
  demanded: { takes: 'many', options: ['leave', 'pay', 'sign', 'open', 'listed'] },
  deadline: { takes: 'day', options: ['none'] },
  entered: { takes: 'one', options: ['yes', 'no'] },
  pressure: { takes: 'one', options: ['yes', 'no'] },
} as const satisfies Readonly<Record<string, Step>>;

export type StepId = keyof typeof steps;
export const stepIds = Object.keys(steps) as readonly StepId[];

export function isStep(name: string): name is StepId {
  return Object.hasOwn(steps, name);
}

export function stepOf(id: StepId): Step {
  return steps[id];
}

/** What was answered to a step: options, or words, or a day; neither where it was passed over. `open`: more options may be ticked. */
export interface Answered {
  readonly options: readonly string[];
  readonly words?: string;
  readonly day?: Day;
  readonly open?: true;
}

/** A visit as far as it was told. */
export type Told = Readonly<Partial<Record<StepId, Answered>>>;

/** `skip`: it is passed over; `done`: enough options are ticked. */
export type Choice = 'skip' | 'done' | string;

/** Of what is typed so much is kept. */
export const WORDS_MAX = 120;
/** A checklist that nobody has gone on with for so long is not gone on with. */
export const VISIT_LIFE_MS = 12 * 60 * 60_000;

/** The next step that was not answered and makes sense; undefined once all were. */
export function nextStep(told: Told): StepId | undefined {
  return stepIds.find((id) => (told[id] === undefined || told[id].open) && applies(id, told));
}

/** Where no order was shown there is none that could be signed. */
function applies(id: StepId, told: Told): boolean {
  return !(id === 'signed' || id === 'copy') || !told.order?.options.includes('none');
}

/** What a visit amounts to after a button of a step; undefined where that step has no such button. */
export function choose(told: Told, id: StepId, choice: Choice, today: Day): Told | undefined {
  const { takes, options } = stepOf(id);
  if (choice === 'skip') return { ...told, [id]: { options: [] } };
  if (takes === 'day' && isDay(choice)) return isAhead(choice, today) ? { ...told, [id]: { options: [], day: choice } } : undefined;
  if (takes !== 'many') return options.includes(choice) ? { ...told, [id]: { options: [choice] } } : undefined;
  const ticked = told[id]?.options ?? [];
  if (choice === 'done') return { ...told, [id]: { options: ticked } };
  if (!options.includes(choice)) return undefined;
  const next = options.filter((option) => (option === choice) !== ticked.includes(option));
  return { ...told, [id]: { options: next, open: true } };
}

/** The same for what was typed: an answer in words, or a day. Undefined where the step takes no such thing. */
export function write(told: Told, id: StepId, typed: string, today: Day): Told | undefined {
  const { takes } = stepOf(id);
  if (takes === 'words' && typed !== '') return { ...told, [id]: { options: [], words: [...typed].slice(0, WORDS_MAX).join('') } };
  const day = takes === 'day' ? readDay(typed, today) : undefined;
  return day === undefined ? undefined : { ...told, [id]: { options: [], day } };
}

/**
 * Numbers by SMS: the step's own digit, then the option's, `0` to pass it over: `13` is the third answer to the first question, so that a
 * text that comes late is no answer to another one, and none to a call. Undefined where anything else is among them.
 */
export function readNumbers(told: Told, typed: string): Told | undefined {
  // A dot inside is that of a date: 11.12 is a day.
  const numbers = typed.split(/[\s,;]+|\.(?=\s|$)/u).filter((number) => number !== '');
  if (numbers.length === 0) return undefined;
  let after: Told = told;
  for (const number of new Set(numbers)) {
    const [, step = '', option = ''] = /^([1-9])(\d)$/.exec(number) ?? [];
    const id = stepIds[Number(step) - 1];
    if (id === undefined || step === '') return undefined;
    const { takes, options } = stepOf(id);
    const chosen = options[Number(option) - 1];
    if (option !== '0' && chosen === undefined) return undefined;
    const before = takes === 'many' ? (after[id]?.options ?? []) : [];
    after = { ...after, [id]: { options: chosen === undefined ? [] : [...before.filter((one) => one !== chosen), chosen] } };
  }
  return after;
}

/** Whether anything was answered at all. */
export function isEmpty(told: Told): boolean {
  return Object.values(told).every(({ options, words, day }) => options.length === 0 && words === undefined && day === undefined);
}
