import { describe, expect, it } from 'vitest';
import { askWhere, choose, nameStep, type Question } from '../../src/domain/hotline.ts';

const slugs = Array.from({ length: 20 }, (_, i) => `n-${i}`);

describe('what a key means', () => {
  it.each<[Question, string, string | undefined]>([
    [{ kind: 'language' }, '1', 'language:kk'],
    [{ kind: 'language' }, '2', 'language:ru'],
    [{ kind: 'language' }, '3', 'language:en'],
    [{ kind: 'language' }, '4', undefined],
    [{ kind: 'menu' }, '1', 'matter:officers'],
    [{ kind: 'menu' }, '2', 'matter:demolition'],
    [{ kind: 'menu' }, '3', 'coming'],
    [{ kind: 'menu' }, '4', 'matter:safe'],
    [{ kind: 'menu' }, '0', 'matter:message'],
    [{ kind: 'menu' }, '5', undefined],
    [{ kind: 'speak', slug: 'bakai' }, '1', undefined],
    [{ kind: 'menu' }, '', undefined],
    [{ kind: 'menu' }, '#', undefined],
    [{ kind: 'menu' }, '11', undefined],
    [{ kind: 'menu' }, 'constructor', undefined],
    [{ kind: 'where', matter: 'officers', slugs: ['bakai', 'shanyrak-1'], more: null }, '2', 'where:officers:shanyrak-1'],
    [{ kind: 'where', matter: 'officers', slugs: ['bakai', 'shanyrak-1'], more: null }, '3', undefined],
    [{ kind: 'where', matter: 'officers', slugs: ['bakai'], more: null }, '0', undefined],
    [{ kind: 'where', matter: 'officers', slugs: ['bakai'], more: null }, '9', undefined],
    [{ kind: 'where', matter: 'safe', slugs: ['bakai'], more: 2 }, '9', 'page:safe:2'],
    [{ kind: 'which', incidents: ['7', '5'] }, '2', 'which:5'],
    [{ kind: 'which', incidents: ['7', '5'] }, '3', undefined],
  ])('%o, %j', (question, digit, expected) => {
    const choice = choose(question, digit);
    expect(choice && nameStep(choice)).toBe(expected);
  });
});

describe('neighbourhoods to choose from', () => {
  it('are offered page by page, each of them on one', () => {
    const pages = [0, 1, 2].map((page) => askWhere('safe', slugs, page));
    expect(pages.map((page) => page.kind === 'where' && [page.slugs.length, page.more])).toEqual([
      [8, 1],
      [8, 2],
      [4, null],
    ]);
    expect(pages.flatMap((page) => (page.kind === 'where' ? page.slugs : []))).toEqual(slugs);
  });

  it('begin again where there are fewer by now', () => {
    expect(askWhere('safe', slugs.slice(0, 3), 2)).toEqual({ kind: 'where', matter: 'safe', slugs: slugs.slice(0, 3), more: null });
  });
});
