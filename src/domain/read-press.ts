import { awayDays } from './away.ts';
import { readCasualty } from './casualty-press.ts';
import { isAnswer } from './headcount.ts';
import { ARRIVAL_MAX_MINUTES, HOUSE_WANTED_MAX, isHouseStatus } from './house.ts';
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
  withAid,
  withChange,
  withDraft,
  withEvent,
  withEvidence,
  withHome,
  withHouse,
  withIncident,
  withMember,
  withPerson,
  withPhrase,
  withRequest,
  withRing,
  withScope,
  withSlug,
} from './press.ts';
import { isQuietHours } from './quiet.ts';
import { isRingPolicy } from './ring.ts';
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
    case 'rgp':
      return isSlug(first) && isRingPolicy(second) ? { kind: 'rings-set', slug: first, policy: second } : undefined;
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
    case 'hp':
      return isId(first) && /^\d{1,4}$/.test(second) ? { kind: 'houses-page', incident: first, page: Number(second) } : undefined;
    case 'ht':
      return isId(first) && isHouseStatus(second) ? { kind: 'house-status', house: first, status: second } : undefined;
    case 'hu':
      return isId(first) && /^\d{1,6}$/.test(second) ? { kind: 'house-until', house: first, day: Number(second) } : undefined;
    case 'hn':
      return isId(first) && isNumber(second, HOUSE_WANTED_MAX) ? { kind: 'house-need', house: first, wanted: Number(second) } : undefined;
    case 'am':
      return isId(first) && isNumber(second, ARRIVAL_MAX_MINUTES)
        ? { kind: 'arrive', incident: first, minutes: Number(second) }
        : undefined;
    default:
      return readCasualty(name, first, second, isId) ?? readByTable(name, first, second);
  }
}

function readByTable(name: string, first: string, second: string): Press | undefined {
  const slugKind = keyOf(withSlug, name);
  if (slugKind) return isSlug(first) ? { kind: slugKind, slug: first } : undefined;
  const incidentKind = keyOf(withIncident, name);
  if (incidentKind) return isId(first) ? { kind: incidentKind, incident: first } : undefined;
  const ringKind = keyOf(withRing, name);
  if (ringKind) return isId(first) ? { kind: ringKind, ring: first } : undefined;
  const aidKind = keyOf(withAid, name);
  if (aidKind) return isId(first) ? { kind: aidKind, aid: first } : undefined;
  const houseKind = keyOf(withHouse, name);
  if (houseKind) return isId(first) ? { kind: houseKind, house: first } : undefined;
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
  return bareKind ? { kind: bareKind } : readMediation(name, first, second);
}

function keyOf<Kinds extends string>(table: Readonly<Record<Kinds, string>>, name: string): Kinds | undefined {
  return (Object.keys(table) as Kinds[]).find((kind) => table[kind] === name);
}

const isNumber = (text: string, most: number): boolean => /^[1-9]\d{0,4}$/.test(text) && Number(text) <= most;
const isJoinRole = (text: string): text is JoinRole => text === 'resident' || text === 'defender' || text === 'both';
const isSupply = (text: string): text is Supply => text === 'heat' || text === 'water' || text === 'light';
