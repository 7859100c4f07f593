import { assertNever } from './assert-never.ts';
import { type AwayDays, awayDays } from './away.ts';
import { type Answer, isAnswer } from './headcount.ts';
import type { Supply } from './incident.ts';
import { isKind, type Kind } from './kind.ts';
import { isLanguage, type Language } from './language.ts';
import type { Role } from './person.ts';
import { isPhraseId } from './phrase.ts';
import { isQuietHours, type QuietHours } from './quiet.ts';
import { readSpelling, spellSighting } from './sighting.ts';
import { isSkill, type Skill } from './skill.ts';
import { isScope, type Scope } from './spend.ts';
import { type Force, forces, type Sighting } from './timeline.ts';

/** A button that was pressed. Ids are positive 64-bit numbers in decimal; slugs have at most 40 characters. */
export type Press =
  | { readonly kind: 'language'; readonly language: Language }
  | { readonly kind: 'join-role'; readonly role: JoinRole }
  | { readonly kind: 'join-page'; readonly page: number }
  | { readonly kind: 'report-what'; readonly what: Kind; readonly supply?: Supply }
  | { readonly kind: 'away-for'; readonly slug: string; readonly days: AwayDays }
  | { readonly kind: 'quiet-hours'; readonly slug: string; readonly hours: QuietHours }
  | { readonly kind: 'answer'; readonly incident: string; readonly answer: Answer }
  | { readonly kind: 'verdict'; readonly incident: string; readonly confirmed: boolean }
  | { readonly kind: 'witness'; readonly incident: string; readonly sees: boolean }
  /** Says what is to be, so that a button pressed twice does the same. */
  | { readonly kind: 'skill'; readonly skill: Skill; readonly has: boolean }
  /** `more`: though some are coming. */
  | { readonly kind: 'need-skill'; readonly incident: string; readonly skill: Skill; readonly more: boolean }
  | { readonly kind: 'seen'; readonly incident: string; readonly sighting: Sighting }
  | { readonly kind: 'count'; readonly incident: string; readonly of: Force }
  | { readonly kind: keyof typeof withEvent; readonly event: string }
  | { readonly kind: 'vouched-page'; readonly page: number }
  | { readonly kind: keyof typeof withMember; readonly slug: string; readonly person: string }
  | { readonly kind: keyof typeof withSlug; readonly slug: string }
  | { readonly kind: keyof typeof withIncident; readonly incident: string }
  | { readonly kind: keyof typeof withDraft; readonly draft: string }
  | { readonly kind: keyof typeof withScope; readonly scope: Scope }
  | { readonly kind: keyof typeof withPerson; readonly person: string }
  | { readonly kind: keyof typeof withPhrase; readonly phrase: string }
  | { readonly kind: keyof typeof withRequest; readonly request: string }
  | { readonly kind: keyof typeof withChange; readonly change: string }
  | { readonly kind: keyof typeof bare };

/** Organisers are made by invitation, never by a button. */
export type JoinRole = Exclude<Role, 'organiser'>;

// The short names are in the chats of everybody who was ever called: a button of last week must mean the same today.
const withSlug = {
  'join-neighbourhood': 'jn',
  'report-where': 'rn',
  'broadcast-to': 'bn',
  'away-from': 'af',
  'away-back': 'ab',
  'quiet-in': 'qi',
  'move-from': 'mf',
  'move-to': 'mt',
} as const;
/** `another-same` takes the place that was offered. */
const withIncident = {
  map: 'm',
  update: 'u',
  need: 'n',
  another: 'o',
  'another-same': 'os',
  'stand-down': 'e',
  see: 'y',
  timeline: 'tl',
  mute: 'q',
  ban: 'b',
} as const;
const withEvent = { strike: 'yx', restore: 'yb' } as const;
const withDraft = { 'broadcast-send': 'bs', 'broadcast-cancel': 'bc' } as const;
const withScope = { 'spend-send': 'ss', 'spend-drop': 'sd' } as const;
/** `…-more`: those after a person, in the list to choose from. */
const withPerson = {
  freeze: 'fz',
  unfreeze: 'fu',
  'remove-organiser': 'ro',
  'freeze-more': 'fzm',
  'unfreeze-more': 'fum',
  'remove-organiser-more': 'rom',
} as const;
/** `record-next`: the next one that is missing; `record-walk`: the one that follows. */
const withPhrase = {
  'record-again': 'pa',
  'record-drop': 'pd',
  'record-hear': 'ph',
  'record-next': 'pn',
  'record-walk': 'pw',
} as const;
/** Somebody in one of their neighbourhoods. */
const withMember = { member: 'mb', 'remove-member': 'rm', 'suspend-tree': 'sp', lift: 'lf' } as const;
const withRequest = { 'request-yes': 'qy', 'request-no': 'qn' } as const;
/** The old account says whether it was they who opened the link in another. */
const withChange = { 'change-yes': 'cy', 'change-no': 'cn' } as const;
const bare = {
  'join-agree': 'ja',
  'vouch-yes': 'vy',
  'report-skip': 'rk',
  'report-send': 'rs',
  'report-cancel': 'rc',
  'leave-sure': 'ls',
  'leave-keep': 'lk',
  'skills-done': 'kd',
  'move-sure': 'ms',
  'number-account': 'na',
  cancel: 'x',
} as const;

/** Telegram's callback data: printable ASCII, at most 64 bytes. */
export function encodePress(press: Press): string {
  switch (press.kind) {
    case 'language':
      return `l:${press.language}`;
    case 'join-role':
      return `jr:${press.role}`;
    case 'join-page':
      return `jp:${press.page}`;
    case 'vouched-page':
      return `vp:${press.page}`;
    case 'report-what':
      return press.supply ? `rw:${press.what}:${press.supply}` : `rw:${press.what}`;
    case 'away-for':
      return `aw:${press.slug}:${press.days}`;
    case 'quiet-hours':
      return `qh:${press.slug}:${press.hours}`;
    case 'answer':
      return `a:${press.incident}:${press.answer}`;
    case 'verdict':
      return `v:${press.incident}:${press.confirmed ? 'yes' : 'no'}`;
    case 'witness':
      return `w:${press.incident}:${press.sees ? 'yes' : 'no'}`;
    case 'skill':
      return `k:${press.skill}:${press.has ? 'yes' : 'no'}`;
    case 'need-skill':
      return `${press.more ? 'nm' : 'ns'}:${press.incident}:${press.skill}`;
    case 'seen':
      return `ys:${press.incident}:${spellSighting(press.sighting)}`;
    case 'count':
      return `yc:${press.incident}:${press.of}`;
    case 'strike':
    case 'restore':
      return `${withEvent[press.kind]}:${press.event}`;
    case 'join-neighbourhood':
    case 'report-where':
    case 'broadcast-to':
    case 'away-from':
    case 'away-back':
    case 'quiet-in':
    case 'move-from':
    case 'move-to':
      return `${withSlug[press.kind]}:${press.slug}`;
    case 'map':
    case 'update':
    case 'need':
    case 'another':
    case 'another-same':
    case 'stand-down':
    case 'see':
    case 'timeline':
    case 'mute':
    case 'ban':
      return `${withIncident[press.kind]}:${press.incident}`;
    case 'broadcast-send':
    case 'broadcast-cancel':
      return `${withDraft[press.kind]}:${press.draft}`;
    case 'spend-send':
    case 'spend-drop':
      return `${withScope[press.kind]}:${press.scope}`;
    case 'freeze':
    case 'unfreeze':
    case 'remove-organiser':
    case 'freeze-more':
    case 'unfreeze-more':
    case 'remove-organiser-more':
      return `${withPerson[press.kind]}:${press.person}`;
    case 'record-again':
    case 'record-drop':
    case 'record-hear':
    case 'record-next':
    case 'record-walk':
      return `${withPhrase[press.kind]}:${press.phrase}`;
    case 'member':
    case 'remove-member':
    case 'suspend-tree':
    case 'lift':
      return `${withMember[press.kind]}:${press.slug}:${press.person}`;
    case 'request-yes':
    case 'request-no':
      return `${withRequest[press.kind]}:${press.request}`;
    case 'change-yes':
    case 'change-no':
      return `${withChange[press.kind]}:${press.change}`;
    case 'join-agree':
    case 'vouch-yes':
    case 'report-skip':
    case 'report-send':
    case 'report-cancel':
    case 'leave-sure':
    case 'leave-keep':
    case 'skills-done':
    case 'move-sure':
    case 'number-account':
    case 'cancel':
      return bare[press.kind];
    default:
      return assertNever(press);
  }
}

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
    case 'yc': {
      const of = forces.find((force) => force === second);
      return isId(first) && of ? { kind: 'count', incident: first, of } : undefined;
    }
    default:
      return readByTable(name, first, second);
  }
}

function readByTable(name: string, first: string, second: string): Press | undefined {
  const slugKind = keyOf(withSlug, name);
  if (slugKind) return isSlug(first) ? { kind: slugKind, slug: first } : undefined;
  const incidentKind = keyOf(withIncident, name);
  if (incidentKind) return isId(first) ? { kind: incidentKind, incident: first } : undefined;
  const eventKind = keyOf(withEvent, name);
  if (eventKind) return isId(first) ? { kind: eventKind, event: first } : undefined;
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
  const bareKind = keyOf(bare, name);
  return bareKind && { kind: bareKind };
}

function keyOf<Kinds extends string>(table: Readonly<Record<Kinds, string>>, name: string): Kinds | undefined {
  return (Object.keys(table) as Kinds[]).find((kind) => table[kind] === name);
}

const GREATEST_ID = 2n ** 63n - 1n;
/** Greater numbers would reach the database only to fail there. */
export const isId = (text: string): boolean => /^[1-9]\d{0,18}$/.test(text) && BigInt(text) <= GREATEST_ID;
const isSlug = (text: string): boolean => /^[a-z0-9-]{1,40}$/.test(text);
const isJoinRole = (text: string): text is JoinRole => text === 'resident' || text === 'defender' || text === 'both';
const isSupply = (text: string): text is Supply => text === 'heat' || text === 'water' || text === 'light';
