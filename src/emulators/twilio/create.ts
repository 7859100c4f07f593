import { type TwilioError, twilioError } from './reply.ts';

/** A well-formed request to send. */
export interface SendRequest {
  readonly to: string;
  readonly from: string | null;
  readonly messagingServiceSid: string | null;
  readonly body: string;
  readonly statusCallback: string | undefined;
  readonly validityPeriod: number | undefined;
  readonly riskCheck: string | undefined;
}

export type SendReading =
  | { readonly kind: 'read'; readonly request: SendRequest }
  | { readonly kind: 'wrong'; readonly error: TwilioError };

/** A number, a short code, or a sender name of up to 11 letters, digits and blanks with at least one letter. */
const SENDER = /^(\+[1-9]\d{6,14}|\d{3,8}|(?=.*[A-Za-z])[A-Za-z0-9 &_+-]{1,11})$/;
const NUMBER = /^\+[1-9]\d{6,14}$/;

const wrong = (code: number, message: string): SendReading => ({ kind: 'wrong', error: twilioError(400, code, message) });

/** Checks the parameters of `POST Messages.json` as Twilio does. */
export function readSend(form: URLSearchParams): SendReading {
  const to = form.get('To') ?? '';
  const from = form.get('From');
  const service = form.get('MessagingServiceSid');
  const body = form.get('Body') ?? '';
  const validity = form.get('ValidityPeriod');
  const callback = form.get('StatusCallback') || undefined;
  if (to === '') return wrong(21604, "A 'To' phone number is required.");
  if (!from && !service) return wrong(21603, "A 'From' phone number is required.");
  if (body.trim() === '') return wrong(21602, 'Message body is required.');
  if (body.length > 1600 && [...body].length > 1600) {
    return wrong(21617, 'The concatenated message body exceeds the 1600 character limit');
  }
  if (!NUMBER.test(to)) return wrong(21211, `Invalid 'To' Phone Number: ${to}`);
  if (from && !SENDER.test(from)) return wrong(21212, `Invalid From Number (caller ID): ${from}`);
  if (service && !/^MG[0-9a-f]{32}$/.test(service)) return wrong(21701, 'The Messaging Service does not exist');
  if (callback !== undefined && !URL.canParse(callback)) return wrong(21609, `The 'StatusCallback' URL ${callback} is not a valid URL.`);
  if (validity !== null && !isValidity(validity)) return wrong(90007, 'Invalid validity period value: between 1 and 36000 seconds');
  const request = {
    to,
    from: from || null,
    messagingServiceSid: service || null,
    body,
    statusCallback: callback,
    validityPeriod: validity === null ? undefined : Number(validity),
    riskCheck: form.get('RiskCheck') ?? undefined,
  };
  return { kind: 'read', request };
}

function isValidity(text: string): boolean {
  return /^\d{1,5}$/.test(text) && Number(text) >= 1 && Number(text) <= 36_000;
}
