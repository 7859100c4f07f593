import type { Channel } from './cast.ts';
import { type DrillResult, faultsOf } from './result.ts';
import { renderTable } from './table.ts';

/** The table at the end of a drill, and the sentence that says what it means. */
export function renderReport(result: DrillResult, speed: number): string {
  const { calledBy, channels, answersBy, failures, answers } = result;
  const both = (label: string, pick: (channel: Channel) => string, all = ''): string[] => [label, pick('telegram'), pick('sms'), all];
  const seconds = (ms: number | null): string => (ms === null ? '–' : `${(ms / 1_000).toFixed(1)} s`);
  const latest = (key: 'firstMs' | 'lastMs', choose: (...times: number[]) => number): string => {
    const times = [channels.telegram[key], channels.sms[key]].filter((ms) => ms !== null);
    return times.length === 0 ? '–' : seconds(choose(...times));
  };
  const table = renderTable([
    ['', 'Telegram', 'SMS', 'Together'],
    both('called, first alert', (c) => String(calledBy[c]), String(result.called)),
    both('first person called after', (c) => seconds(channels[c].firstMs), latest('firstMs', Math.min)),
    both('half of them after', (c) => seconds(channels[c].medianMs)),
    both('last person called after', (c) => seconds(channels[c].lastMs), latest('lastMs', Math.max)),
    both('answered', (c) => String(answersBy[c]), String(answersBy.telegram + answersBy.sms)),
    ['coming · there · cannot', '', '', `${answers.coming} · ${answers.there} · ${answers.cant}`],
    both('failures: blocked, dead numbers', (c) => String(failures[c]), String(failures.telegram + failures.sms)),
    ['duplicates, all alerts', '', '', String(result.duplicates)],
    ['lost, all alerts', '', '', String(result.lost)],
    ['refused with 429 · over limit', '', '', `${result.refused429} · ${result.overLimit}`],
    ['segments, whole day', '', String(result.segments), `$${result.costUsd.toFixed(2)}`],
  ]);
  const note =
    speed === 1 ? '' : `At --speed ${speed} every millisecond of this computer's work counts as ${speed}: only speed 1 measures it.\n`;
  return `${table}\n${note}${sentence(result)}`;
}

function sentence(result: DrillResult): string {
  const faults = faultsOf(result);
  const took = `${result.people} people, ${result.seconds} s.`;
  if (faults.length > 0) return `FAILED: ${faults.join('; ')}. ${took}`;
  return `PASSED: everyone who should have been called was, once, and heard the all-clear; nobody else was written to. ${took}`;
}
