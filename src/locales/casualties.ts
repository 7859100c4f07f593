import { tolls } from '../domain/casualty/casualty.ts';
import type { IncidentView, ListedCasualty, ListedStep } from '../domain/content.ts';

type Args = Readonly<Record<string, string | number>>;
type Say = (key: string, args?: Args) => string;
type Time = (at: number) => string;

/** Who is inside and cannot get away: stands before everything else, as long as it lasts. */
export function insideLines({ inside = [], stage }: Pick<IncidentView, 'inside' | 'stage'>, say: Say): readonly string[] {
  return stage === 'held' || stage === 'open' ? inside.map((who) => say(`inside-${who}`)) : [];
}

/** How many people were hurt and taken, for everybody: by the records, and, where somebody said more, at least so many. */
export function tollLines({ casualties }: Pick<IncidentView, 'casualties'>, say: Say): readonly string[] {
  if (!casualties) return [];
  const { known, said } = casualties;
  const counts = tolls.flatMap((of) => {
    const number = Math.max(known[of], said[of]);
    if (number === 0) return [];
    return [say(`toll-${of}`, { number, least: said[of] > known[of] ? 'yes' : 'no', known: said[of] > known[of] ? known[of] : 0 })];
  });
  return counts.length > 0 ? [counts.join(' · ')] : [];
}

/** Somebody in a list of people hurt or taken. */
export function casualtyLines(people: readonly ListedCasualty[], say: Say): string {
  return people
    .map(({ number, status, grave, about }) =>
      say('casualty-line', { number, status: say(`status-${status}`), grave: grave ? 'yes' : 'no', about }),
    )
    .join('\n');
}

/** What became of somebody, line by line. */
export function stepLines(lines: readonly ListedStep[], say: Say, date: Time, time: Time): string {
  return lines
    .map(({ at, step, text, struck }) =>
      say('step-line', {
        date: date(at),
        time: time(at),
        step: say(`step-${step}`),
        text: saySaid(text, say),
        struck: struck ? 'yes' : 'no',
      }),
    )
    .join('\n');
}

/** What was tapped is said in the words of whoever reads it. */
function saySaid(text: string, say: Say): string {
  return ['=police', '=riot', '=plain'].includes(text) ? say(`unit-${text.slice(1)}`) : text;
}
