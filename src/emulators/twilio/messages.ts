import type { Answer } from '../server.ts';
import { resourceOf, type TwilioMessage } from './message.ts';
import { answerError, answerWith, twilioError } from './reply.ts';

/** Everything sent through the account, to look up by SID or to list. */
export interface Messages {
  add(message: TwilioMessage): void;
  bySid(sid: string): TwilioMessage | undefined;
  fetch(sid: string): Answer;
  /** One page, newest first. Filters: To, From, DateSent, DateSent> and DateSent< (both inclusive, as in Twilio). */
  list(query: string): Answer;
}

const DAY_MS = 86_400_000;

export function createMessages(accountSid: string): Messages {
  const bySid = new Map<string, TwilioMessage>();
  const byTo = new Map<string, TwilioMessage[]>();
  const all: TwilioMessage[] = [];
  const listUri = `/2010-04-01/Accounts/${accountSid}/Messages.json`;

  function page(query: URLSearchParams) {
    const size = Math.min(1000, Math.max(1, Number(query.get('PageSize') ?? 50) || 50));
    const number = Number(query.get('Page') ?? 0) || 0;
    const to = query.get('To');
    const candidates = to === null ? all : (byTo.get(to) ?? []);
    // The token names the last message of the page before, so that a page does not shift when new messages come.
    const after = query.get('PageToken')?.slice(2);
    const start = after === undefined ? candidates.length : candidates.findIndex((message) => message.sid === after);
    const found: TwilioMessage[] = [];
    for (let at = start - 1; at >= 0 && found.length <= size; at -= 1) {
      const message = candidates[at];
      if (message !== undefined && passes(message, query)) found.push(message);
    }
    return { size, number, found };
  }

  function uriOf(query: URLSearchParams, size: number, number: number, lastSid: string | undefined): string {
    const next = new URLSearchParams(query);
    next.set('PageSize', String(size));
    next.set('Page', String(number));
    if (lastSid !== undefined) next.set('PageToken', `PA${lastSid}`);
    return `${listUri}?${next}`;
  }

  return {
    add(message) {
      all.push(message);
      bySid.set(message.sid, message);
      const sameTo = byTo.get(message.to);
      if (sameTo === undefined) byTo.set(message.to, [message]);
      else sameTo.push(message);
    },
    bySid: (sid) => bySid.get(sid),
    fetch(sid) {
      const message = bySid.get(sid);
      if (message !== undefined) return answerWith(200, resourceOf(accountSid, message));
      const path = `/2010-04-01/Accounts/${accountSid}/Messages/${sid}.json`;
      return answerError(twilioError(404, 20404, `The requested resource ${path} was not found`));
    },
    list(text) {
      const query = new URLSearchParams(text);
      const { size, number, found } = page(query);
      const messages = found.slice(0, size);
      const more = found.length > size;
      return answerWith(200, {
        first_page_uri: uriOf(new URLSearchParams([...query].filter(([name]) => name !== 'PageToken')), size, 0, undefined),
        next_page_uri: more ? uriOf(query, size, number + 1, messages.at(-1)?.sid) : null,
        previous_page_uri: null,
        uri: `${listUri}?${query}`,
        page: number,
        page_size: size,
        start: number * size,
        end: number * size + Math.max(0, messages.length - 1),
        messages: messages.map((message) => resourceOf(accountSid, message)),
      });
    },
  };
}

function passes(message: TwilioMessage, query: URLSearchParams): boolean {
  const from = query.get('From');
  if (from !== null && from !== message.from) return false;
  // Twilio's dates have whole seconds. What is still queued is found by when it was created.
  const sentAt = Math.floor((message.sentAt ?? message.createdAt) / 1000) * 1000;
  const earliest = query.get('DateSent>');
  if (earliest !== null && sentAt < Date.parse(earliest)) return false;
  const latest = query.get('DateSent<');
  if (latest !== null && sentAt > Date.parse(latest)) return false;
  const day = query.get('DateSent');
  return day === null || (sentAt >= Date.parse(day) && sentAt < Date.parse(day) + DAY_MS);
}
