import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { choose, isEmpty, nextStep, readNumbers, stepIds, stepOf, type Told, WORDS_MAX, write } from '../../src/domain/visit.ts';

const today = '2006-05-12';
const chosen = (...options: readonly string[]) => ({ options });
/** Everything before a step passed over. */
const upTo = (id: (typeof stepIds)[number]): Told =>
  Object.fromEntries(stepIds.slice(0, stepIds.indexOf(id)).map((step) => [step, chosen()]));

describe('the checklist of a visit', () => {
  it('asks step by step, and never who a person is', () => {
    expect(nextStep({})).toBe('who');
    expect(nextStep({ who: chosen('bailiffs') })).toBe('unit');
    expect(stepIds.filter((step) => /name|person|official/.test(step))).toEqual([]);
  });

  it('asks nothing about an order that was not shown', () => {
    expect(nextStep({ ...upTo('signed'), order: chosen('shown') })).toBe('signed');
    expect(nextStep({ ...upTo('signed'), order: chosen('none') })).toBe('demanded');
  });

  it('ends whatever is answered, also when every step is passed over', () => {
    fc.assert(
      fc.property(fc.infiniteStream(fc.nat()), (picks) => {
        let told: Told = {};
        let count = 0;
        for (let step = nextStep(told); step; step = nextStep(told)) {
          const { options, takes } = stepOf(step);
          const ways = [...options, 'skip', ...(takes === 'many' ? ['done'] : [])];
          const way = ways[(picks.next().value ?? 0) % ways.length] ?? 'skip';
          // Ticks can be set and taken away for ever.
          told = choose(told, step, count++ > 40 ? 'skip' : way, today) ?? told;
        }
        expect(nextStep(told)).toBeUndefined();
      }),
    );
  });

  it('lets several demands be ticked and taken away until they are done', () => {
    const ticked = ['pay', 'leave', 'pay', 'done'].reduce<Told>((told, choice) => choose(told, 'demanded', choice, today) ?? told, {});
    expect(ticked.demanded).toEqual(chosen('leave'));
    expect(nextStep({ ...upTo('demanded'), demanded: { options: ['pay'], open: true } })).toBe('demanded');
  });

  it.each<readonly [string, Told | undefined]>([
    ['13', { who: chosen('police') }],
    ['11', { who: chosen('bailiffs') }],
    ['10', { who: chosen() }],
    ['61 63', { demanded: chosen('leave', 'sign') }],
    ['61, 63; 63.', { demanded: chosen('leave', 'sign') }],
    ['11 42', { who: chosen('bailiffs'), signed: chosen('no') }],
    ['1', undefined],
    ['19', undefined],
    ['111', undefined],
    ['21', undefined],
    ['11 человек', undefined],
    ['11.12', undefined],
    ['', undefined],
  ])('by SMS %j is %j: no number answers a call, nor another step', (typed, told) => {
    expect(readNumbers({}, typed)).toEqual(told);
  });

  it('takes words and days where they are asked for, and nowhere else', () => {
    expect(write({}, 'unit', 'Алатауский отдел', today)).toEqual({ unit: { options: [], words: 'Алатауский отдел' } });
    expect(write({}, 'unit', 'ж'.repeat(500), today)?.unit?.words).toHaveLength(WORDS_MAX);
    expect(write({}, 'deadline', '22.05', today)).toEqual({ deadline: { options: [], day: '2006-05-22' } });
    expect(write({}, 'deadline', 'скоро', today)).toBeUndefined();
    expect(write({}, 'who', 'приставы', today)).toBeUndefined();
    expect(choose({}, 'deadline', '2006-05-12', today)).toBeUndefined();
    expect(choose({}, 'who', 'neighbours', today)).toBeUndefined();
  });

  it('is empty until something is answered', () => {
    expect([isEmpty({}), isEmpty(upTo('pressure')), isEmpty({ entered: chosen('no') })]).toEqual([true, true, false]);
  });
});
