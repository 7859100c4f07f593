import { describe, expect, it } from 'vitest';
import { parse } from '../../src/commands/parse.ts';
import { languages } from '../../src/domain/language.ts';
import { counted, machines, moved, spellSighting } from '../../src/domain/sighting.ts';
import { forces, machinery, moves } from '../../src/domain/timeline.ts';
import { createRenderer } from '../../src/locales/render.ts';
import { saySighting } from '../../src/locales/sightings.ts';
import { atlas } from './atlas.ts';

function read(typed: string): string {
  const intent = parse(typed, atlas);
  if (intent.kind !== 'see') return intent.kind;
  return [...intent.sightings.map(spellSighting), ...(intent.code ? [intent.code] : [])].join(' ');
}

describe('what somebody sees', () => {
  it.each([
    ['КОРДОН 4K7', 'cordon 4K7'],
    ['4к7 кордон', 'cordon 4K7'],
    ['Кордон!', 'cordon'],
    ['оцепили', 'cordon'],
    ['ҚОРШАП АЛДЫ 4K7', 'cordon 4K7'],
    ['коршап алды', 'cordon'],
    ['cordon', 'cordon'],
    ['ШТУРМ', 'storming'],
    ['начался штурм 4K7', 'storming 4K7'],
    ['шабуыл', 'storming'],
    ['they are storming', 'storming'],
    ['Полиция приехала', 'arrived'],
    ['омон уже приехал 4K7', 'arrived 4K7'],
    ['полиция келді', 'arrived'],
    ['police arrived', 'arrived'],
    ['полиция ушла', 'withdrawn'],
    ['они ушли', 'withdrawn'],
    ['олар кетті', 'withdrawn'],
    ['the police have left', 'withdrawn'],
    ['они пошли дальше', 'moved-on'],
    ['ОМОН БАСҚА ҮЙГЕ КЕТТІ', 'moved-on'],
    ['moved on', 'moved-on'],
    ['менты едут сюда', 'sighted'],
    ['ТЕХНИКА ЕДЕТ', 'machinery-coming'],
    ['едет техника 4K7', 'machinery-coming 4K7'],
    ['бульдозеры едут', 'machinery-coming'],
    ['ТЕХНИКА КЕЛЕ ЖАТЫР', 'machinery-coming'],
    ['machines are coming', 'machinery-coming'],
    ['техника застряла', 'machinery-stuck'],
    ['бульдозер тұрып қалды', 'machinery-stuck'],
    ['the bulldozers are stuck 4K7', 'machinery-stuck 4K7'],
    ['технику развернули', 'machinery-back'],
    ['техника развернулась', 'machinery-back'],
    ['техника қайтты', 'machinery-back'],
    ['machines turned back', 'machinery-back'],
    ['ПОЛИЦИЯ 100 4K7', 'police=100 4K7'],
    ['4K7 полиция 100', 'police=100 4K7'],
    ['полиция ~100', 'police=100'],
    ['100 полицейских', 'police=100'],
    ['там около 100 полицейских 4К7', 'police=100 4K7'],
    ['100 полицей', 'police=100'],
    ['POLICE 100', 'police=100'],
    ['there are about 40 riot police', 'riot-police=40'],
    ['ОМОН 40', 'riot-police=40'],
    ['40 омоновцев', 'riot-police=40'],
    ['2 бульдозера', 'machines=2'],
    ['ТЕХНИКА: 3', 'machines=3'],
    ['ПОЛИЦИЯ 100, ОМОН 40, ТЕХНИКА 2 4K7', 'police=100 riot-police=40 machines=2 4K7'],
    ['100 полицейских и 40 омоновцев', 'police=100 riot-police=40'],
    ['полиция 0', 'police=0'],
  ])('%j is %j', (typed, meaning) => {
    expect(read(typed)).toBe(meaning);
  });

  it.each([
    ['ПОЛИЦИЯ', 'report'],
    ['POLICE', 'report'],
    ['ОМОН', 'report'],
    ['полиция 4K7', 'report'],
    ['полиция Абая 5', 'report'],
    ['бакай полиция 14', 'report'],
    ['полиция 14 бакай', 'report'],
    ['омон 40а', 'report'],
    ['полиция 1/4', 'report'],
    ['полиция 99999', 'report'],
    ['бульдозер', 'report'],
    ['бульдозер у дома 5', 'report'],
    ['сносят', 'report'],
    ['полиция 100 полиция 200', 'report'],
    ['100', 'unclear'],
    ['они 100', 'unclear'],
    // Whoever says so may have done it themselves.
    ['приехали', 'unclear'],
    ['ушли', 'unclear'],
    ['приехал', 'answer'],
    ['мы здесь', 'answer'],
    ['arrived', 'answer'],
    ['еду', 'answer'],
    ['техника безопасности', 'unclear'],
    ['кордон снимут завтра?', 'unclear'],
    ['не вижу кордон', 'unclear'],
    ['отбой 4K7', 'stand-down'],
    ['moved to Bakai', 'moved'],
    ['moved', 'moved'],
  ])('stays what it was: %j is %j', (typed, kind) => {
    expect(read(typed)).toBe(kind);
  });

  it('keeps beside it what the words mean from everybody else', () => {
    expect(parse('ПОЛИЦИЯ 100', atlas)).toMatchObject({ otherwise: { kind: 'report', what: 'police', place: '100' } });
    expect(parse('кордон', atlas)).toMatchObject({ language: undefined, otherwise: { kind: 'unclear' } });
    expect(parse('moved on', atlas)).toMatchObject({ otherwise: { kind: 'moved' } });
  });
});

describe('the words that we use ourselves', () => {
  const { words } = createRenderer(() => atlas, 'Asia/Almaty');
  // Alone these may be about the speaker.
  const ambiguous = new Set(['sighted', 'arrived', 'withdrawn']);
  const all = [
    ...moves.filter((move) => !ambiguous.has(move)).map(moved),
    ...machinery.map(machines),
    ...forces.map((of) => counted(of, 20)),
  ];

  it.each(languages)('are understood when they come back, in %s', (language) => {
    for (const seen of all) {
      const said = saySighting(seen, (key, args) => words.say(language, 'sms', key, args));
      expect(read(`${said} 4K7`), said).toBe(`${spellSighting(seen)} 4K7`);
    }
  });
});
