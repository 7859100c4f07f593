import { parsePhoneNumberFromString } from 'libphonenumber-js/min';

/** A form as Twilio posts it: parameters it never announced may be among them. */
export type Form = Readonly<Record<string, unknown>>;

/** What Twilio says of a message or a call of ours. */
export interface StatusReport {
  readonly providerId: string;
  readonly status: string;
  readonly errorCode: string | null;
}

/** A parameter that was sent twice counts by its first value; one that is missing is empty. */
export function text(form: Form, name: string): string {
  const value = form[name];
  const first: unknown = Array.isArray(value) ? value[0] : value;
  return typeof first === 'string' ? first : '';
}

/** A number in E.164; undefined for what is none. Twilio writes E.164; a gateway in between may have lost the plus. */
export function phone(form: Form, name: string): string | undefined {
  return parsePhoneNumberFromString(text(form, name).trim(), 'KZ')?.number;
}
