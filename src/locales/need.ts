import type { IncidentView, Need } from '../domain/content.ts';
import { encodePress } from '../domain/press.ts';
import type { Skill } from '../domain/skill.ts';
import { type Reader, renderAnswering } from './call.ts';
import { insideLines } from './casualties.ts';
import type { Rendered, Renderer } from './render.ts';
import { fitSegments } from './segments.ts';

/** Somebody with a skill is asked to come: to whom the alarm is old news this is not, so it stands first. */
export function renderNeed(incident: IncidentView, skill: Skill, reader: Reader, renderer: Renderer): Rendered {
  return reader.voice === 'sms' ? { text: renderSms(incident, skill, reader, renderer) } : renderCard(incident, skill, reader, renderer);
}

function renderSms(incident: IncidentView, skill: Skill, { language, twoWay }: Reader, renderer: Renderer): string {
  const say = (key: string, args = {}): string => renderer.words.say(language, 'sms', key, args);
  const what = `${renderer.neighbourhood(incident.slug, language)}: ${renderer.what(incident.kind, incident.supply, language)}.`;
  const since = renderer.time(incident.startedAt);
  const answers = twoWay ? ` ${say('call-answers')}` : '';
  const text = (...where: readonly string[]): string => {
    const said = where.filter(Boolean).join(', ');
    return `${what} ${say('need-ask', { skill })}.${said ? ` ${said}${said.endsWith('.') ? '' : '.'}` : ''}${answers}`;
  };
  return fitSegments([(place) => text(place, since), (place) => text(place)], incident.place);
}

function renderCard(incident: IncidentView, skill: Skill, reader: Reader, renderer: Renderer): Rendered {
  const { language } = reader;
  const say = (key: string, args = {}): string => renderer.words.say(language, 'telegram', key, args);
  const lines = [
    ...insideLines(incident, say),
    `🙋 ${say('need-ask', { skill })}`,
    say('card-call', {
      neighbourhood: renderer.neighbourhood(incident.slug, language),
      what: renderer.what(incident.kind, incident.supply, language),
    }),
    incident.place ? say('card-place', { place: incident.place }) : say('card-place-unknown'),
    ...(incident.morePlaces.length > 0 ? [say('card-more-places', { places: incident.morePlaces.join('; ') })] : []),
    say('card-since', { time: renderer.time(incident.startedAt) }),
    '',
  ];
  const card = renderAnswering(incident, reader, lines, 'need-how', renderer);
  const talks = skill === 'negotiator' && incident.stage === 'open' && (reader.answer === 'coming' || reader.answer === 'there');
  const mediate = { text: say('button-mediate'), press: encodePress({ kind: 'mediate', incident: incident.id }) };
  return talks ? { ...card, buttons: [...(card.buttons ?? []), [mediate]] } : card;
}

/** Who is wanted, in one line: how many are coming or there, of how many; while some are missing, how many were asked. */
export function wantedLines(
  needs: readonly Need[],
  say: (key: string, args?: Readonly<Record<string, string | number>>) => string,
): readonly string[] {
  if (needs.length === 0) return [];
  const roles = needs.map(({ skill, wanted, coming, asked }) =>
    say('organiser-role', { skill: say(`skill-${skill}`), coming, wanted, asked: coming < wanted ? asked : 0 }),
  );
  return [say('organiser-need', { roles: roles.join(' · ') })];
}
