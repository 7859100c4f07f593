import { describe, expect, it } from 'vitest';
import { parse } from '../../src/commands/parse.ts';
import { inside, spellSighting, tolled } from '../../src/domain/sighting.ts';
import { atlas } from './atlas.ts';

const read = (text: string) => parse(text, atlas);

describe('somebody was hurt or taken', () => {
  it.each<readonly [string, 'hurt' | 'taken', string, string, string | undefined]>([
    ['HURT 4K7 woman, leg broken', 'hurt', 'woman', 'leg broken', '4K7'],
    ['РАНЕН 4K7', 'hurt', '', '', '4K7'],
    ['ранена женщина в красном платке', 'hurt', 'женщина в красном платке', '', undefined],
    ['ЖАРАЛАНДЫ қарт кісі, басы жарылды', 'hurt', 'қарт кісі', 'басы жарылды', undefined],
    ['TAKEN 4K7 Aigul S., Turksib station', 'taken', 'Aigul S.', 'Turksib station', '4K7'],
    ['4K7 задержан Марат, Турксибский РУВД', 'taken', 'Марат', 'Турксибский РУВД', '4K7'],
    ['Задержали Марата 4к7', 'taken', 'Марата', '', '4K7'],
    ['увезли', 'taken', '', '', undefined],
    ['ҰСТАДЫ 4K7 Марат', 'taken', 'Марат', '', '4K7'],
    ['әкетті Марат', 'taken', 'Марат', '', undefined],
    ['УВЕЗЛИ 4K7 10 лет мальчик', 'taken', '10 лет мальчик', '', '4K7'],
  ])('%s', (text, of, about, more, code) => {
    expect(read(text)).toMatchObject({ kind: 'casualty', of, about, more });
    expect((read(text) as { code?: string }).code).toBe(code);
  });

  it.each([
    ['TAKEN 4K7 10', tolled('taken', 10), '4K7'],
    ['увезли 10 человек', tolled('taken', 10), undefined],
    ['10 задержаны 4K7', tolled('taken', 10), '4K7'],
    ['12 адамды ұстады', tolled('taken', 12), undefined],
    ['5 тяжело ранены', tolled('grave', 5), undefined],
    ['10 отказались от помощи', tolled('refused', 10), undefined],
    ['отпустили 40 человек', tolled('released', 40), undefined],
    ['5 on trial 4K7', tolled('trial', 5), '4K7'],
    ['CHILDREN 4K7', inside('children'), '4K7'],
    ['ДЕТИ', inside('children'), undefined],
    ['Ішінде балалар бар!', inside('children'), undefined],
    ['дети вышли 4K7', inside('children', true), '4K7'],
    ['ЛЕЖАЧИЙ 4K7', inside('immobile'), '4K7'],
  ])('%s is counted, or seen', (text, sighting, code) => {
    const intent = read(text);
    expect(intent).toMatchObject({ kind: 'see', sightings: [sighting] });
    expect((intent as { code?: string }).code).toBe(code);
    expect(spellSighting(sighting)).toMatch(/^[a-z=0-9-]+$/);
  });

  it.each(['CONTACT 4K7 3', 'связь 4к7 № 3', 'ХАБАР 4K7 3'])('%s is word of somebody', (text) => {
    expect(read(text)).toMatchObject({ kind: 'contact', code: '4K7', number: 3 });
  });

  it.each([
    ['бакай снос, ранены люди', 'report'],
    ['отпустили', 'unclear'],
    ['хабар бар ма 4K7', 'unclear'],
    ['мы их не отпустили', 'unclear'],
    ['бакай полиция Абая 5', 'report'],
  ])('%s is what it always was', (text, kind) => {
    expect(read(text).kind).toBe(kind);
  });
});
