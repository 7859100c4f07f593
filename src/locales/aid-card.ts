import type { IncidentView, RingView } from '../domain/content.ts';
import { encodePress } from '../domain/press.ts';
import type { OrganiserReader } from './organiser-card.ts';
import type { Rendered, Renderer } from './render.ts';
import { fitSegments } from './segments.ts';
import { situationLines } from './sightings.ts';

/**
 * What organisers of another neighbourhood see of an incident that asks theirs for help: what, where, how many are there, and the question.
 * Not whom it has called, nor how many those are.
 */
export function renderAidCard(
  incident: IncidentView,
  asked: RingView,
  reader: Omit<OrganiserReader, 'decides'>,
  renderer: Renderer,
): Rendered {
  return reader.voice === 'sms' ? { text: renderSms(incident, asked, reader, renderer) } : renderCard(incident, asked, reader, renderer);
}

function argsOf(incident: IncidentView, asked: RingView, { language }: Pick<OrganiserReader, 'language'>, renderer: Renderer) {
  return {
    neighbourhood: renderer.neighbourhood(incident.slug, language),
    own: renderer.neighbourhood(asked.slug, language),
    what: renderer.what(incident.kind, incident.supply, language),
    time: renderer.time(incident.endedAt ?? incident.startedAt),
    code: incident.code,
    coming: incident.coming,
    there: incident.there,
    wanted: asked.wanted,
  };
}

function renderSms(incident: IncidentView, asked: RingView, reader: Omit<OrganiserReader, 'decides'>, renderer: Renderer): string {
  const { language, twoWay } = reader;
  const args = argsOf(incident, asked, reader, renderer);
  const live = incident.stage === 'open';
  const key = !live ? 'organiser-sms-other' : asked.state === 'asked' ? `aid-sms-asked${twoWay ? '' : '-one-way'}` : 'aid-sms-told';
  return fitSegments([(place) => renderer.words.say(language, 'sms', key, { ...args, place })], incident.place);
}

function renderCard(incident: IncidentView, asked: RingView, reader: Omit<OrganiserReader, 'decides'>, renderer: Renderer): Rendered {
  const { language } = reader;
  const say = (key: string, args = {}): string => renderer.words.say(language, 'telegram', key, args);
  const args = argsOf(incident, asked, reader, renderer);
  if (incident.stage !== 'open') return { text: say(`organiser-${incident.stage}`, args), buttons: [] };
  const places = [incident.place, ...incident.morePlaces].filter(Boolean);
  const question = asked.state === 'asked';
  const text = [
    say('aid-card', args),
    places.length > 0 ? say('card-place', { place: places.join('; ') }) : say('card-place-unknown'),
    say('aid-code', args),
    say('aid-headcount', args),
    ...situationLines(incident.seen, say, renderer.time),
    '',
    question
      ? say(asked.city ? 'aid-question-city' : 'aid-question', args)
      : say('ring-line', { ...args, neighbourhood: args.own, state: asked.state, coming: asked.coming, there: asked.there }),
  ].join('\n');
  const press = (kind: 'aid-yes' | 'aid-always' | 'aid-no'): string => encodePress({ kind, ring: asked.id });
  const buttons = [
    [{ text: say('button-aid-yes'), press: press('aid-yes') }],
    // A city is asked each time.
    ...(asked.city ? [] : [[{ text: say('button-aid-always', args), press: press('aid-always') }]]),
    [{ text: say('button-aid-no'), press: press('aid-no') }],
  ];
  return { text, buttons: question ? buttons : [] };
}
