import type { ClosingFacts } from './facts.ts';
import { evidence, houses, people, records, talks } from './parts.ts';
import { type PlottedLine, plotOf } from './plot.ts';
import { saidTerm } from './said.ts';
import { type MakeSection, type Row, row, type Section, section } from './section.ts';

const what: MakeSection = (facts) => {
  const { slug, kind, supply, place, morePlaces, startedAt, openedAt, endedAt } = facts;
  return section('what', [
    row('what', { term: 'what', kind, supply }),
    row('neighbourhood', { term: 'neighbourhood', slug }),
    place ? row('place', place) : { label: { key: 'closing-row-place' }, value: { key: 'closing-place-unknown' } },
    ...(morePlaces.length > 0 ? [row('more-places', morePlaces.join('; '))] : []),
    row('started', { term: 'moment', at: startedAt }),
    row('opened', { term: 'moment', at: openedAt }),
    row('ended', { term: 'moment', at: endedAt }),
    row('lasted', { term: 'duration', ms: endedAt - startedAt }),
    row('reports', facts.reports),
    { label: { key: 'closing-row-asker' }, value: { key: 'closing-asker', args: { asker: facts.asker } } },
    row('code', facts.code),
  ]);
};

/** What was seen last. What was agreed with whoever came is another section. */
const outcome: MakeSection = ({ timeline }) => {
  const last = [
    ...timeline.moves.map(({ value, at }) => ({ seen: { kind: 'move', move: value } as const, at })),
    ...timeline.machinery.map(({ value, at }) => ({ seen: { kind: 'machinery', machinery: value } as const, at })),
  ];
  if (last.length === 0) return undefined;
  return section(
    'outcome',
    last.map(({ seen, at }) => ({
      label: { key: 'closing-row-last' },
      value: { key: 'closing-value-at', args: { value: { term: 'sightings', sightings: [seen] }, time: { term: 'time', at } } },
    })),
  );
};

const plot: MakeSection = (facts) => {
  const drawn = plotOf(facts);
  if (!drawn) return undefined;
  const most = drawn.curves.flatMap(({ line, points }) => {
    const top = points.reduce((best, point) => (point.value > best.value ? point : best), { at: 0, value: 0 });
    return top.value > 0 ? [mostOf(line, top.value, top.at)] : [];
  });
  const notes = drawn.dots.length > 0 ? [{ kind: 'note', words: { key: 'closing-dots' } } as const] : [];
  return { title: 'closing-plot', blocks: [{ kind: 'plot', plot: drawn }, ...notes, { kind: 'rows', rows: most }] };
};

function mostOf(line: PlottedLine, value: number, at: number): Row {
  return { label: { key: `closing-most-${line}` }, value: { key: 'closing-value-at', args: { value, time: { term: 'time', at } } } };
}

const timeline: MakeSection = ({ timeline: { entries }, houses: known }) => {
  if (entries.length === 0) return { title: 'closing-timeline', blocks: [{ kind: 'note', words: { key: 'closing-timeline-empty' } }] };
  const lines = entries.map(({ at, by, said, struck }) => ({
    ...{ at, struck, who: { key: 'closing-rank', args: { rank: by.rank } } },
    what: { value: saidTerm(said, known) },
  }));
  return { title: 'closing-timeline', blocks: [{ kind: 'lines', lines }] };
};

const calls: MakeSection = ({ calls: { called, reached, failed, by, firstAt, lastAt }, openedAt, needs }) =>
  section('calls', [
    row('called', called),
    row('reached', reached),
    ...(failed > 0 ? [row('failed', failed)] : []),
    ...(['telegram', 'sms', 'voice'] as const).filter((means) => by[means] > 0).map((means) => row(means, by[means])),
    ...(firstAt === null ? [] : [row('first', { term: 'duration', ms: firstAt - openedAt })]),
    ...(lastAt === null ? [] : [row('last-call', { term: 'duration', ms: lastAt - openedAt })]),
    ...needs.map(({ skill, asked, coming }) => ({
      label: { key: 'closing-row-skill', args: { skill: { term: 'skills', skills: [skill] } as const } },
      value: { key: 'closing-skill', args: { asked, coming } },
    })),
  ]);

/** In this order; `left` is an answer of those who say that they go. */
const answered = ['there', 'coming', 'left', 'cant'] as const;

const answers: MakeSection = ({ answers: counts, calls: { called } }) => {
  const given = Object.values(counts).reduce((sum, count) => sum + count, 0);
  const silent = Math.max(0, called - given);
  if (given + silent === 0) return undefined;
  return section('answers', [
    ...answered.filter((answer) => (counts[answer] ?? 0) > 0).map((answer) => row(answer, counts[answer] ?? 0)),
    row('silent', silent),
  ]);
};

const home: MakeSection = ({ home: counts }) => {
  if (!counts) return undefined;
  const { asked, safe, accounted, help } = counts;
  const missing = asked - safe - accounted - help;
  return section('home', [
    row('asked', asked),
    row('safe', safe),
    ...(accounted > 0 ? [row('accounted', accounted)] : []),
    ...(help > 0 ? [row('help', help)] : []),
    ...(missing > 0 ? [row('missing', missing)] : []),
  ]);
};

/** The report, part by part. One that tells of something else is a file and a line here. */
const sections: readonly MakeSection[] = [what, outcome, talks, people, houses, plot, calls, answers, home, timeline, evidence, records];

export function sectionsOf(facts: ClosingFacts): readonly Section[] {
  return sections.flatMap((make) => make(facts) ?? []);
}
