import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { answerTo, toAsk, WANTED_MAX, wantedAfter } from '../../src/domain/wanted.ts';

describe('how many are wanted after a wish', () => {
  const wish = (count: number | null, more = false) => ({ skill: 'medic', count, more }) as const;
  it.each([
    ['one, where nobody was wanted and no number is said', wish(null), 0, 0, 1],
    ['as many as before, where no number is said', wish(null), 3, 1, 3],
    ['the number that is said, though it is lower', wish(1), 3, 2, 1],
    ['none any more', wish(0), 3, 2, 0],
    ['one more than were wanted', wish(null, true), 2, 0, 3],
    ['one more than are coming, though fewer were wanted', wish(null, true), 1, 4, 5],
    ['so many more', wish(2, true), 1, 1, 3],
    ['never more than there is room for on a card', wish(30, true), 40, 0, WANTED_MAX],
  ] as const)('%s', (_, said, wanted, coming, after) => {
    expect(wantedAfter(said, wanted, coming)).toBe(after);
  });
});

describe('how many further people are asked', () => {
  it.each([
    ['three for the one who is missing', { wanted: 1, coming: 0, waiting: 0 }, 3],
    ['none while they may still answer', { wanted: 1, coming: 0, waiting: 3 }, 0],
    ['another once one of them says no', { wanted: 1, coming: 0, waiting: 2 }, 1],
    ['none for a role that is filled', { wanted: 1, coming: 1, waiting: 0 }, 0],
    ['again when one who was coming turns back', { wanted: 2, coming: 1, waiting: 0 }, 3],
    ['none where more have come than are wanted since it was lowered', { wanted: 1, coming: 3, waiting: 0 }, 0],
  ] as const)('%s', (_, facts, asked) => {
    expect(toAsk(facts)).toBe(asked);
  });

  it('never anybody for a role that is filled, and never so many that those asked are a crowd', () => {
    const count = fc.nat(WANTED_MAX);
    fc.assert(
      fc.property(count, count, fc.nat(500), (wanted, coming, waiting) => {
        const asked = toAsk({ wanted, coming, waiting });
        if (coming >= wanted) expect(asked).toBe(0);
        else if (asked > 0) expect(asked + waiting).toBe((wanted - coming) * 3);
      }),
    );
  });
});

describe('what an organiser hears', () => {
  it.each([
    ['that people are asked', { wanted: 1, coming: 0, waiting: 0, fresh: 4, asked: 0 }, 'sent'],
    ['that those who can be found since are', { wanted: 1, coming: 0, waiting: 0, fresh: 1, asked: 4 }, 'sent'],
    ['that those who were asked may still answer', { wanted: 1, coming: 0, waiting: 3, fresh: 4, asked: 3 }, 'waiting'],
    ['that enough are coming', { wanted: 1, coming: 1, waiting: 0, fresh: 4, asked: 1 }, 'enough'],
    ['that enough came by themselves, and nobody else is there', { wanted: 1, coming: 1, waiting: 0, fresh: 0, asked: 0 }, 'enough'],
    ['that all were asked', { wanted: 2, coming: 1, waiting: 0, fresh: 0, asked: 4 }, 'asked'],
    ['that there is nobody', { wanted: 1, coming: 0, waiting: 0, fresh: 0, asked: 0 }, 'nobody'],
    ['that nobody is looked for any more', { wanted: 0, coming: 0, waiting: 2, fresh: 4, asked: 2 }, 'dropped'],
  ] as const)('%s', (_, facts, answer) => {
    expect(answerTo(facts)).toBe(answer);
  });
});
