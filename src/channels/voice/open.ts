import type { LaneName } from '../../domain/lane.ts';
import type { Channel } from '../channel.ts';
import { openTwilio, type TwilioAccount } from '../twilio/client.ts';
import { createVoiceChannel } from './send.ts';

export interface VoiceSender {
  readonly lane: LaneName;
  /** A number of the account, or one that it has verified, in E.164. */
  readonly from: string;
  readonly callsPerSecond: number;
}

/** A number of a Twilio account that calls. Twilio asks at the public URL what to say, so without one nobody can be called. */
export function openVoiceChannel(account: TwilioAccount, sender: VoiceSender, publicUrl: string): Channel {
  const { lane, from, callsPerSecond: rate } = sender;
  return createVoiceChannel(openTwilio(account), { lane, from, rate, publicUrl });
}
