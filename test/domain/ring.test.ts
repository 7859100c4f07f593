import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { createAtlas } from '../../src/domain/neighbourhood.ts';
import {
  decideRing,
  minutesOf,
  nextStep,
  type RingFacts,
  type RingState,
  rests,
  ringPolicies,
  ringSteps,
  ringWord,
} from '../../src/domain/ring.ts';
import { neighbourhood } from '../support/neighbourhood.ts';

const place = (slug: string, parent: string | null, next: readonly string[] = []) => ({
  ...neighbourhood(slug, parent, slug, slug, slug),
  next,
});
const atlas = createAtlas([
  place('almaty', null),
  place('bakai', 'almaty', ['shanyrak', 'shanyrak-1', 'almaty', 'gone']),
  place('shanyrak', 'almaty', ['bakai']),
  place('shanyrak-1', 'shanyrak', ['shanyrak-2']),
  place('shanyrak-2', 'shanyrak'),
  place('zhastar', 'shanyrak-1'),
  place('alone', null),
]);
const slugs = atlas.all.map(({ slug }) => slug);
const MINUTE = 60_000;
const facts: RingFacts = {
  ...{ slug: 'shanyrak-1', kind: 'demolition', open: true, halted: false, policy: '10', crowd: 3, wanted: 30, calledAt: 0, begun: [] },
};
const begun = (slug: string, state: RingState, more: { urged?: boolean; going?: boolean; at?: number } = {}) => ({
  ...{ slug, state, urged: false, going: false, at: 0 },
  ...more,
});

describe('the rings around a neighbourhood', () => {
  it.each([
    [
      'a neighbourhood of a city: those next to it, and not what lies below one of them again, nor the city before its turn',
      'bakai',
      [['shanyrak'], ['almaty']],
    ],
    ['a part of one: all of that one first', 'shanyrak-1', [['shanyrak'], ['bakai'], ['almaty']]],
    ['a street: what it lies under, then all above that', 'zhastar', [['shanyrak-1'], ['shanyrak'], ['bakai'], ['almaty']]],
    ['one that is next to nothing and lies in no city: none', 'alone', []],
    ['a city: none', 'almaty', []],
  ])('are, for %s', (_what, slug, steps) => {
    expect(ringSteps(slug, atlas)).toEqual(steps);
  });

  it('never begin twice, nor with the neighbourhood itself, and end with the city', () => {
    fc.assert(
      fc.property(fc.constantFrom(...slugs), (slug) => {
        const steps = ringSteps(slug, atlas).flat();
        expect(new Set(steps).size).toBe(steps.length);
        expect(steps).not.toContain(slug);
        let done: readonly string[] = [];
        for (let next = nextStep(slug, done, atlas); next.length > 0; next = nextStep(slug, done, atlas)) done = [...done, ...next];
        expect(done).toEqual(steps);
      }),
    );
  });
});

describe('the next ring', () => {
  it.each<readonly [string, Partial<RingFacts>, number, unknown]>([
    ['begins after so many minutes below the number wanted', {}, 10 * MINUTE, { kind: 'go', slugs: ['shanyrak'] }],
    ['is waited for until then', {}, 4 * MINUTE, { kind: 'wait', until: 10 * MINUTE }],
    [
      'follows the last as long after it',
      { begun: [begun('shanyrak', 'asked', { at: 10 * MINUTE })] },
      15 * MINUTE,
      { kind: 'wait', until: 20 * MINUTE },
    ],
    [
      'does not wait for an answer that does not come',
      { begun: [begun('shanyrak', 'asked', { at: 10 * MINUTE })] },
      20 * MINUTE,
      { kind: 'go', slugs: ['bakai'] },
    ],
    ['does not begin where there are enough', { crowd: 30 }, 99 * MINUTE, { kind: 'wait', until: null }],
    ['nor once it is over, or before anybody has said that it is true', { open: false }, 99 * MINUTE, { kind: 'wait', until: null }],
    ['nor once an organiser wants no more', { halted: true }, 99 * MINUTE, { kind: 'wait', until: null }],
    ['nor because the light is off', { kind: 'cutoff' }, 99 * MINUTE, { kind: 'wait', until: null }],
    ['nor by itself where only a button begins it', { policy: 'ask' }, 99 * MINUTE, { kind: 'wait', until: null }],
    [
      'nor beyond the city',
      { begun: ['shanyrak', 'bakai', 'almaty'].map((slug) => begun(slug, 'called')) },
      99 * MINUTE,
      { kind: 'wait', until: null },
    ],
    [
      'stops in the middle when there are enough',
      { crowd: 30, begun: [begun('shanyrak', 'called', { going: true })] },
      0,
      { kind: 'pause', slugs: ['shanyrak'] },
    ],
    [
      'not where an organiser wanted it all the same',
      { crowd: 30, begun: [begun('shanyrak', 'called', { going: true, urged: true })] },
      0,
      { kind: 'wait', until: null },
    ],
    [
      'but when an organiser wants no more',
      { halted: true, begun: [begun('shanyrak', 'called', { going: true, urged: true })] },
      0,
      { kind: 'pause', slugs: ['shanyrak'] },
    ],
    [
      'goes on when people turn back, whatever the policy',
      { policy: 'ask', begun: [begun('shanyrak', 'paused')] },
      0,
      { kind: 'resume', slugs: ['shanyrak'] },
    ],
  ])('%s', (_what, given, now, decision) => {
    expect(decideRing({ ...facts, ...given }, atlas, now)).toEqual(decision);
  });
});

describe('a ring is called', () => {
  const word = { city: false, own: false, agreed: false, askable: true, frozen: false };
  it.each([
    ['by the word of one who organises it', { own: true }, 'call'],
    ['by what its organisers agreed once', { agreed: true, askable: false }, 'call'],
    ['else only if they agree now', {}, 'ask'],
    ['and not at all where there is nobody who could', { askable: false }, 'nobody'],
    ['a city never by one alone', { city: true, own: true }, 'ask'],
    ['nor by what was agreed once', { city: true, agreed: true, askable: false }, 'nobody'],
    ['but by its only organiser, who has nobody to ask', { city: true, own: true, askable: false }, 'call'],
    ['unless others are frozen, perhaps for that', { city: true, own: true, askable: false, frozen: true }, 'nobody'],
  ] as const)('%s', (_what, given, expected) => {
    expect(ringWord({ ...word, ...given })).toBe(expected);
  });
});

/** One incident, whatever happens: time passes, people answer, organisers press, agree, refuse, stop and end it. */
type Step = 'minutes' | 'more' | 'fewer' | 'press' | 'yes' | 'no' | 'halt' | 'end';
const steps = fc.array(fc.constantFrom<Step>('minutes', 'more', 'fewer', 'press', 'yes', 'no', 'halt', 'end'), { maxLength: 40 });

describe('whatever happens to an incident', () => {
  it('no ring is called without the word of those who organise it, none twice, none by itself with enough there, and none after the end', () => {
    fc.assert(
      fc.property(
        steps,
        fc.constantFrom(...ringPolicies),
        fc.constantFrom(...slugs),
        fc.subarray(slugs),
        fc.subarray(slugs),
        (story, policy, slug, organised, agreed) => {
          let now = 0;
          let state = { ...facts, slug, policy, crowd: 0, wanted: 3 };
          const calls: string[] = [];
          const yeses = new Set<string>();
          const begin = (ring: string, urged: boolean): void => {
            const city = ring === 'almaty';
            const said = ringWord({ city, own: organised.includes(ring), agreed: agreed.includes(ring), askable: true, frozen: false });
            expect(state.begun.map((one) => one.slug)).not.toContain(ring);
            if (said === 'call') calls.push(ring);
            if (said === 'call') expect(!city && (organised.includes(ring) || agreed.includes(ring))).toBe(true);
            state = {
              ...state,
              begun: [...state.begun, begun(ring, said === 'call' ? 'called' : 'asked', { urged, going: said === 'call', at: now })],
            };
          };
          const turn = (ring: string, to: RingState): void => {
            state = {
              ...state,
              begun: state.begun.map((one) => (one.slug === ring ? { ...one, state: to, going: to === 'called' } : one)),
            };
          };
          const asked = () => state.begun.find((one) => one.state === 'asked')?.slug;
          for (const step of story) {
            const before = calls.length;
            const { open } = state;
            if (step === 'minutes') now += 6 * MINUTE;
            if (step === 'more') state = { ...state, crowd: state.crowd + 2 };
            if (step === 'fewer') state = { ...state, crowd: Math.max(0, state.crowd - 1) };
            if (step === 'halt') state = { ...state, halted: true };
            if (step === 'end') state = { ...state, open: false };
            if (step === 'press' && open) {
              state = { ...state, halted: false };
              for (const ring of nextStep(
                slug,
                state.begun.map((one) => one.slug),
                atlas,
              ))
                begin(ring, state.crowd >= state.wanted);
            }
            const ring = asked();
            if (open && ring && (step === 'yes' || step === 'no')) {
              turn(ring, step === 'no' ? 'refused' : rests(state, { urged: false }) ? 'paused' : 'called');
              if (step === 'yes') yeses.add(ring);
            }
            for (let decision = decideRing(state, atlas, now); decision.kind !== 'wait'; decision = decideRing(state, atlas, now)) {
              expect(state.open).toBe(true);
              if (decision.kind === 'go')
                expect([state.crowd < state.wanted, state.halted, minutesOf(policy) !== null]).toEqual([true, false, true]);
              for (const one of decision.slugs) {
                if (decision.kind === 'go') begin(one, false);
                else turn(one, decision.kind === 'pause' ? 'paused' : 'called');
              }
            }
            if (!open) expect(calls.length).toBe(before);
            const going = state.begun.filter((one) => one.going && !one.urged);
            if (state.open && (state.crowd >= state.wanted || state.halted)) expect(going).toEqual([]);
            // Whoever is called is so by a word: their own organisers', or what those agreed to.
            for (const one of state.begun.filter(({ state: is }) => is === 'called' || is === 'paused'))
              expect(yeses.has(one.slug) || organised.includes(one.slug) || agreed.includes(one.slug)).toBe(true);
          }
          expect(new Set(calls).size).toBe(calls.length);
        },
      ),
    );
  });
});
