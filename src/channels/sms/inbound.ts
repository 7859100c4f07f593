import type { Heard } from '../../commands/heard.ts';
import { type Form, phone, type StatusReport, text } from '../twilio/form.ts';

/** An incoming SMS: https://www.twilio.com/docs/messaging/guides/webhook-request. Undefined where it is none. */
export function readSms(form: Form): Heard | undefined {
  const sid = text(form, 'MessageSid') || text(form, 'SmsSid') || text(form, 'SmsMessageSid');
  const from = phone(form, 'From');
  if (!sid || !from) return undefined;
  return {
    key: `sms:${sid}`,
    channel: 'phone',
    address: from,
    name: undefined,
    language: undefined,
    signal: { kind: 'text', text: text(form, 'Body') },
  };
}

/** What Twilio says of a message of ours: https://www.twilio.com/docs/messaging/guides/track-outbound-message-status */
export function readStatus(form: Form): StatusReport | undefined {
  const providerId = text(form, 'MessageSid') || text(form, 'SmsSid');
  const status = text(form, 'MessageStatus') || text(form, 'SmsStatus');
  return providerId && status ? { providerId, status: status.toLowerCase(), errorCode: text(form, 'ErrorCode') || null } : undefined;
}
