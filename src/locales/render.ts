import type { Content, Term } from '../domain/content.ts';
import type { Supply } from '../domain/incident.ts';
import type { Kind } from '../domain/kind.ts';
import type { Language } from '../domain/language.ts';
import type { Atlas } from '../domain/neighbourhood.ts';
import { casualtyLines, stepLines } from './casualties.ts';
import { personContent } from './home.ts';
import { houseList, sayStatus } from './houses.ts';
import { countSegments, fitSegments } from './segments.ts';
import { sayEntry, saySighting, timelineLines } from './sightings.ts';
import { visitLines } from './visit.ts';
import { loadWords, type Voice, type Wording, type Words } from './words.ts';

/** A message as a channel sends it. */
export interface Rendered {
  readonly text: string;
  readonly buttons?: readonly (readonly { readonly text: string; readonly press: string }[])[];
  /** The permanent buttons under the text field. */
  readonly keyboard?: { readonly alarm: string; readonly location: string };
}

export interface Renderer {
  readonly words: Words;
  content(content: Content, language: Language, voice: Wording): Rendered;
  neighbourhood(slug: string, language: Language): string;
  what(kind: Kind, supply: Supply | null, language: Language): string;
  time(at: number): string;
  /** A value as the language says it, outside of any message. */
  value(value: Term, language: Language): string;
  /** 12.05.2006 */
  day(at: number): string;
}

/** SMS texts that list or quote something long are cut to this. */
const SMS_SEGMENTS_MAX = 2;

/**
 * Renders messages in the reader's language. `zone` is the city's time zone (IANA name); times are shown as HH:MM.
 */
export function createRenderer(atlas: () => Atlas, zone: string, words: Words = loadWords()): Renderer {
  const clockFace = new Intl.DateTimeFormat('en-GB', { timeZone: zone, hour: '2-digit', minute: '2-digit', hourCycle: 'h23' });
  const neighbourhood = (slug: string, language: Language): string => atlas().get(slug)?.names[language] ?? slug;
  const what = (kind: Kind, supply: Supply | null, language: Language): string =>
    words.say(language, 'telegram', supply && kind === 'cutoff' ? `kind-cutoff-${supply}` : `kind-${kind}`);
  const time = (at: number): string => clockFace.format(at);
  const calendar = new Intl.DateTimeFormat('ru', { timeZone: zone, day: '2-digit', month: '2-digit' });

  const day = new Intl.DateTimeFormat('ru', { timeZone: zone, day: '2-digit', month: '2-digit', year: 'numeric' });

  const term = (value: Term, language: Language): string | number => {
    if (typeof value !== 'object') return value;
    switch (value.term) {
      case 'neighbourhood':
        return neighbourhood(value.slug, language);
      case 'neighbourhoods':
        return value.slugs.map((slug) => neighbourhood(slug, language)).join(', ');
      case 'what':
        return what(value.kind, value.supply, language);
      case 'time':
        return time(value.at);
      case 'date':
        // 19.05: the way it is written in Kazakhstan, whatever the language.
        return calendar.format(value.at);
      case 'moment':
        return `${day.format(value.at)} ${time(value.at)}`;
      case 'duration':
        return words.say(language, 'sms', 'duration', splitDuration(value.ms));
      case 'stage':
        return words.say(language, 'sms', `stage-${value.stage}`, { time: value.at === null ? '' : time(value.at) });
      case 'skills':
        return value.skills.map((skill) => words.say(language, 'telegram', `skill-${skill}`)).join(', ');
      case 'sightings':
        return value.sightings.map((seen) => saySighting(seen, (key, args) => words.say(language, 'sms', key, args))).join(', ');
      case 'said':
        return sayEntry(value.said, value.house, (key, args) => words.say(language, 'sms', key, args), calendar.format);
      case 'toll':
        return value.said > value.known
          ? words.say(language, 'sms', 'closing-least', { number: value.said, known: value.known })
          : String(value.known);
      case 'timeline': {
        const voiced = (voice: Voice) => (key: string, args?: Readonly<Record<string, string | number>>) =>
          words.say(language, voice, key, args);
        return timelineLines(value.entries, voiced('telegram'), voiced('sms'), time, calendar.format);
      }
      case 'houses':
        return houseList(value.houses, (key, args) => words.say(language, 'telegram', key, args), time, calendar.format);
      case 'house-status':
        return sayStatus(value, (key, args) => words.say(language, 'telegram', key, args), calendar.format);
      case 'steps':
        return stepLines(
          value.lines,
          (key, args) => words.say(language, 'telegram', key, args),
          (at) => calendar.format(at),
          time,
        );
      case 'casualties':
        return casualtyLines(value.people, (key, args) => words.say(language, 'telegram', key, args));
      case 'status':
        return words.say(language, 'telegram', `status-${value.status}`);
      case 'choices':
        return value.alarms
          .map((a) => `${a.code} ${neighbourhood(a.slug, language)} ${what(a.kind, a.supply, language)} ${a.place}`.trim())
          .join('; ');
      case 'members':
        return value.members
          .map((one) => {
            const state = one.suspended ? 'suspended' : one.vouched ? 'vouched' : 'waiting';
            const args = {
              name: one.name,
              neighbourhood: neighbourhood(one.slug, language),
              state,
              by: one.by.join(', '),
              count: one.by.length,
            };
            return words.say(language, 'telegram', 'member-line', args);
          })
          .join('\n');
      case 'option':
        return words.say(language, 'telegram', `visit-${value.step}-${value.option}`);
      case 'visit':
        return visitLines(value.told, (key, args) => words.say(language, 'telegram', key, args));
      case 'home-person':
        return words.say(language, 'telegram', 'home-person', fill(personContent(value.person).args, language));
      case 'example':
        return words.say(language, 'sms', 'example-report', { neighbourhood: neighbourhood(value.slug, language) });
    }
  };
  const fill = (args: Content['args'], language: Language): Record<string, string | number> =>
    Object.fromEntries(Object.entries(args ?? {}).map(([name, value]) => [name, term(value, language)]));

  return {
    words,
    neighbourhood,
    what,
    time,
    day: (at) => day.format(at),
    value(value, language) {
      const said = term(value, language);
      // As Fluent does it inside of a message.
      return typeof said === 'number' ? new Intl.NumberFormat(language).format(said) : said;
    },
    content(content, language, voice) {
      const args = fill(content.args, language);
      const text = words.say(language, voice, content.key, args);
      if (voice === 'sms')
        return { text: content.free || countSegments(text) <= SMS_SEGMENTS_MAX ? text : fitSegments([(cut) => cut], text) };
      const buttons = content.buttons?.map((row) =>
        row.map(({ label, press }) => ({ text: words.say(language, voice, label.key, fill(label.args, language)), press })),
      );
      return {
        text,
        ...(buttons ? { buttons } : {}),
        ...(content.keyboard
          ? { keyboard: { alarm: words.say(language, voice, 'button-alarm'), location: words.say(language, voice, 'button-location') } }
          : {}),
      };
    },
  };
}

function splitDuration(ms: number): { readonly hours: number; readonly minutes: number; readonly seconds: number } {
  const seconds = Math.round(Math.max(0, ms) / 1_000);
  return { hours: Math.floor(seconds / 3_600), minutes: Math.floor((seconds % 3_600) / 60), seconds: seconds % 60 };
}
