import type { IncidentView } from '../domain/content.ts';
import type { Language } from '../domain/language.ts';
import { encodePress } from '../domain/press.ts';
import { inside } from '../domain/sighting.ts';
import { insideLines, tollLines } from './casualties.ts';
import { headcountLines } from './houses.ts';
import { wantedLines } from './need.ts';
import type { Rendered, Renderer } from './render.ts';
import { ringButtons, ringLines } from './rings.ts';
import { fitSegments } from './segments.ts';
import { situationLines } from './sightings.ts';
import type { Voice } from './words.ts';

export interface OrganiserReader {
  readonly language: Language;
  readonly voice: Voice;
  /** Organisers of the neighbourhood and above decide; those of the neighbourhoods below it only see. */
  readonly decides: boolean;
  /** Whether a code sent by SMS reaches us. */
  readonly twoWay: boolean;
}

const BAR_CELLS = 12;

/** The organisers' live card: from the first report to the stand-down. */
export function renderOrganiserCard(incident: IncidentView, reader: OrganiserReader, renderer: Renderer): Rendered {
  return reader.voice === 'sms' ? { text: renderSms(incident, reader, renderer) } : renderCard(incident, reader, renderer);
}

function renderSms(incident: IncidentView, reader: OrganiserReader, renderer: Renderer): string {
  const { language } = reader;
  const args = {
    neighbourhood: renderer.neighbourhood(incident.slug, language),
    what: renderer.what(incident.kind, incident.supply, language),
    time: renderer.time(incident.startedAt),
    code: incident.code,
  };
  const live = incident.stage === 'held' || incident.stage === 'open';
  const key = live ? `organiser-sms-${incident.stage}${reader.twoWay ? '' : '-one-way'}` : 'organiser-sms-other';
  const within = insideLines(incident, (name) => renderer.words.say(language, 'sms', name)).map((line) => `${line}. `);
  const text = (place: string): string => renderer.words.say(language, 'sms', key, { ...args, place });
  return fitSegments([(place) => `${within.join('')}${text(place)}`], incident.place);
}

function renderCard(incident: IncidentView, reader: OrganiserReader, renderer: Renderer): Rendered {
  const { language } = reader;
  const say = (key: string, args = {}): string => renderer.words.say(language, 'telegram', key, args);
  const places = [incident.place, ...incident.morePlaces].filter(Boolean);
  const settled = incident.reached + incident.failed;
  const lines = [
    ...insideLines(incident, say),
    say(isUnconfirmed(incident) ? 'organiser-unconfirmed' : `organiser-${incident.stage}`, {
      neighbourhood: renderer.neighbourhood(incident.slug, language),
      what: renderer.what(incident.kind, incident.supply, language),
      time: incident.endedAt === null ? '' : renderer.time(incident.endedAt),
    }),
    places.length > 0 ? say('card-place', { place: places.join('; ') }) : say('card-place-unknown'),
    say('organiser-code', { code: incident.code, time: renderer.time(incident.startedAt), reports: incident.reports }),
  ];
  if (isUnconfirmed(incident) && reader.decides) lines.push('', say('organiser-unconfirmed-how'));
  if (incident.stage === 'held') lines.push('', say(reader.decides ? 'organiser-held-how' : 'organiser-held-below'));
  if (incident.stage === 'open' || incident.stage === 'over') {
    lines.push('');
    if (incident.waiting > 0) lines.push(progressBar(settled, settled + incident.waiting));
    lines.push(say('organiser-counts', { reached: incident.reached, called: incident.called, failed: incident.failed }));
    lines.push(say('organiser-headcount', { coming: incident.coming, there: incident.there, cant: incident.cant }));
    if (incident.left > 0) lines.push(say('organiser-left', { left: incident.left }));
    lines.push(...headcountLines(incident, say, renderer.time));
    lines.push(...situationLines(incident.seen, say, renderer.time), ...tollLines(incident, say));
    lines.push(...wantedLines(incident.needs, say));
    lines.push(...ringLines(incident, say, (slug) => renderer.neighbourhood(slug, language)));
  }
  return {
    text: lines.join('\n'),
    buttons: reader.decides ? buttons(incident, say, (slug) => renderer.neighbourhood(slug, language)) : [],
  };
}

function buttons(
  incident: IncidentView,
  say: (key: string, args?: Readonly<Record<string, string | number>>) => string,
  nameOf: (slug: string) => string,
): NonNullable<Rendered['buttons']> {
  const { id } = incident;
  const verdict = [
    { text: say('button-confirm'), press: encodePress({ kind: 'verdict', incident: id, confirmed: true }) },
    { text: say('button-false'), press: encodePress({ kind: 'verdict', incident: id, confirmed: false }) },
  ];
  const silence = [
    { text: say('button-mute'), press: encodePress({ kind: 'mute', incident: id }) },
    { text: say('button-ban'), press: encodePress({ kind: 'ban', incident: id }) },
  ];
  const same =
    (incident.others ?? 0) > 0 && (incident.stage === 'held' || incident.stage === 'open')
      ? [[{ text: say('button-merge'), press: encodePress({ kind: 'merge', incident: id }) }]]
      : [];
  if (incident.stage === 'held') return [verdict, ...same];
  if (incident.stage === 'false') return [silence];
  const people = { text: say('button-people'), press: encodePress({ kind: 'casualties', incident: id, page: 0 }) };
  if (incident.stage === 'over') {
    // Whoever was taken is not out because it is over.
    const anybody = incident.casualties && Object.values(incident.casualties.known).some((n) => n > 0);
    return [
      [{ text: say('button-closing'), press: encodePress({ kind: 'closing-report', incident: id }) }],
      ...(anybody ? [[people]] : []),
    ];
  }
  if (incident.stage !== 'open') return [];
  const cleared = (incident.inside ?? []).map((who) => ({
    text: say(`button-${who}-out`),
    press: encodePress({ kind: 'seen', incident: id, sighting: inside(who, true) }),
  }));
  return [
    ...(isUnconfirmed(incident) ? [verdict] : []),
    [
      { text: say('button-update'), press: encodePress({ kind: 'update', incident: id }) },
      { text: say('button-another'), press: encodePress({ kind: 'another', incident: id }) },
    ],
    [
      { text: say('button-look'), press: encodePress({ kind: 'see', incident: id }) },
      { text: say('button-timeline'), press: encodePress({ kind: 'timeline', incident: id }) },
    ],
    ...(isUnconfirmed(incident)
      ? []
      : [
          [
            { text: say('button-need'), press: encodePress({ kind: 'need', incident: id }) },
            { text: say('button-mediate'), press: encodePress({ kind: 'mediate', incident: id }) },
          ],
        ]),
    [{ text: say('button-houses'), press: encodePress({ kind: 'houses', incident: id }) }, people],
    ...(cleared.length > 0 ? [cleared] : []),
    ...ringButtons(incident, say, nameOf),
    ...same,
    [{ text: say('button-stand-down'), press: encodePress({ kind: 'stand-down', incident: id }) }],
  ];
}

function isUnconfirmed({ stage, asker }: IncidentView): boolean {
  return stage === 'open' && asker === 'unconfirmed';
}

function progressBar(done: number, all: number): string {
  const full = all === 0 ? 0 : Math.floor((done / all) * BAR_CELLS);
  return `${'▓'.repeat(full)}${'░'.repeat(BAR_CELLS - full)} ${done}/${all}`;
}
