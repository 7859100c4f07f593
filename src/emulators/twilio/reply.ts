import type { Answer } from '../server.ts';

/** What Twilio's REST API says no with. `code` is listed at https://www.twilio.com/docs/api/errors. */
export interface TwilioError {
  readonly status: number;
  readonly code: number;
  readonly message: string;
}

export function twilioError(status: number, code: number, message: string): TwilioError {
  return { status, code, message };
}

export function answerError(error: TwilioError): Answer {
  const { status, code, message } = error;
  return { status, body: JSON.stringify({ code, message, more_info: `https://www.twilio.com/docs/errors/${code}`, status }) };
}

export function answerWith(status: number, resource: unknown): Answer {
  return { status, body: JSON.stringify(resource) };
}
