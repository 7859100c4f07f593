import { awayDays } from './away.ts';
import { readCasualty } from './casualty/press.ts';
import { isAnswer } from './headcount.ts';
import { readHouse } from './house-press.ts';
import { isId, isSlug } from './id.ts';
import type { Supply } from './incident.ts';
import { isKind } from './kind.ts';
import { isLanguage } from './language.ts';
import { readMediation } from './mediation-press.ts';
import { isPhraseId } from './phrase.ts';
import {
  bare,
  encodePress,
  type JoinRole,
  type Press,
  withChange,
  withDraft,
  withEvent,
  withEvidence,
  withHome,
  withIncident,
  withMember,
  withPerson,
  withPhrase,
  withRequest,
  withScope,
  withSlug,
} from './press.ts';
import { isQuietHours } from './quiet.ts';
import { readRing } from './ring-press.ts';
import { readSpelling } from './sighting.ts';
import { isSkill } from './skill.ts';
import { isScope } from './spend.ts';
import { forces } from './timeline.ts';

/** The button that callback data stands for; undefined for what no button of ours can have sent. */
export function decodePress(data: string): Press | undefined {
  const [name = '', first = '', second = ''] = data.split(':', 4);
  const press = read(name, first, second);
  // Only the one spelling that encodePress writes: nothing missing, nothing more.
  return press && encodePress(press) === data ? press : undefined;
}

function read(name: string, first: string, second: string): Press | undefined {
  switch (name) {
    case 'l':
      return isLanguage(first) ? { kind: 'language', language: first } : undefined;
    case 'jr':
      return isJoinRole(first) ? { kind: 'join-role', role: first } : undefined;
    case 'jp':
      return /^\d{1,4}$/.test(first) ? { kind: 'join-page', page: Number(first) } : undefined;
    case 'vp':
      return /^\d{1,4}$/.test(first) ? { kind: 'vouched-page', page: Number(first) } : undefined;
    case 'rw':
      if (!isKind(first)) return undefined;
      return first === 'cutoff' && isSupply(second)
        ? { kind: 'report-what', what: first, supply: second }
        : { kind: 'report-what', what: first };
    case 'qh':
      return isSlug(first) && isQuietHours(second) ? { kind: 'quiet-hours', slug: first, hours: second } : undefined;
    case 'aw': {
      const days = awayDays.find((d) => String(d) === second);
      return isSlug(first) && days ? { kind: 'away-for', slug: first, days } : undefined;
    }
    case 'a':
      return isId(first) && isAnswer(second) ? { kind: 'answer', incident: first, answer: second } : undefined;
    case 'v':
      return isId(first) ? { kind: 'verdict', incident: first, confirmed: second === 'yes' } : undefined;
    case 'w':
      return isId(first) ? { kind: 'witness', incident: first, sees: second === 'yes' } : undefined;
    case 'k':
      return isSkill(first) ? { kind: 'skill', skill: first, has: second === 'yes' } : undefined;
    case 'ns':
    case 'nm':
      return isId(first) && isSkill(second) ? { kind: 'need-skill', incident: first, skill: second, more: name === 'nm' } : undefined;
    case 'ys': {
      const sighting = readSpelling(second);
      return isId(first) && sighting ? { kind: 'seen', incident: first, sighting } : undefined;
    }
    case 'el':
      return isId(first) && /^\d{1,4}$/.test(second) ? { kind: 'evidence', incident: first, page: Number(second) } : undefined;
    case 'yc': {
      const of = forces.find((force) => force === second);
      return isId(first) && of ? { kind: 'count', incident: first, of } : undefined;
    }
    default:
      return readCasualty(name, first, second, isId) ?? readByTable(name, first, second);
  }
}

function readByTable(name: string, first: string, second: string): Press | undefined {
  const slugKind = keyOf(withSlug, name);
  if (slugKind) return isSlug(first) ? { kind: slugKind, slug: first } : undefined;
  const incidentKind = keyOf(withIncident, name);
  if (incidentKind) return isId(first) ? { kind: incidentKind, incident: first } : undefined;
  const eventKind = keyOf(withEvent, name);
  if (eventKind) return isId(first) ? { kind: eventKind, event: first } : undefined;
  const evidenceKind = keyOf(withEvidence, name);
  if (evidenceKind) return isId(first) ? { kind: evidenceKind, evidence: first } : undefined;
  const draftKind = keyOf(withDraft, name);
  if (draftKind) return isId(first) ? { kind: draftKind, draft: first } : undefined;
  const scopeKind = keyOf(withScope, name);
  const scope = `${first}:${second}`;
  if (scopeKind) return isScope(scope, isId) ? { kind: scopeKind, scope } : undefined;
  const personKind = keyOf(withPerson, name);
  if (personKind) return isId(first) ? { kind: personKind, person: first } : undefined;
  const phraseKind = keyOf(withPhrase, name);
  if (phraseKind) return isPhraseId(first) ? { kind: phraseKind, phrase: first } : undefined;
  const memberKind = keyOf(withMember, name);
  if (memberKind) return isSlug(first) && isId(second) ? { kind: memberKind, slug: first, person: second } : undefined;
  const requestKind = keyOf(withRequest, name);
  if (requestKind) return isId(first) ? { kind: requestKind, request: first } : undefined;
  const changeKind = keyOf(withChange, name);
  if (changeKind) return isId(first) ? { kind: changeKind, change: first } : undefined;
  const homeKind = keyOf(withHome, name);
  if (homeKind) return isId(first) ? { kind: homeKind, check: first } : undefined;
  const bareKind = keyOf(bare, name);
  if (bareKind) return { kind: bareKind };
  return readHouse(name, first, second) ?? readRing(name, first, second) ?? readMediation(name, first, second);
}

function keyOf<Kinds extends string>(table: Readonly<Record<Kinds, string>>, name: string): Kinds | undefined {
  return (Object.keys(table) as Kinds[]).find((kind) => table[kind] === name);
}

const isJoinRole = (text: string): text is JoinRole => text === 'resident' || text === 'defender' || text === 'both';
const isSupply = (text: string): text is Supply => text === 'heat' || text === 'water' || text === 'light';
