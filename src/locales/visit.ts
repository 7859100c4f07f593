import { showDay } from '../domain/calendar.ts';
import { stepIds, type Told } from '../domain/visit.ts';

/** What somebody told of a visit, line by line; what they passed over is left out. */
export function visitLines(told: Told, say: (key: string, args?: Readonly<Record<string, string>>) => string): string {
  return stepIds
    .flatMap((step) => {
      const { options = [], words, day } = told[step] ?? {};
      const said = [...options.map((option) => say(`visit-${step}-${option}`)), ...(words ? [words] : []), ...(day ? [showDay(day)] : [])];
      return said.length > 0 ? [say('visit-line', { step: say(`visit-about-${step}`), said: said.join(', ') })] : [];
    })
    .join('\n');
}
