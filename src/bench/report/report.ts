import { type Outcome, verdictOf } from '../result.ts';
import type { Results } from '../run.ts';
import { renderFigures, renderMeasures, renderNumber } from './table.ts';

/** Everything that was measured, as Markdown. */
export function renderReport({ outcomes, broken, machine, seconds, at }: Results): string {
  const verdicts = outcomes.flatMap((outcome) => outcome.figures.map(verdictOf));
  const count = (wanted: string): number => verdicts.filter((verdict) => verdict === wanted).length;
  const unknown = count('unknown') > 0 ? `, ${count('unknown')} cannot be told on this computer` : '';
  const notes = outcomes.flatMap(({ case: name, people, notes: said = [] }) =>
    said.map((note) => `- ${name}, ${renderNumber(people)} people: ${note}`),
  );
  return [
    `${at}, ${machine.cores} cores (${machine.cpu}), ${machine.memoryGb} GB, Node ${machine.node}, ${seconds} s.`,
    `${count('pass')} figures reached, ${count('miss')} missed${unknown}.`,
    renderFigures(outcomes),
    renderMeasures(outcomes),
    notes.join('\n'),
    broken.map((one) => `${one.case} broke off: ${one.why}`).join('\n\n'),
  ]
    .filter(Boolean)
    .join('\n\n');
}

/** One line for whoever watches. */
export function renderLine({ case: name, people, figures }: Outcome): string {
  const missed = figures.filter((figure) => verdictOf(figure) === 'miss');
  const verdict = missed.length === 0 ? 'reached' : `missed: ${missed.map((m) => `${m.what} ${renderNumber(m.value, m.unit)}`).join('; ')}`;
  return `${name}, ${renderNumber(people)} people: ${verdict}`;
}
