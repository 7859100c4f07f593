import type { Note } from './import.ts';

/** So many lines are reported one by one; of the rest only their number. */
const MOST_PROBLEMS = 200;
const MOST_UPDATES = 20;

export interface Notes {
  take(note: Note): void;
  /** The first problems: lines that were not imported. */
  readonly kept: readonly { readonly line: number; readonly reason: string }[];
  /** Says how many more there were. */
  end(): void;
}

/** Says what is to be said of lines, without flooding the terminal. */
export function createNotes(say: (text: string) => void): Notes {
  const kept: { line: number; reason: string }[] = [];
  let problems = 0;
  let updates = 0;
  return {
    kept,
    take({ line, kind, reason }) {
      if (kind === 'updated') {
        updates += 1;
        if (updates <= MOST_UPDATES) say(`line ${line}: ${reason}`);
        return;
      }
      problems += 1;
      if (problems > MOST_PROBLEMS) return;
      const text = kind === 'skipped' ? `skipped: ${reason}` : reason;
      kept.push({ line, reason: text });
      say(`line ${line}: ${text}`);
    },
    end() {
      if (problems > MOST_PROBLEMS) say(`and ${problems - MOST_PROBLEMS} more lines that were not imported`);
      if (updates > MOST_UPDATES) say(`and ${updates - MOST_UPDATES} more lines known already, and updated`);
    },
  };
}
