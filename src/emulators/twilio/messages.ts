import { resourceOf, type TwilioMessage } from './message.ts';
import { createResources, isWithin, type Resources } from './resources.ts';

/** Everything sent through the account. Filters: To, From, DateSent, DateSent> and DateSent<. */
export type Messages = Resources<TwilioMessage>;

export function createMessages(accountSid: string): Messages {
  return createResources({ accountSid, folder: 'Messages', show: (message) => resourceOf(accountSid, message), passes });
}

function passes(message: TwilioMessage, query: URLSearchParams): boolean {
  const from = query.get('From');
  if (from !== null && from !== message.from) return false;
  // What is still queued is found by when it was created.
  return isWithin(query, 'DateSent', message.sentAt ?? message.createdAt);
}
