import twilio, { type Twilio } from 'twilio';

export interface TwilioAccount {
  readonly accountSid: string;
  readonly authToken: string;
  /** Another server than Twilio's, for tests and drills. */
  readonly apiBaseUrl: string | undefined;
}

/** No longer than the dispatcher waits for an answer: what is given up there must not be sent by anybody later. */
const TIMEOUT_MS = 15_000;

/** Twilio's own client. Retries are the dispatcher's alone, and so is how many requests are under way: by itself it keeps to twenty. */
export function openTwilio(account: TwilioAccount): Twilio {
  const many = Number.POSITIVE_INFINITY;
  const httpClient = new twilio.RequestClient({ timeout: TIMEOUT_MS, maxSockets: many, maxTotalSockets: many });
  const client = twilio(account.accountSid, account.authToken, { httpClient });
  if (account.apiBaseUrl) client.api.baseUrl = account.apiBaseUrl;
  return client;
}
