import { rfc2822 } from '../resources.ts';
import type { FormParams } from '../signature.ts';

export type FinalStatus = 'completed' | 'busy' | 'no-answer' | 'failed' | 'canceled';
export type CallStatus = 'queued' | 'initiated' | 'ringing' | 'in-progress' | FinalStatus;
/** What a status callback can be asked for; `completed` is any end. */
export type CallEvent = 'initiated' | 'ringing' | 'answered' | 'completed';
export type AnsweredBy = 'human' | 'machine_start' | 'machine_end_beep';

/** A call as Twilio keeps it. */
export interface TwilioCall {
  readonly sid: string;
  readonly to: string;
  readonly from: string;
  readonly direction: 'inbound' | 'outbound-api';
  readonly createdAt: number;
  readonly statusCallback: string | undefined;
  readonly events: ReadonlySet<CallEvent>;
  /** In every webhook of this call, over what the emulator would send. */
  readonly extra: FormParams;
  status: CallStatus;
  updatedAt: number;
  /** When it was dialled. */
  startedAt: number | undefined;
  answeredAt: number | undefined;
  endedAt: number | undefined;
  answeredBy: AnsweredBy | undefined;
  /** Status callbacks so far. */
  told: number;
}

export function newCall(call: Pick<TwilioCall, 'sid' | 'to' | 'from' | 'direction' | 'statusCallback' | 'events' | 'extra'>, at: number) {
  const untouched = { startedAt: undefined, answeredAt: undefined, endedAt: undefined, answeredBy: undefined, told: 0 };
  return { ...call, ...untouched, createdAt: at, updatedAt: at, status: 'queued' } satisfies TwilioCall as TwilioCall;
}

/** Whole seconds from the answer to the end; 0 for what nobody answered. */
export function secondsOf(call: TwilioCall): number {
  if (call.answeredAt === undefined || call.endedAt === undefined) return 0;
  return Math.ceil((call.endedAt - call.answeredAt) / 1000);
}

/** What every webhook about a call holds. */
export function paramsOf(accountSid: string, call: TwilioCall, status: CallStatus = call.status): FormParams {
  return {
    AccountSid: accountSid,
    ApiVersion: '2010-04-01',
    CallSid: call.sid,
    CallStatus: status,
    Called: call.to,
    Caller: call.from,
    Direction: call.direction,
    From: call.from,
    To: call.to,
    // Twilio adds parameters without notice, and signs them: the app must not need to know them.
    UnannouncedParameter: 'жаңа',
    ...call.extra,
  };
}

/** The Call resource of the 2010-04-01 API. */
export function resourceOf(accountSid: string, call: TwilioCall): Record<string, unknown> {
  const uri = `/2010-04-01/Accounts/${accountSid}/Calls/${call.sid}`;
  const date = (at: number | undefined): string | null => (at === undefined ? null : rfc2822(at));
  return {
    account_sid: accountSid,
    annotation: null,
    answered_by: call.answeredBy ?? null,
    api_version: '2010-04-01',
    caller_name: null,
    date_created: rfc2822(call.createdAt),
    date_updated: rfc2822(call.updatedAt),
    direction: call.direction,
    duration: call.endedAt === undefined ? null : String(secondsOf(call)),
    end_time: date(call.endedAt),
    forwarded_from: null,
    from: call.from,
    from_formatted: call.from,
    group_sid: null,
    parent_call_sid: null,
    phone_number_sid: null,
    price: null,
    price_unit: 'USD',
    queue_time: '0',
    sid: call.sid,
    start_time: date(call.startedAt),
    // The API has no word for a call that is dialled and does not ring yet; callbacks have.
    status: call.status === 'initiated' ? 'queued' : call.status,
    subresource_uris: { recordings: `${uri}/Recordings.json`, notifications: `${uri}/Notifications.json` },
    to: call.to,
    to_formatted: call.to,
    trunk_sid: null,
    uri: `${uri}.json`,
  };
}
