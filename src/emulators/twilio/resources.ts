import type { Answer } from '../server.ts';
import { answerError, answerWith, twilioError } from './reply.ts';

interface Resource {
  readonly sid: string;
  readonly to: string;
}

/** Everything of one kind that the account has, to look up by SID or to list. */
export interface Resources<Kept extends Resource> {
  add(kept: Kept): void;
  bySid(sid: string): Kept | undefined;
  fetch(sid: string): Answer;
  /** One page, newest first. Filters: To, and those that `passes` knows. */
  list(query: string): Answer;
}

export interface ResourceKind<Kept> {
  readonly accountSid: string;
  /** As in the path: `Messages`, `Calls`. */
  readonly folder: string;
  readonly show: (kept: Kept) => unknown;
  readonly passes: (kept: Kept, query: URLSearchParams) => boolean;
}

export function createResources<Kept extends Resource>(kind: ResourceKind<Kept>): Resources<Kept> {
  const { folder, show, passes } = kind;
  const bySid = new Map<string, Kept>();
  const byTo = new Map<string, Kept[]>();
  const all: Kept[] = [];
  const uri = `/2010-04-01/Accounts/${kind.accountSid}/${folder}`;

  function page(query: URLSearchParams) {
    const size = Math.min(1000, Math.max(1, Number(query.get('PageSize') ?? 50) || 50));
    const number = Number(query.get('Page') ?? 0) || 0;
    const to = query.get('To');
    const candidates = to === null ? all : (byTo.get(to) ?? []);
    // The token names the last of the page before, so that a page does not shift when new ones come.
    const after = query.get('PageToken')?.slice(2);
    const start = after === undefined ? candidates.length : candidates.findIndex(({ sid }) => sid === after);
    const found: Kept[] = [];
    for (let at = start - 1; at >= 0 && found.length <= size; at -= 1) {
      const candidate = candidates[at];
      if (candidate !== undefined && passes(candidate, query)) found.push(candidate);
    }
    return { size, number, found };
  }

  function uriOf(query: URLSearchParams, size: number, number: number, lastSid: string | undefined): string {
    const next = new URLSearchParams(query);
    next.set('PageSize', String(size));
    next.set('Page', String(number));
    if (lastSid !== undefined) next.set('PageToken', `PA${lastSid}`);
    return `${uri}.json?${next}`;
  }

  return {
    add(kept) {
      all.push(kept);
      bySid.set(kept.sid, kept);
      const sameTo = byTo.get(kept.to);
      if (sameTo === undefined) byTo.set(kept.to, [kept]);
      else sameTo.push(kept);
    },
    bySid: (sid) => bySid.get(sid),
    fetch(sid) {
      const kept = bySid.get(sid);
      if (kept !== undefined) return answerWith(200, show(kept));
      return answerError(twilioError(404, 20404, `The requested resource ${uri}/${sid}.json was not found`));
    },
    list(text) {
      const query = new URLSearchParams(text);
      const { size, number, found } = page(query);
      const shown = found.slice(0, size);
      const more = found.length > size;
      return answerWith(200, {
        first_page_uri: uriOf(new URLSearchParams([...query].filter(([name]) => name !== 'PageToken')), size, 0, undefined),
        next_page_uri: more ? uriOf(query, size, number + 1, shown.at(-1)?.sid) : null,
        previous_page_uri: null,
        uri: `${uri}.json?${query}`,
        page: number,
        page_size: size,
        start: number * size,
        end: number * size + Math.max(0, shown.length - 1),
        [folder.toLowerCase()]: shown.map(show),
      });
    },
  };
}

const DAY_MS = 86_400_000;

/**
 * Whether `atMs` lies within the filters `name`, `name>` and `name<`. Both are inclusive, as in Twilio; its dates have
 * whole seconds, and the bare name means one day.
 */
export function isWithin(query: URLSearchParams, name: string, atMs: number | undefined): boolean {
  const [day, earliest, latest] = [query.get(name), query.get(`${name}>`), query.get(`${name}<`)];
  if (atMs === undefined) return day === null && earliest === null && latest === null;
  const second = Math.floor(atMs / 1000) * 1000;
  if (earliest !== null && second < Date.parse(earliest)) return false;
  if (latest !== null && second > Date.parse(latest)) return false;
  return day === null || (second >= Date.parse(day) && second < Date.parse(day) + DAY_MS);
}

/** A date as the 2010-04-01 API writes it. */
export function rfc2822(atMs: number): string {
  return new Date(atMs).toUTCString().replace('GMT', '+0000');
}
