import { assertNever } from '../assert-never.ts';
import { type CasualtyKind, isCasualtyKind, isStep, type Step } from './casualty.ts';
import { isSaid, type Said } from './entry.ts';

/** A button about people hurt or taken. */
export type CasualtyPress =
  | { readonly kind: 'casualty-begin'; readonly incident: string; readonly of: CasualtyKind }
  | { readonly kind: 'casualty-said'; readonly said: Said }
  | { readonly kind: 'casualties'; readonly incident: string; readonly page: number }
  | { readonly kind: 'casualty-wave'; readonly incident: string }
  /** The closing report with these records in it, locked. */
  | { readonly kind: 'casualties-report'; readonly incident: string }
  /** All of one station are out; the station by a short hash of its name. */
  | { readonly kind: 'casualty-station'; readonly incident: string; readonly station: string }
  | { readonly kind: 'casualty-step'; readonly casualty: string; readonly step: Step }
  | { readonly kind: 'casualty-undo'; readonly casualty: string; readonly line: string }
  /** The other's number in the incident's list. */
  | { readonly kind: 'casualty-same'; readonly casualty: string; readonly other: number }
  | { readonly kind: keyof typeof withCasualty; readonly casualty: string }
  | { readonly kind: keyof typeof alone };

/** `casualty-erase` asks, `casualty-erase-sure` does; `casualty-family` shows the family's number. */
const withCasualty = { casualty: 'zo', 'casualty-erase': 'ze', 'casualty-erase-sure': 'zs', 'casualty-family': 'zf' } as const;
const alone = { 'casualty-skip': 'zx', 'casualty-mistake': 'zm', 'casualties-hide': 'zh' } as const;

export function isCasualtyPress(press: { readonly kind: string }): press is CasualtyPress {
  return press.kind.startsWith('casualt');
}

export function encodeCasualty(press: CasualtyPress): string {
  switch (press.kind) {
    case 'casualty-begin':
      return `zb:${press.incident}:${press.of}`;
    case 'casualty-said':
      return `za:${press.said}`;
    case 'casualties':
      return `zl:${press.incident}:${press.page}`;
    case 'casualty-wave':
      return `zw:${press.incident}`;
    case 'casualties-report':
      return `zr:${press.incident}`;
    case 'casualty-station':
      return `zt:${press.incident}:${press.station}`;
    case 'casualty-step':
      return `zk:${press.casualty}:${press.step}`;
    case 'casualty-undo':
      return `zu:${press.casualty}:${press.line}`;
    case 'casualty-same':
      return `zd:${press.casualty}:${press.other}`;
    case 'casualty':
    case 'casualty-erase':
    case 'casualty-erase-sure':
    case 'casualty-family':
      return `${withCasualty[press.kind]}:${press.casualty}`;
    case 'casualty-skip':
    case 'casualty-mistake':
    case 'casualties-hide':
      return alone[press.kind];
    default:
      return assertNever(press);
  }
}

/** What the parts of callback data stand for; undefined for what is no such button. */
export function readCasualty(name: string, first: string, second: string, isId: (text: string) => boolean): CasualtyPress | undefined {
  const single = (Object.keys(alone) as (keyof typeof alone)[]).find((kind) => alone[kind] === name);
  if (single) return { kind: single };
  if (name === 'za') return isSaid(first) ? { kind: 'casualty-said', said: first } : undefined;
  if (!isId(first)) return undefined;
  const about = (Object.keys(withCasualty) as (keyof typeof withCasualty)[]).find((kind) => withCasualty[kind] === name);
  if (about) return { kind: about, casualty: first };
  switch (name) {
    case 'zb':
      return isCasualtyKind(second) ? { kind: 'casualty-begin', incident: first, of: second } : undefined;
    case 'zl':
      return /^\d{1,4}$/.test(second) ? { kind: 'casualties', incident: first, page: Number(second) } : undefined;
    case 'zw':
      return { kind: 'casualty-wave', incident: first };
    case 'zr':
      return { kind: 'casualties-report', incident: first };
    case 'zt':
      return /^[0-9a-f]{12}$/.test(second) ? { kind: 'casualty-station', incident: first, station: second } : undefined;
    case 'zk':
      return isStep(second) ? { kind: 'casualty-step', casualty: first, step: second } : undefined;
    case 'zu':
      return isId(second) ? { kind: 'casualty-undo', casualty: first, line: second } : undefined;
    case 'zd':
      return /^\d{1,5}$/.test(second) ? { kind: 'casualty-same', casualty: first, other: Number(second) } : undefined;
    default:
      return undefined;
  }
}
