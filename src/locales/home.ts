import type { Content, IncidentView } from '../domain/content.ts';
import type { HomePerson } from '../domain/home.ts';
import type { Language } from '../domain/language.ts';
import { encodePress } from '../domain/press.ts';
import type { Rendered, Renderer } from './render.ts';
import type { Voice } from './words.ts';

export interface HomeReader {
  readonly language: Language;
  readonly voice: Voice;
  /** Whether what is sent by SMS reaches us. */
  readonly twoWay: boolean;
}

/** Somebody who was there is asked whether they are safe. By SMS a digit answers: 4, as on the hotline. */
export function renderHomeAsk(content: Content, incident: string, { language, voice, twoWay }: HomeReader, renderer: Renderer): Rendered {
  const oneWay = voice === 'sms' && !twoWay;
  const { text } = renderer.content(oneWay ? { ...content, key: 'home-ask-one-way' } : content, language, voice);
  const button = (kind: 'home-safe' | 'home-help') => [
    { text: renderer.words.say(language, voice, `button-${kind}`), press: encodePress({ kind, incident }) },
  ];
  return voice === 'sms' ? { text } : { text, buttons: [button('home-safe'), button('home-help')] };
}

/** Whom organisers look for. An SMS lies open on any phone, and with the carrier: it names nobody. Nor does what others see. */
export function renderHomeList(incident: IncidentView, reader: HomeReader & { readonly decides: boolean }, renderer: Renderer): Rendered {
  const { language, voice, decides } = reader;
  const say = (key: string, args = {}): string => renderer.words.say(language, voice, key, args);
  const { asked = 0, safe = 0, accounted = 0, waiting = 0, missing = [] } = incident.home ?? {};
  const open = asked - safe - accounted;
  const neighbourhood = renderer.neighbourhood(incident.slug, language);
  const done = open === 0 ? [say('home-list-done')] : [];
  if (voice === 'sms') return { text: say('home-list-sms', { neighbourhood, asked, safe, missing: open - waiting }) };
  const what = renderer.what(incident.kind, incident.supply, language);
  const head = [say('home-list', { neighbourhood, what, asked, safe, accounted, waiting }), ...done];
  if (!decides || missing.length === 0) return { text: head.join('\n'), buttons: [] };
  const who = (person: HomePerson): string => renderer.content(personContent(person), language, voice).text;
  const lines = missing.map((person, i) =>
    say(person.help ? 'home-list-help' : 'home-list-silent', { number: i + 1, person: who(person) }),
  );
  const more = open - waiting - missing.length;
  const buttons = missing.map((person, i) => [
    {
      text: say('button-home-accounted', { name: `${i + 1}. ${person.name}`.trim() }),
      press: encodePress({ kind: 'home-accounted', check: person.id }),
    },
    { text: say('button-home-write'), press: encodePress({ kind: 'home-write', check: person.id }) },
  ]);
  const text = [...head, '', ...lines, ...(more > 0 ? [say('home-list-more', { count: more })] : []), '', say('home-list-how')];
  return { text: text.join('\n'), buttons };
}

/** Somebody by their name, or by what they are there. */
export function personContent(person: HomePerson): Content {
  return {
    key: 'home-person',
    args: {
      named: person.name ? 'yes' : 'no',
      name: person.name,
      role: person.role === 'both' ? 'resident' : person.role,
      neighbourhood: { term: 'neighbourhood', slug: person.slug },
      date: { term: 'date', at: person.joinedAt },
    },
  };
}
