import { tolls } from '../casualty/casualty.ts';
import { nameHouse } from '../house.ts';
import { saidTerm } from './said.ts';
import { type MakeSection, row, section } from './section.ts';

/** What came of talks, as it was said last. */
export const talks: MakeSection = ({ timeline: { talks: agreed, petitions } }) => {
  const said = [...agreed, ...petitions];
  if (said.length === 0) return undefined;
  return section(
    'talks',
    said.map(({ value, at }) => ({
      label: { key: 'closing-row-agreed' },
      value: { key: 'closing-value-at', args: { value: saidTerm(value, []), time: { term: 'time', at } } },
    })),
  );
};

/** People hurt and taken: counts alone. Who they are stands in their records, which few may read. */
export const people: MakeSection = ({ casualties: { known, said } }) => {
  const counted = tolls.filter((of) => Math.max(known[of], said[of]) > 0);
  if (counted.length === 0) return undefined;
  return section(
    'people',
    counted.map((of) => row(`toll-${of}`, { term: 'toll', known: known[of], said: said[of] })),
  );
};

/** Houses as they stood at the end. The only one there was stands at the top. */
export const houses: MakeSection = ({ houses: known }) => {
  if (known.length < 2) return undefined;
  return section(
    'houses',
    known.map(({ number, place, status, until }) => ({
      label: { key: 'closing-house', args: { number, place: nameHouse({ number, place }) } },
      value: { value: { term: 'house-status', status, until } },
    })),
  );
};

/** What was sent, by its hash: whoever is shown a file can tell whether it is the one. Struck entries were not removed, and stand here too. */
export const evidence: MakeSection = ({ timeline: { entries } }) => {
  const sent = entries.flatMap(({ at, said }) => (said.kind === 'evidence' ? [{ at, said }] : []));
  if (sent.length === 0) return undefined;
  const { title, blocks } = section(
    'evidence',
    sent.map(({ at, said: { medium, sha256 } }) => ({
      label: { key: 'closing-sent', args: { medium, time: { term: 'moment', at } } },
      // In groups, so that a line can break.
      value: { value: sha256.match(/.{1,8}/g)?.join(' ') ?? '' },
    })),
  );
  return { title, blocks: [{ kind: 'note', words: { key: 'closing-evidence-how', args: { count: sent.length } } }, ...blocks] };
};

/** Who they are, and what became of each: in the lawyer's version alone. */
export const records: MakeSection = ({ records: known }) => {
  if (!known || known.length === 0) return undefined;
  return section(
    'records',
    known.map(({ number, status, lines }) => ({
      label: { key: 'closing-record', args: { number, status: { term: 'status', status } } },
      value: { value: { term: 'steps', lines } },
    })),
  );
};
