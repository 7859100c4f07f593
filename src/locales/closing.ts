import type { ClosingFacts } from '../domain/closing/facts.ts';
import { countTicks, type PlotPoint, timeTicks } from '../domain/closing/plot.ts';
import { saidTerm } from '../domain/closing/said.ts';
import type { Block, Value, Words } from '../domain/closing/section.ts';
import { sectionsOf } from '../domain/closing/sections.ts';
import type { Language } from '../domain/language.ts';
import type { Renderer } from './render.ts';

/** A report in words, ready to be laid out. Plain data: another thread makes the file of it. */
export interface Report {
  readonly language: Language;
  /** When the incident ended, in milliseconds since the epoch: a report on the same facts is the same file. */
  readonly at: number;
  readonly title: string;
  readonly about: string;
  readonly confidential: string;
  readonly sections: readonly { readonly title: string; readonly blocks: readonly ReportBlock[] }[];
}

export type ReportBlock =
  | { readonly kind: 'rows'; readonly rows: readonly (readonly [label: string, value: string])[] }
  | { readonly kind: 'table'; readonly head: readonly string[]; readonly lines: readonly ReportLine[] }
  | { readonly kind: 'note'; readonly text: string }
  | ReportPlot;

export interface ReportLine {
  readonly cells: readonly string[];
  readonly struck: boolean;
}

export interface ReportPlot {
  readonly kind: 'plot';
  readonly from: number;
  readonly to: number;
  readonly across: { readonly title: string; readonly ticks: readonly { readonly at: number; readonly label: string }[] };
  readonly up: { readonly title: string; readonly ticks: readonly { readonly at: number; readonly label: string }[] };
  readonly curves: readonly { readonly line: string; readonly name: string; readonly points: readonly PlotPoint[] }[];
  readonly dots: readonly (PlotPoint & { readonly line: string })[];
}

/** The report in a language, in words. */
export function renderReport(facts: ClosingFacts, language: Language, renderer: Renderer): Report {
  const say = ({ key, args }: Words): string => renderer.content({ key, ...(args ? { args } : {}) }, language, 'telegram').text;
  const show = (value: Value): string => ('value' in value ? renderer.value(value.value, language) : say(value));
  const days = new Set([facts.startedAt, facts.endedAt].map(renderer.day));
  /** A siege that goes on after midnight is told with its days. */
  const moment = (at: number): string => (days.size > 1 ? `${renderer.day(at).slice(0, 5)} ${renderer.time(at)}` : renderer.time(at));

  const render = (block: Block): ReportBlock => {
    switch (block.kind) {
      case 'rows':
        return { kind: 'rows', rows: block.rows.map(({ label, value }) => [say(label), show(value)] as const) };
      case 'note':
        return { kind: 'note', text: say(block.words) };
      case 'lines':
        return {
          kind: 'table',
          head: ['time', 'who', 'what'].map((column) => say({ key: `closing-column-${column}` })),
          lines: block.lines.map(({ at, who, what, struck }) => ({
            ...{ struck, cells: [moment(at), say(who), struck ? `${show(what)} ${say({ key: 'closing-struck' })}` : show(what)] },
          })),
        };
      case 'plot': {
        const { from, to, curves, dots } = block.plot;
        const most = [...curves.flatMap(({ points }) => points), ...dots].reduce((best, { value }) => Math.max(best, value), 0);
        return {
          ...{ kind: 'plot', from, to, dots },
          across: { title: say({ key: 'closing-axis-time' }), ticks: timeTicks(from, to).map((at) => ({ at, label: moment(at) })) },
          up: {
            title: say({ key: 'closing-axis-people' }),
            ticks: countTicks(most).map((at) => ({ at, label: renderer.value(at, language) })),
          },
          curves: curves.map(({ line, points }) => ({ line, points, name: say({ key: `closing-line-${line}` }) })),
        };
      }
    }
  };

  const what = renderer.what(facts.kind, facts.supply, language);
  return {
    language,
    at: facts.endedAt,
    title: say({ key: 'closing-title' }),
    about: `${renderer.neighbourhood(facts.slug, language)}: ${what}, ${renderer.day(facts.startedAt)}`,
    confidential: say({ key: facts.records ? 'closing-confidential-records' : 'closing-confidential' }),
    sections: sectionsOf(facts).map(({ title, blocks }) => ({ title: say({ key: title }), blocks: blocks.map(render) })),
  };
}

/** The timeline as a table of texts, its head first: for a spreadsheet. */
export function timelineTable({ timeline, houses }: ClosingFacts, language: Language, renderer: Renderer): readonly (readonly string[])[] {
  const say = ({ key, args }: Words): string => renderer.content({ key, ...(args ? { args } : {}) }, language, 'telegram').text;
  const head = ['day', 'time', 'who', 'what', 'number', 'struck'].map((column) => say({ key: `closing-column-${column}` }));
  const lines = timeline.entries.map(({ at, by, said, struck }) => [
    ...[renderer.day(at), renderer.time(at), say({ key: 'closing-rank', args: { rank: by.rank } })],
    renderer.value(saidTerm(said, houses), language),
    ...[said.kind === 'count' ? String(said.number) : '', say({ key: struck ? 'closing-yes' : 'closing-no' })],
  ]);
  return [head, ...lines];
}
