import { assertNever } from './assert-never.ts';
import { isId, isSlug } from './id.ts';
import { isRingPolicy, type RingPolicy } from './ring.ts';

/**
 * Buttons about how far a call goes, help between neighbourhoods, and which incidents are one. Their short names are as lasting as those of
 * `press.ts`.
 */
export type RingPress =
  | { readonly kind: 'rings-in'; readonly slug: string }
  | { readonly kind: 'rings-set'; readonly slug: string; readonly policy: RingPolicy }
  | { readonly kind: 'ring-next' | 'ring-stop'; readonly incident: string }
  /** A neighbourhood that is asked for help: its organisers answer. */
  | { readonly kind: 'aid-yes' | 'aid-always' | 'aid-no'; readonly ring: string }
  | { readonly kind: 'aid-end'; readonly aid: string }
  /** `merge` asks which other incident is the same; `merge-with` whether it is, and `merge-sure` makes them one. */
  | { readonly kind: 'merge'; readonly incident: string }
  | { readonly kind: 'merge-with' | 'merge-sure'; readonly incident: string; readonly other: string };

const names: Readonly<Record<RingPress['kind'], string>> = {
  'rings-in': 'rgi',
  'rings-set': 'rgp',
  'ring-next': 'rgn',
  'ring-stop': 'rgs',
  'aid-yes': 'ady',
  'aid-always': 'ada',
  'aid-no': 'adn',
  'aid-end': 'ade',
  merge: 'mg',
  'merge-with': 'mgw',
  'merge-sure': 'mgs',
};

export function isRingPress(press: { readonly kind: string }): press is RingPress {
  return Object.hasOwn(names, press.kind);
}

export function encodeRing(press: RingPress): string {
  const name = names[press.kind];
  switch (press.kind) {
    case 'rings-in':
      return `${name}:${press.slug}`;
    case 'rings-set':
      return `${name}:${press.slug}:${press.policy}`;
    case 'ring-next':
    case 'ring-stop':
    case 'merge':
      return `${name}:${press.incident}`;
    case 'aid-yes':
    case 'aid-always':
    case 'aid-no':
      return `${name}:${press.ring}`;
    case 'aid-end':
      return `${name}:${press.aid}`;
    case 'merge-with':
    case 'merge-sure':
      return `${name}:${press.incident}:${press.other}`;
    default:
      return assertNever(press);
  }
}

/** What such a button stands for; undefined for what none of them can have sent. */
export function readRing(name: string, first: string, second: string): RingPress | undefined {
  const kind = (Object.keys(names) as RingPress['kind'][]).find((one) => names[one] === name);
  if (kind === undefined) return undefined;
  if (kind === 'rings-in') return isSlug(first) ? { kind, slug: first } : undefined;
  if (kind === 'rings-set') return isSlug(first) && isRingPolicy(second) ? { kind, slug: first, policy: second } : undefined;
  if (!isId(first)) return undefined;
  switch (kind) {
    case 'ring-next':
    case 'ring-stop':
    case 'merge':
      return { kind, incident: first };
    case 'aid-yes':
    case 'aid-always':
    case 'aid-no':
      return { kind, ring: first };
    case 'aid-end':
      return { kind, aid: first };
    case 'merge-with':
    case 'merge-sure':
      return isId(second) ? { kind, incident: first, other: second } : undefined;
    default:
      return assertNever(kind);
  }
}
