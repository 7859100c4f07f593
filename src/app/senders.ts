import type { Channel } from '../channels/channel.ts';
import { openSmsChannel } from '../channels/sms/open.ts';
import { createTelegramChannel } from '../channels/telegram/send.ts';
import { openVoiceChannel } from '../channels/voice/open.ts';
import type { Config } from '../config.ts';
import type { Bots } from './bots.ts';

/** A channel for every sender: each has a rate of its own. */
export function openChannels({ telegram, twilio, publicUrl }: Config, bots: Bots): readonly Channel[] {
  const channels = bots.open.map(({ lane, post }) => createTelegramChannel(post, lane, telegram?.messagesPerSecond ?? 0));
  if (!twilio) return channels;
  const { segmentsPerSecond, voice } = twilio;
  channels.push(...twilio.smsSenders.map((sender) => openSmsChannel(twilio, { ...sender, segmentsPerSecond }, publicUrl)));
  if (!voice || publicUrl === undefined) return channels;
  const { callsPerSecond } = voice;
  return [...channels, ...voice.numbers.map((number) => openVoiceChannel(twilio, { ...number, callsPerSecond }, publicUrl))];
}
