import type { Content, IncidentView } from '../domain/content.ts';
import type { Language } from '../domain/language.ts';
import type { Skill } from '../domain/skill.ts';
import { piecesOf } from './phrases.ts';
import type { Renderer } from './render.ts';
import { type SpokenLanguage, speakable } from './speakable.ts';

/** Something to be said aloud: words for a machine, or the address of a recording. */
export type Speech = { readonly language: SpokenLanguage; readonly text: string } | { readonly play: string };

/** Addresses of what is recorded in Kazakh, by the ids of the phrases. */
export type Recorded = ReadonlyMap<string, string>;

/** No machine speaks Kazakh on the line: until everything is recorded, Kazakh speakers are spoken to in Russian. */
const spokenIn: Readonly<Record<Language, SpokenLanguage>> = { kk: 'ru', ru: 'ru', en: 'en' };

/**
 * What is said in one breath. `recorded`: where the call is held in Kazakh; a typed place is then said by the Russian machine, at its place. Should a
 * recording be missing all the same, all of it is said in Russian.
 */
export function speak(
  contents: readonly Content[],
  reader: Language,
  renderer: Renderer,
  recorded: Recorded | undefined,
): readonly Speech[] {
  const asked = contents[0]?.language ?? reader;
  const played = recorded && asked === 'kk' ? playAll(contents, renderer, recorded) : undefined;
  if (played) return played;
  const language = spokenIn[asked];
  return [speakIn(language, contents.map((content) => asSentence(renderer.content(content, language, 'voice').text)).join(' '))];
}

/** A machine pauses at a full stop. */
function asSentence(text: string): string {
  return /[\p{L}\p{N}]$/u.test(text) ? `${text}.` : text;
}

function playAll(contents: readonly Content[], renderer: Renderer, recorded: Recorded): readonly Speech[] | undefined {
  const said: Speech[] = [];
  for (const piece of contents.flatMap((content) => piecesOf(content, renderer))) {
    const play = piece.kind === 'phrase' ? recorded.get(piece.id) : undefined;
    if (piece.kind === 'phrase' && play === undefined) return undefined;
    said.push(piece.kind === 'phrase' ? { play: play ?? '' } : speakIn('ru', piece.text));
  }
  return said;
}

/**
 * The alarm, as it is said in a call: who calls, what, where, since when, and which key to press. `hidesPlace`: to somebody who may not know
 * the exact place. `skill`: whom it asks for.
 */
export function alarmContents(incident: IncidentView, hidesPlace = false, skill?: Skill): readonly Content[] {
  return [
    { key: 'voice-hello' },
    ...(skill ? [{ key: 'need-ask', args: { skill } }] : []),
    { key: 'voice-call', args: whatAndWhere(incident) },
    hidesPlace ? { key: 'voice-place-hidden' } : place(incident),
    ...(incident.asker === 'unconfirmed' ? [{ key: 'voice-unconfirmed' }] : []),
    { key: 'voice-since', args: { time: { term: 'time', at: incident.startedAt } } },
    { key: 'voice-keys' },
  ];
}

/** What an organiser is asked in a call: a report waits, and which key decides about it. */
export function verdictContents(incident: IncidentView): readonly Content[] {
  return [{ key: 'voice-hello' }, { key: 'voice-question', args: whatAndWhere(incident) }, place(incident), { key: 'voice-verdict-keys' }];
}

/** Whether somebody who was there is safe, once it is over. */
export function homeContents({ slug }: IncidentView): readonly Content[] {
  const args = { neighbourhood: { term: 'neighbourhood', slug } } as const;
  return [{ key: 'voice-hello' }, { key: 'voice-home', args }, { key: 'voice-home-keys' }];
}

/** What an organiser hears who takes such a call when somebody has decided meanwhile. */
export function decidedContents(incident: IncidentView): readonly Content[] {
  const at = incident.stage === 'open' ? incident.startedAt : incident.endedAt;
  const stage = { term: 'stage', stage: incident.stage, at } as const;
  return [{ key: 'verdict-too-late', args: { code: incident.code, stage } }];
}

/** What somebody hears who takes the call when there is nothing left to come for. */
export function endContents(incident: IncidentView | undefined): readonly Content[] {
  const hello = { key: 'voice-hello' };
  if (!incident) return [hello, { key: 'incident-gone' }];
  const told = [hello, { key: 'voice-about', args: whatAndWhere(incident) }];
  switch (incident.stage) {
    case 'over':
      return [...told, { key: 'incident-over', args: { time: { term: 'time', at: incident.endedAt ?? incident.startedAt } } }];
    case 'false':
    case 'lapsed':
      return [...told, { key: `incident-${incident.stage}` }];
    default:
      return [...told, { key: 'incident-gone' }];
  }
}

function whatAndWhere({ slug, kind, supply }: IncidentView): NonNullable<Content['args']> {
  return { neighbourhood: { term: 'neighbourhood', slug }, what: { term: 'what', kind, supply } };
}

function place(incident: IncidentView): Content {
  return incident.place ? { key: 'voice-place', args: { place: incident.place } } : { key: 'voice-place-unknown' };
}

/** Words of any language, by a machine that speaks another. */
export function speakIn(language: SpokenLanguage, text: string): Extract<Speech, { readonly text: string }> {
  return { language, text: speakable(text, language) };
}
