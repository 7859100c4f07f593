import type { LaneName } from '../../domain/lane.ts';
import type { Channel } from '../channel.ts';
import { openTwilio, type TwilioAccount } from '../twilio/client.ts';
import { createSmsChannel } from './send.ts';

export interface SmsSender {
  readonly lane: LaneName;
  /** A number, a sender name, or a messaging service (MG…). */
  readonly from: string;
  readonly segmentsPerSecond: number;
}

/** An SMS sender of a Twilio account. Without a public URL nothing is reported of what was sent. */
export function openSmsChannel(account: TwilioAccount, sender: SmsSender, publicUrl: string | undefined): Channel {
  const { lane, from, segmentsPerSecond: rate } = sender;
  const statusCallback = publicUrl === undefined ? undefined : `${publicUrl}/twilio/status`;
  return createSmsChannel(openTwilio(account), { lane, from, rate, statusCallback });
}
