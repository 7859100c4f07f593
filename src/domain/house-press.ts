import { assertNever } from './assert-never.ts';
import { ARRIVAL_MAX_MINUTES, HOUSE_WANTED_MAX, type HouseStatus, isHouseStatus } from './house.ts';
import { isId } from './id.ts';

/** Buttons about the houses of an incident, and who comes to them. Their short names are as lasting as those of `press.ts`. */
export type HousePress =
  | { readonly kind: 'houses' | 'house-add'; readonly incident: string }
  /** `page`: of the houses of an incident, from 0. */
  | { readonly kind: 'houses-page'; readonly incident: string; readonly page: number }
  | { readonly kind: 'house-status'; readonly house: string; readonly status: HouseStatus }
  /** `day`: days since the epoch. */
  | { readonly kind: 'house-until'; readonly house: string; readonly day: number }
  | { readonly kind: 'house-need'; readonly house: string; readonly wanted: number }
  | { readonly kind: 'arrive'; readonly incident: string; readonly minutes: number }
  /** `call-to`: the call moves there; `coming-to`: somebody goes there. `split` asks whether it is another incident, `split-sure` makes it one. */
  | { readonly kind: 'house' | 'house-wanted' | 'call-to' | 'coming-to' | 'split' | 'split-sure'; readonly house: string };

const names: Readonly<Record<HousePress['kind'], string>> = {
  houses: 'hs',
  'house-add': 'ha',
  'houses-page': 'hp',
  'house-status': 'ht',
  'house-until': 'hu',
  'house-need': 'hn',
  arrive: 'am',
  house: 'ho',
  'house-wanted': 'hw',
  'call-to': 'hm',
  'coming-to': 'hc',
  split: 'hx',
  'split-sure': 'hxs',
};

export function isHousePress(press: { readonly kind: string }): press is HousePress {
  return Object.hasOwn(names, press.kind);
}

export function encodeHouse(press: HousePress): string {
  const name = names[press.kind];
  switch (press.kind) {
    case 'houses':
    case 'house-add':
      return `${name}:${press.incident}`;
    case 'houses-page':
      return `${name}:${press.incident}:${press.page}`;
    case 'house-status':
      return `${name}:${press.house}:${press.status}`;
    case 'house-until':
      return `${name}:${press.house}:${press.day}`;
    case 'house-need':
      return `${name}:${press.house}:${press.wanted}`;
    case 'arrive':
      return `${name}:${press.incident}:${press.minutes}`;
    case 'house':
    case 'house-wanted':
    case 'call-to':
    case 'coming-to':
    case 'split':
    case 'split-sure':
      return `${name}:${press.house}`;
    default:
      return assertNever(press);
  }
}

/** What such a button stands for; undefined for what none of them can have sent. */
export function readHouse(name: string, first: string, second: string): HousePress | undefined {
  const kind = (Object.keys(names) as HousePress['kind'][]).find((one) => names[one] === name);
  if (kind === undefined || !isId(first)) return undefined;
  switch (kind) {
    case 'houses':
    case 'house-add':
      return { kind, incident: first };
    case 'houses-page':
      return /^\d{1,4}$/.test(second) ? { kind, incident: first, page: Number(second) } : undefined;
    case 'house-status':
      return isHouseStatus(second) ? { kind, house: first, status: second } : undefined;
    case 'house-until':
      return /^\d{1,6}$/.test(second) ? { kind, house: first, day: Number(second) } : undefined;
    case 'house-need':
      return isNumber(second, HOUSE_WANTED_MAX) ? { kind, house: first, wanted: Number(second) } : undefined;
    case 'arrive':
      return isNumber(second, ARRIVAL_MAX_MINUTES) ? { kind, incident: first, minutes: Number(second) } : undefined;
    case 'house':
    case 'house-wanted':
    case 'call-to':
    case 'coming-to':
    case 'split':
    case 'split-sure':
      return { kind, house: first };
    default:
      return assertNever(kind);
  }
}

const isNumber = (text: string, most: number): boolean => /^[1-9]\d{0,4}$/.test(text) && Number(text) <= most;
