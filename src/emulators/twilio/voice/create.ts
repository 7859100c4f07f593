import { type TwilioError, twilioError } from '../reply.ts';
import type { CallEvent } from './call.ts';

export type MachineDetection = 'Enable' | 'DetectMessageEnd';

/** A well-formed request to call. */
export interface CallRequest {
  readonly to: string;
  readonly from: string;
  /** Where the TwiML is fetched; undefined when it came along. */
  readonly url: string | undefined;
  readonly twiml: string | undefined;
  readonly statusCallback: string | undefined;
  readonly statusCallbackEvent: readonly string[];
  readonly machineDetection: MachineDetection | undefined;
  /** How long it rings before it counts as not answered. */
  readonly timeoutSeconds: number;
}

export type CallReading =
  | { readonly kind: 'read'; readonly request: CallRequest }
  | { readonly kind: 'wrong'; readonly error: TwilioError };

const NUMBER = /^\+[1-9]\d{6,14}$/;
const EVENTS: ReadonlySet<string> = new Set<CallEvent>(['initiated', 'ringing', 'answered', 'completed']);

const wrong = (code: number, message: string): CallReading => ({ kind: 'wrong', error: twilioError(400, code, message) });

const isUrl = (text: string): boolean => /^https?:\/\//i.test(text) && URL.canParse(text);

/** Undefined when a name is none of Twilio's, or several stand in one: then no callback comes at all (21626 in its debugger). */
export function eventsOf(names: readonly string[]): ReadonlySet<CallEvent> | undefined {
  if (names.length === 0) return new Set<CallEvent>(['completed']);
  return names.every((name) => EVENTS.has(name)) ? new Set(names as readonly CallEvent[]) : undefined;
}

/** Checks the parameters of `POST Calls.json` as Twilio does. */
export function readCall(form: URLSearchParams): CallReading {
  const to = form.get('To') ?? '';
  const from = form.get('From') ?? '';
  const url = form.get('Url') || undefined;
  const twiml = form.get('Twiml') || undefined;
  const callback = form.get('StatusCallback') || undefined;
  const detection = form.get('MachineDetection') || undefined;
  const timeout = form.get('Timeout') ?? '60';
  if (to === '') return wrong(21201, "No 'To' number is specified");
  if (from === '') return wrong(21213, "Caller phone number is required: no 'From' number is specified");
  if (!/^\+?\d+$/.test(to) || to === from) return wrong(21211, `Invalid 'To' Phone Number: ${to}`);
  if (!NUMBER.test(to)) return wrong(21217, `Phone number does not appear to be valid: ${to}`);
  if (!NUMBER.test(from)) return wrong(21212, `Invalid From Number (caller ID): ${from}`);
  if (url === undefined ? twiml === undefined : !isUrl(url)) return wrong(21205, `Url is not a valid URL: ${url ?? ''}`);
  if (callback !== undefined && !isUrl(callback)) return wrong(21609, `The 'StatusCallback' URL ${callback} is not a valid URL.`);
  for (const name of ['Method', 'StatusCallbackMethod']) {
    // GET is good for Twilio: refused here, since the emulator only posts.
    if ((form.get(name) ?? 'POST').toUpperCase() !== 'POST') return wrong(21403, `${name} must be POST: GET is not played here`);
  }
  if (detection !== undefined && detection !== 'Enable' && detection !== 'DetectMessageEnd') {
    return wrong(20001, `MachineDetection must be Enable or DetectMessageEnd, not ${detection}`);
  }
  if (!/^\d{1,3}$/.test(timeout) || Number(timeout) < 1 || Number(timeout) > 600) return wrong(20001, 'Timeout must be 1 to 600 seconds');
  const request = {
    to,
    from,
    url,
    // Twilio takes the Url where both are given.
    twiml: url === undefined ? twiml : undefined,
    statusCallback: callback,
    statusCallbackEvent: form.getAll('StatusCallbackEvent'),
    machineDetection: detection,
    timeoutSeconds: Number(timeout),
  } satisfies CallRequest;
  return { kind: 'read', request };
}
