import { parsePhoneNumberFromString } from 'libphonenumber-js/min';
import type { Heard } from '../../commands/heard.ts';

/** A form as Twilio posts it: parameters it never announced may be among them. */
export type Form = Readonly<Record<string, unknown>>;

/** An incoming SMS: https://www.twilio.com/docs/messaging/guides/webhook-request. Undefined where it is none. */
export function readSms(form: Form): Heard | undefined {
  const sid = text(form, 'MessageSid') || text(form, 'SmsSid') || text(form, 'SmsMessageSid');
  // Twilio writes E.164; a gateway in between may have lost the plus.
  const from = parsePhoneNumberFromString(text(form, 'From').trim(), 'KZ');
  if (!sid || !from) return undefined;
  return {
    key: `sms:${sid}`,
    channel: 'phone',
    address: from.number,
    name: undefined,
    language: undefined,
    signal: { kind: 'text', text: text(form, 'Body') },
  };
}

/** What Twilio says of a message of ours: https://www.twilio.com/docs/messaging/guides/track-outbound-message-status */
export interface StatusReport {
  readonly providerId: string;
  readonly status: string;
  readonly errorCode: string | null;
}

export function readStatus(form: Form): StatusReport | undefined {
  const providerId = text(form, 'MessageSid') || text(form, 'SmsSid');
  const status = text(form, 'MessageStatus') || text(form, 'SmsStatus');
  return providerId && status ? { providerId, status: status.toLowerCase(), errorCode: text(form, 'ErrorCode') || null } : undefined;
}

/** A parameter that was sent twice counts by its first value. */
function text(form: Form, name: string): string {
  const value = form[name];
  const first: unknown = Array.isArray(value) ? value[0] : value;
  return typeof first === 'string' ? first : '';
}
