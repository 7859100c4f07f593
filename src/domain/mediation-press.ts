import { assertNever } from './assert-never.ts';
import { type Day, isDay } from './calendar.ts';
import { type DutyDays, dutyDays } from './duty.ts';
import { isId, isSlug } from './id.ts';
import { isDueKind, type Outcome, readOutcome, spellOutcome } from './mediation.ts';
import type { DueKind } from './reminder.ts';
import { isSkill, type Skill } from './skill.ts';
import { isStep, type StepId, stepOf } from './visit.ts';
import { WANTED_MAX } from './wanted.ts';

/** Buttons about who is wanted, talks and what came of them, and visits. Their short names are as lasting as those of `press.ts`. */
export type MediationPress =
  | { readonly kind: 'wanted'; readonly incident: string; readonly skill: Skill; readonly count: number }
  | { readonly kind: 'mediate'; readonly incident: string }
  | { readonly kind: 'outcome-day'; readonly incident: string; readonly outcome: DueKind }
  | { readonly kind: 'outcome'; readonly incident: string; readonly said: Outcome }
  | { readonly kind: 'outcome-tell'; readonly event: string }
  | { readonly kind: 'reminder-drop' | 'reminder-day'; readonly reminder: string }
  | { readonly kind: 'reminder-on'; readonly reminder: string; readonly day: Day }
  | { readonly kind: 'visit'; readonly incident: string }
  | { readonly kind: 'visit-step'; readonly visit: string; readonly step: StepId; readonly choice: string }
  | { readonly kind: 'visit-send' | 'visit-reply'; readonly visit: string }
  | { readonly kind: 'duty'; readonly slug: string; readonly days: DutyDays }
  | { readonly kind: 'duty-ask'; readonly slug: string }
  | { readonly kind: 'duty-agree' | 'duty-end'; readonly slug: string; readonly person: string };

const names: Readonly<Record<MediationPress['kind'], string>> = {
  wanted: 'nw',
  mediate: 'g',
  'outcome-day': 'gd',
  outcome: 'go',
  'outcome-tell': 'gt',
  'reminder-drop': 'gx',
  'reminder-day': 'gc',
  'reminder-on': 'gn',
  visit: 'vi',
  'visit-step': 'vx',
  'visit-send': 've',
  'visit-reply': 'vr',
  duty: 'dy',
  'duty-ask': 'da',
  'duty-agree': 'dg',
  'duty-end': 'de',
};

export function isMediationPress(press: { readonly kind: string }): press is MediationPress {
  return Object.hasOwn(names, press.kind);
}

export function encodeMediation(press: MediationPress): string {
  const name = names[press.kind];
  switch (press.kind) {
    case 'wanted':
      return `${name}:${press.incident}:${press.skill}=${press.count}`;
    case 'mediate':
    case 'visit':
      return `${name}:${press.incident}`;
    case 'outcome-day':
      return `${name}:${press.incident}:${press.outcome}`;
    case 'outcome':
      return `${name}:${press.incident}:${spellOutcome(press.said)}`;
    case 'outcome-tell':
      return `${name}:${press.event}`;
    case 'reminder-drop':
    case 'reminder-day':
      return `${name}:${press.reminder}`;
    case 'reminder-on':
      return `${name}:${press.reminder}:${press.day}`;
    case 'visit-step':
      return `${name}:${press.visit}:${press.step}=${press.choice}`;
    case 'visit-send':
    case 'visit-reply':
      return `${name}:${press.visit}`;
    case 'duty':
      return `${name}:${press.slug}:${press.days}`;
    case 'duty-ask':
      return `${name}:${press.slug}`;
    case 'duty-agree':
    case 'duty-end':
      return `${name}:${press.slug}:${press.person}`;
    default:
      return assertNever(press);
  }
}

/** What such a button stands for; undefined for what none of them can have sent. */
export function readMediation(name: string, first: string, second: string): MediationPress | undefined {
  const kind = (Object.keys(names) as MediationPress['kind'][]).find((one) => names[one] === name);
  if (kind === undefined) return undefined;
  if (kind === 'duty' || kind === 'duty-ask' || kind === 'duty-agree' || kind === 'duty-end') return readDuty(kind, first, second);
  if (!isId(first)) return undefined;
  const [before = '', after = ''] = second.split('=');
  switch (kind) {
    case 'wanted': {
      const count = /^\d{1,2}$/.test(after) ? Number(after) : undefined;
      return isSkill(before) && count !== undefined && count <= WANTED_MAX ? { kind, incident: first, skill: before, count } : undefined;
    }
    case 'mediate':
    case 'visit':
      return { kind, incident: first };
    case 'outcome-day':
      return isDueKind(second) ? { kind, incident: first, outcome: second } : undefined;
    case 'outcome': {
      const said = readOutcome(second);
      return said && { kind, incident: first, said };
    }
    case 'outcome-tell':
      return { kind, event: first };
    case 'reminder-drop':
    case 'reminder-day':
      return { kind, reminder: first };
    case 'reminder-on':
      return isDay(second) ? { kind, reminder: first, day: second } : undefined;
    case 'visit-step':
      return isStep(before) && isChoice(before, after) ? { kind, visit: first, step: before, choice: after } : undefined;
    case 'visit-send':
    case 'visit-reply':
      return { kind, visit: first };
    default:
      return assertNever(kind);
  }
}

function readDuty(kind: 'duty' | 'duty-ask' | 'duty-agree' | 'duty-end', slug: string, second: string): MediationPress | undefined {
  if (!isSlug(slug)) return undefined;
  if (kind === 'duty-ask') return { kind, slug };
  if (kind !== 'duty') return isId(second) ? { kind, slug, person: second } : undefined;
  const days = dutyDays.find((one) => String(one) === second);
  return days === undefined ? undefined : { kind, slug, days };
}

function isChoice(step: StepId, choice: string): boolean {
  const { takes, options } = stepOf(step);
  if (choice === 'skip' || (choice === 'done' && takes === 'many')) return true;
  return options.includes(choice) || (takes === 'day' && isDay(choice));
}
