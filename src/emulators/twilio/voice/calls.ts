import { createResources, isWithin, type Resources } from '../resources.ts';
import { resourceOf, type TwilioCall } from './call.ts';

/** Every call of the account, both ways. Filters: To, From, Status, StartTime and EndTime with > and <. */
export type Calls = Resources<TwilioCall>;

export function createCalls(accountSid: string): Calls {
  return createResources({ accountSid, folder: 'Calls', show: (call) => resourceOf(accountSid, call), passes });
}

function passes(call: TwilioCall, query: URLSearchParams): boolean {
  const [from, status] = [query.get('From'), query.get('Status')];
  if (from !== null && from !== call.from) return false;
  if (status !== null && status !== (call.status === 'initiated' ? 'queued' : call.status)) return false;
  // What is still queued is found by when it was created.
  return isWithin(query, 'StartTime', call.startedAt ?? call.createdAt) && isWithin(query, 'EndTime', call.endedAt);
}
