import type { IncidentView } from '../domain/content.ts';
import type { Answer } from '../domain/headcount.ts';
import type { Language } from '../domain/language.ts';
import { encodePress } from '../domain/press.ts';
import { inside as insideSeen } from '../domain/sighting.ts';
import { visitKinds } from '../domain/visit.ts';
import { insideLines, tollLines } from './casualties.ts';
import { arrivalButtons, headcountLines, ownHouseLines } from './houses.ts';
import type { Rendered, Renderer } from './render.ts';
import { countSegments, fitSegments } from './segments.ts';
import { situationLines } from './sightings.ts';
import type { Voice } from './words.ts';

export interface Reader {
  readonly language: Language;
  readonly voice: Voice;
  /** Whether an answer by SMS reaches us. */
  readonly twoWay: boolean;
  /** What the reader has answered. */
  readonly answer: Answer | undefined;
  /** The house that the answer is for; null for the first. */
  readonly house?: string | null;
  /** When the reader will be there, where they said so. */
  readonly arrivesAt?: number | null;
  /** The receipt of somebody who reported, which stands in for the call. */
  readonly reporter: boolean;
  /** Where set, they may not know the exact place: see `hidden.ts`. */
  readonly hidesPlace?: boolean;
  /** They live elsewhere: another neighbourhood asks theirs for help. */
  readonly aid?: boolean;
}

/** The call, and the card it is on Telegram: what, where, since when, who asks, how to answer. */
export function renderCall(incident: IncidentView, reader: Reader, renderer: Renderer): Rendered {
  return reader.voice === 'sms' ? { text: renderSms(incident, reader, renderer) } : renderCard(incident, reader, renderer);
}

/** `all` is what the messages say of a number that is not known yet. */
function calledOf(incident: IncidentView): number | 'all' {
  return incident.counting ? 'all' : incident.called;
}

function renderSms(incident: IncidentView, reader: Reader, renderer: Renderer): string {
  const { language } = reader;
  const say = (key: string, args = {}): string => renderer.words.say(language, 'sms', key, args);
  const inside = insideLines(incident, say).map((line) => `${line}. `);
  const within = inside.join('');
  if (reader.reporter) {
    const receipt = say('receipt', { called: calledOf(incident), time: renderer.time(incident.startedAt) });
    return countSegments(within + receipt) <= 2 ? within + receipt : receipt;
  }
  const names = {
    neighbourhood: renderer.neighbourhood(incident.slug, language),
    what: renderer.what(incident.kind, incident.supply, language),
  };
  const what = reader.aid ? `${say('call-aid', names)}.` : `${names.neighbourhood}: ${names.what}.`;
  // Never gives way: whoever comes must know that nobody has seen it yet.
  const head = incident.asker === 'unconfirmed' ? `${what} ${say('call-unconfirmed')}.` : what;
  const since = renderer.time(incident.startedAt);
  const answers = reader.twoWay ? ` ${say('call-answers')}` : '';
  const where = (...parts: string[]): string => {
    const known = parts.filter(Boolean);
    const said = known.join(', ');
    return said ? ` ${said}${said.endsWith('.') ? '' : '.'}` : '';
  };
  // Where both find room: it stands before all else, and gives way to nothing but the place and how to answer.
  const withInside = (first: string): ((place: string) => string)[] => [
    (place) => `${first}${head}${where(place, since)} ${say('call-ask')}.${answers}`,
    (place) => `${first}${head}${where(place, since)}${answers}`,
    (place) => `${first}${head}${where(place)}${answers}`,
  ];
  // What gives way first: the asking, then since when, then the end of the place. How to answer never does.
  return fitSegments(
    [
      ...[...new Set([within, inside[0] ?? ''])].filter(Boolean).flatMap(withInside),
      (place) => `${head}${where(place, since)} ${say('call-ask')}.${answers}`,
      (place) => `${head}${where(place, since)}${answers}`,
      (place) => `${head}${where(place)}${answers}`,
    ],
    incident.place || (reader.hidesPlace ? say('call-place-hidden') : ''),
  );
}

function renderCard(incident: IncidentView, reader: Reader, renderer: Renderer): Rendered {
  const { language } = reader;
  const say = (key: string, args = {}): string => renderer.words.say(language, 'telegram', key, args);
  const lines = [
    ...insideLines(incident, say),
    ...(reader.reporter ? [say('receipt', { called: calledOf(incident) }), ''] : []),
    say(reader.aid ? 'card-aid' : 'card-call', {
      neighbourhood: renderer.neighbourhood(incident.slug, language),
      what: renderer.what(incident.kind, incident.supply, language),
    }),
    incident.place ? say('card-place', { place: incident.place }) : say(reader.hidesPlace ? 'card-place-hidden' : 'card-place-unknown'),
    ...(incident.morePlaces.length > 0 ? [say('card-more-places', { places: incident.morePlaces.join('; ') })] : []),
    say('card-since', { time: renderer.time(incident.startedAt) }),
    ...(incident.asker === 'nobody' || (reader.reporter && incident.asker !== 'unconfirmed') ? [] : [say(`card-asker-${incident.asker}`)]),
    '',
  ];
  return renderAnswering(incident, reader, lines, 'card-how', renderer);
}

/** How it stands, under what a card says: over, or how many are coming and what the reader has answered, and the buttons for it. */
export function renderAnswering(
  incident: IncidentView,
  reader: Pick<Reader, 'language' | 'answer' | 'house' | 'arrivesAt' | 'reporter' | 'hidesPlace'>,
  lines: readonly string[],
  how: string,
  renderer: Renderer,
): Rendered {
  const say = (key: string, args = {}): string => renderer.words.say(reader.language, 'telegram', key, args);
  if (incident.stage !== 'open') {
    const end = incident.stage === 'over' && incident.endedAt !== null ? 'card-over' : 'incident-false';
    return {
      text: [
        ...lines,
        ...tollLines(incident, say),
        say(end, { time: incident.endedAt === null ? '' : renderer.time(incident.endedAt) }),
      ].join('\n'),
      buttons: [],
    };
  }
  const showsHeadcount = reader.answer !== undefined || reader.reporter;
  // Those who may not know the place are not heard either: see `sighting.ts`.
  const comes = (reader.answer === 'coming' || reader.answer === 'there') && !reader.hidesPlace;
  const text = [
    ...lines,
    ...(showsHeadcount ? [say('card-headcount', { coming: incident.coming, there: incident.there })] : []),
    // Nobody else needs other places, least of all a stranger who reported.
    ...(comes ? headcountLines(incident, say, renderer.time) : []),
    ...(comes ? situationLines(incident.seen, say, renderer.time) : []),
    ...tollLines(incident, say),
    reader.answer ? say(`card-you-${reader.answer}`) : say(how),
    ...ownHouseLines(incident, reader, say, renderer.time),
  ].join('\n');
  const answer = (value: Answer): string => encodePress({ kind: 'answer', incident: incident.id, answer: value });
  return {
    text,
    buttons: [
      [
        { text: say('button-coming'), press: answer('coming') },
        { text: say('button-there'), press: answer('there') },
      ],
      [
        { text: say('button-cant'), press: answer('cant') },
        { text: say('button-map'), press: encodePress({ kind: 'map', incident: incident.id }) },
      ],
      ...(reader.answer === 'coming' ? [arrivalButtons(incident.id, say)] : []),
      ...(reader.answer === 'there' ? [[{ text: say('button-left'), press: answer('left') }]] : []),
      ...(comes && reader.answer === 'there'
        ? [[{ text: say('button-look'), press: encodePress({ kind: 'see', incident: incident.id }) }]]
        : []),
      ...(visitKinds.includes(incident.kind) && (reader.reporter || reader.answer === 'there')
        ? [[{ text: say('button-visit'), press: encodePress({ kind: 'visit', incident: incident.id }) }]]
        : []),
      ...(reader.reporter && !reader.hidesPlace && !incident.inside?.includes('children')
        ? [
            [
              {
                text: say('button-children'),
                press: encodePress({ kind: 'seen', incident: incident.id, sighting: insideSeen('children') }),
              },
            ],
          ]
        : []),
    ],
  };
}
