import type { IncidentView } from '../domain/content.ts';
import type { Language } from '../domain/language.ts';
import { encodePress } from '../domain/press.ts';
import type { Rendered, Renderer } from './render.ts';
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
  return fitSegments([(place) => renderer.words.say(language, 'sms', key, { ...args, place })], incident.place);
}

function renderCard(incident: IncidentView, reader: OrganiserReader, renderer: Renderer): Rendered {
  const { language } = reader;
  const say = (key: string, args = {}): string => renderer.words.say(language, 'telegram', key, args);
  const places = [incident.place, ...incident.morePlaces].filter(Boolean);
  const settled = incident.reached + incident.failed;
  const lines = [
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
    lines.push(...situationLines(incident.seen, say, renderer.time));
    for (const { skill, asked, coming } of incident.needs) {
      lines.push(say('organiser-need', { skill: say(`skill-${skill}`), asked, coming }));
    }
  }
  return { text: lines.join('\n'), buttons: reader.decides ? buttons(incident, say) : [] };
}

function buttons(incident: IncidentView, say: (key: string) => string): NonNullable<Rendered['buttons']> {
  const { id } = incident;
  const verdict = [
    { text: say('button-confirm'), press: encodePress({ kind: 'verdict', incident: id, confirmed: true }) },
    { text: say('button-false'), press: encodePress({ kind: 'verdict', incident: id, confirmed: false }) },
  ];
  const silence = [
    { text: say('button-mute'), press: encodePress({ kind: 'mute', incident: id }) },
    { text: say('button-ban'), press: encodePress({ kind: 'ban', incident: id }) },
  ];
  if (incident.stage === 'held') return [verdict];
  if (incident.stage === 'false') return [silence];
  if (incident.stage === 'over') return [[{ text: say('button-closing'), press: encodePress({ kind: 'closing-report', incident: id }) }]];
  if (incident.stage !== 'open') return [];
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
    ...(isUnconfirmed(incident) ? [] : [[{ text: say('button-need'), press: encodePress({ kind: 'need', incident: id }) }]]),
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
