import type { Content, IncidentView } from '../domain/content.ts';
import { hidePlaces } from '../domain/hidden.ts';
import type { Language } from '../domain/language.ts';
import type { Renderer } from './render.ts';
import { type SpokenLanguage, speakable } from './speakable.ts';

/** Words to be said aloud. */
export interface Speech {
  readonly language: SpokenLanguage;
  readonly text: string;
}

/** No machine speaks Kazakh on the line: until there are recordings, Kazakh speakers are spoken to in Russian. */
const spokenIn: Readonly<Record<Language, SpokenLanguage>> = { kk: 'ru', ru: 'ru', en: 'en' };

/** The alarm, as it is said in a call: who calls, what, where, since when, and which key to press. */
export function renderAlarm(incident: IncidentView, reader: Language, renderer: Renderer, hidesPlace = false): Speech {
  const language = spokenIn[reader];
  return speakIn(language, alarmWords(hidesPlace ? hidePlaces(incident) : incident, language, renderer, hidesPlace));
}

/** The same as written in any of the languages: what recordings have to say. */
export function alarmWords(incident: IncidentView, language: Language, renderer: Renderer, hidesPlace = false): string {
  const say = (key: string, args = {}): string => renderer.words.say(language, 'voice', key, args);
  return [
    say('voice-hello'),
    say('voice-call', {
      neighbourhood: renderer.neighbourhood(incident.slug, language),
      what: renderer.what(incident.kind, incident.supply, language),
    }),
    incident.place ? say('voice-place', { place: incident.place }) : say(hidesPlace ? 'voice-place-hidden' : 'voice-place-unknown'),
    ...(incident.asker === 'unconfirmed' ? [say('voice-unconfirmed')] : []),
    say('voice-since', { time: renderer.time(incident.startedAt) }),
    say('voice-keys'),
  ].join(' ');
}

/** What an organiser is asked in a call: a report waits, and which key decides about it. */
export function renderVerdictQuestion(incident: IncidentView, reader: Language, renderer: Renderer): Speech {
  const language = spokenIn[reader];
  const say = (key: string, args = {}): string => renderer.words.say(language, 'voice', key, args);
  const parts = [
    say('voice-hello'),
    say('voice-question', {
      neighbourhood: renderer.neighbourhood(incident.slug, language),
      what: renderer.what(incident.kind, incident.supply, language),
    }),
    incident.place ? say('voice-place', { place: incident.place }) : say('voice-place-unknown'),
    say('voice-verdict-keys'),
  ];
  return speakIn(language, parts.join(' '));
}

/** What an organiser hears who takes such a call when somebody has decided meanwhile. */
export function renderDecided(incident: IncidentView, reader: Language, renderer: Renderer): Speech {
  const language = spokenIn[reader];
  const at = incident.stage === 'open' ? incident.startedAt : incident.endedAt;
  const stage = { term: 'stage', stage: incident.stage, at } as const;
  return renderAloud({ key: 'verdict-too-late', args: { code: incident.code, stage } }, language, renderer);
}

/** What somebody hears who takes the call when there is nothing left to come for. */
export function renderEnd(incident: IncidentView | undefined, reader: Language, renderer: Renderer): Speech {
  const language = spokenIn[reader];
  const say = (key: string, args = {}): string => renderer.words.say(language, 'voice', key, args);
  const parts = [say('voice-hello')];
  if (incident) {
    parts.push(`${renderer.neighbourhood(incident.slug, language)}: ${renderer.what(incident.kind, incident.supply, language)}.`);
  }
  switch (incident?.stage) {
    case 'over':
      parts.push(say('incident-over', { time: renderer.time(incident.endedAt ?? incident.startedAt) }));
      break;
    case 'false':
    case 'lapsed':
      parts.push(say(`incident-${incident.stage}`));
      break;
    default:
      parts.push(say('incident-gone'));
  }
  return speakIn(language, parts.join(' '));
}

/** Any message, as it is said aloud. */
export function renderAloud(content: Content, reader: Language, renderer: Renderer): Speech {
  const language = spokenIn[content.language ?? reader];
  return speakIn(language, renderer.content(content, language, 'voice').text);
}

/** Words of any language, by a machine that speaks another. */
export function speakIn(language: SpokenLanguage, text: string): Speech {
  return { language, text: speakable(text, language) };
}
