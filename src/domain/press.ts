import { assertNever } from './assert-never.ts';
import type { AwayDays } from './away.ts';
import { type CasualtyPress, encodeCasualty, isCasualtyPress } from './casualty/press.ts';
import type { Answer } from './headcount.ts';
import { encodeHouse, type HousePress, isHousePress } from './house-press.ts';
import type { Supply } from './incident.ts';
import type { Kind } from './kind.ts';
import type { Language } from './language.ts';
import { encodeMediation, isMediationPress, type MediationPress } from './mediation-press.ts';
import type { Role } from './person.ts';
import type { QuietHours } from './quiet.ts';
import { encodeRing, isRingPress, type RingPress } from './ring-press.ts';
import { spellSighting } from './sighting.ts';
import type { Skill } from './skill.ts';
import type { Scope } from './spend.ts';
import type { Force, Sighting } from './timeline.ts';

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
  /** At least one; `more`: one more than are wanted or coming. */
  | { readonly kind: 'need-skill'; readonly incident: string; readonly skill: Skill; readonly more: boolean }
  | { readonly kind: 'seen'; readonly incident: string; readonly sighting: Sighting }
  | { readonly kind: 'count'; readonly incident: string; readonly of: Force }
  | { readonly kind: keyof typeof withEvent; readonly event: string }
  /** What was sent of an incident, so many at a time. */
  | { readonly kind: 'evidence'; readonly incident: string; readonly page: number }
  | { readonly kind: keyof typeof withEvidence; readonly evidence: string }
  | CasualtyPress
  | HousePress
  | RingPress
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
  | MediationPress
  | { readonly kind: keyof typeof withHome; readonly check: string }
  | { readonly kind: keyof typeof bare };

/** Organisers are made by invitation, never by a button. */
export type JoinRole = Exclude<Role, 'organiser'>;

// The short names are in the chats of everybody who was ever called: a button of last week must mean the same today.
export const withSlug = {
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
export const withIncident = {
  map: 'm',
  update: 'u',
  need: 'n',
  another: 'o',
  'another-same': 'os',
  'stand-down': 'e',
  see: 'y',
  timeline: 'tl',
  'evidence-of': 'eo',
  mute: 'q',
  ban: 'b',
  'home-safe': 'sfy',
  'home-help': 'sfn',
  'closing-report': 'cr',
} as const;
export const withEvent = { strike: 'yx', restore: 'yb' } as const;
export const withEvidence = { 'evidence-open': 'ev' } as const;
export const withDraft = { 'broadcast-send': 'bs', 'broadcast-cancel': 'bc' } as const;
export const withScope = { 'spend-send': 'ss', 'spend-drop': 'sd' } as const;
/** `…-more`: those after a person, in the list to choose from. */
export const withPerson = {
  freeze: 'fz',
  unfreeze: 'fu',
  'remove-organiser': 'ro',
  'freeze-more': 'fzm',
  'unfreeze-more': 'fum',
  'remove-organiser-more': 'rom',
} as const;
/** `record-next`: the next one that is missing; `record-walk`: the one that follows. */
export const withPhrase = {
  'record-again': 'pa',
  'record-drop': 'pd',
  'record-hear': 'ph',
  'record-next': 'pn',
  'record-walk': 'pw',
} as const;
/** Somebody in one of their neighbourhoods. */
export const withMember = { member: 'mb', 'remove-member': 'rm', 'suspend-tree': 'sp', lift: 'lf' } as const;
export const withRequest = { 'request-yes': 'qy', 'request-no': 'qn' } as const;
/** The old account says whether it was they who opened the link in another. */
export const withChange = { 'change-yes': 'cy', 'change-no': 'cn' } as const;
/** Somebody who was there: an organiser knows that they are safe, or writes to them. */
export const withHome = { 'home-accounted': 'sfx', 'home-write': 'sfw' } as const;
export const bare = {
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
  if (isMediationPress(press)) return encodeMediation(press);
  if (isCasualtyPress(press)) return encodeCasualty(press);
  if (isHousePress(press)) return encodeHouse(press);
  if (isRingPress(press)) return encodeRing(press);
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
    case 'evidence':
      return `el:${press.incident}:${press.page}`;
    case 'evidence-open':
      return `${withEvidence[press.kind]}:${press.evidence}`;
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
    case 'evidence-of':
    case 'mute':
    case 'ban':
    case 'home-safe':
    case 'home-help':
    case 'closing-report':
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
    case 'home-accounted':
    case 'home-write':
      return `${withHome[press.kind]}:${press.check}`;
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
