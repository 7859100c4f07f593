import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { questionUrl, readAsked } from '../../../src/channels/voice/question.ts';
import { matters } from '../../../src/domain/hotline.ts';
import { languages } from '../../../src/domain/language.ts';

const PUBLIC = 'https://x.org/dabyl';
const slug = fc.stringMatching(/^[a-z0-9-]{1,40}$/);
const id = fc.bigInt({ min: 1n, max: 2n ** 63n - 1n }).map(String);
const question = fc.oneof(
  fc.record({ kind: fc.constantFrom('language', 'menu') }),
  fc.record({
    kind: fc.constant('where'),
    matter: fc.constantFrom(...matters),
    slugs: fc.array(slug, { minLength: 1, maxLength: 8 }),
    more: fc.option(fc.nat({ max: 9_999 })),
  }),
  fc.record({ kind: fc.constant('speak'), slug }),
  fc.record(
    { kind: fc.constant('which'), incidents: fc.array(id, { minLength: 1, maxLength: 9 }), hidesPlace: fc.constant(true) },
    { requiredKeys: ['kind', 'incidents'] },
  ),
);

describe('the address of a question', () => {
  it('says everything that was asked, and Twilio takes it', () => {
    fc.assert(
      fc.property(question, fc.constantFrom(...languages), fc.boolean(), fc.boolean(), (asked, language, again, recorded) => {
        const url = new URL(questionUrl(PUBLIC, { question: asked, language, again, recorded }));
        expect(url.pathname).toBe('/dabyl/twilio/voice/hotline');
        expect(url.href.length).toBeLessThan(1_000);
        expect(readAsked(url.searchParams)).toEqual({ question: asked, language, again, recorded });
      }),
    );
  });

  it.each(['', 'ask=x', 'ask=where&matter=x&slugs=bakai', 'language=de'])('is none of ours: %j', (query) => {
    expect(readAsked(new URLSearchParams(query))).toEqual({ question: undefined, language: 'kk', again: false, recorded: false });
  });

  it('offers nothing that cannot be there', () => {
    const { question: where } = readAsked(new URLSearchParams('ask=where&matter=safe&slugs=bakai.Б.&more=-1'));
    expect(where).toEqual({ kind: 'where', matter: 'safe', slugs: ['bakai'], more: null });
    expect(readAsked(new URLSearchParams('ask=which&incidents=7.x.99999999999999999999')).question).toEqual({
      kind: 'which',
      incidents: ['7'],
    });
  });
});
