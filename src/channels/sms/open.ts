import twilio from 'twilio';
import type { Channel } from '../channel.ts';
import { createSmsChannel } from './send.ts';

export interface SmsAccount {
  readonly accountSid: string;
  readonly authToken: string;
  /** Another server than Twilio's, for tests and drills. */
  readonly apiBaseUrl: string | undefined;
  readonly smsFrom: string;
  readonly segmentsPerSecond: number;
}

/** An SMS sender of a Twilio account. Without a public URL nothing is reported of what was sent. */
export function openSmsChannel(account: SmsAccount, publicUrl: string | undefined): Channel {
  // Retries are the dispatcher's alone.
  const client = twilio(account.accountSid, account.authToken, { autoRetry: false });
  if (account.apiBaseUrl) client.api.baseUrl = account.apiBaseUrl;
  const statusCallback = publicUrl === undefined ? undefined : `${publicUrl}/twilio/status`;
  return createSmsChannel(client, { from: account.smsFrom, rate: account.segmentsPerSecond, statusCallback });
}
