import type { Twilio } from 'twilio';
import type { LaneName } from '../../domain/lane.ts';
import type { Channel } from '../channel.ts';
import { CLOCK_SKEW_MS, classifyError, DAY_MS, LOOK_UP_LIMIT, orAborted } from '../twilio/request.ts';
import { classifyCode, classifyStatus } from './codes.ts';
import { voiceUrl } from './url.ts';

export interface VoiceOptions {
  readonly lane: LaneName;
  /** The number that calls, in E.164. */
  readonly from: string;
  /** Calls a second. */
  readonly rate: number;
  /** Where Twilio reaches us, without a last slash. */
  readonly publicUrl: string;
}

/** Somebody who did not hear the call is called once more, and that is all. */
const ATTEMPTS_MAX = 2;
/** Six rings: longer only wakes the voice mail. */
const RING_SECONDS = 30;

/** Calls through Twilio's Calls resource: https://www.twilio.com/docs/voice/api/call-resource */
export function createVoiceChannel(client: Twilio, options: VoiceOptions): Channel {
  const { lane, from, rate, publicUrl } = options;
  return {
    lane,
    rate,
    onePerChat: false,
    attemptsMax: ATTEMPTS_MAX,
    cost: () => 1,
    async send(outgoing, signal) {
      if (outgoing.op !== 'call') return { kind: 'rejected', code: 'voice-calls-only' };
      const url = voiceUrl(publicUrl, 'call', outgoing);
      const request = client.calls.create({
        to: outgoing.address,
        from,
        url,
        method: 'POST',
        // A call that finds nothing to say is lost: the person has heard only Twilio's apology.
        fallbackUrl: url,
        fallbackMethod: 'POST',
        statusCallback: `${publicUrl}/twilio/voice/status`,
        statusCallbackMethod: 'POST',
        statusCallbackEvent: ['completed'],
        machineDetection: 'Enable',
        timeout: Math.max(1, Math.min(RING_SECONDS, Math.floor(outgoing.validForMs / 1_000))),
      });
      try {
        return { kind: 'accepted', providerId: (await orAborted(request, signal)).sid };
      } catch (error) {
        return classifyError(error, classifyCode);
      }
    },
    readReceipt: classifyStatus,
    async lookUp(outgoing, since, signal) {
      if (outgoing.op !== 'call') return [];
      const to = outgoing.address;
      const limit = LOOK_UP_LIMIT;
      try {
        // One that still waits in Twilio's queue has no start time, so those are asked for by themselves; and first, for it may
        // leave the queue between the two questions.
        const waiting = await orAborted(client.calls.list({ to, status: 'queued', limit }), signal);
        const started = await orAborted(client.calls.list({ to, startTimeAfter: new Date(since - DAY_MS), limit }), signal);
        const ours = [...waiting, ...started].filter(
          // The SDK's types promise a date; a queued call may have none yet.
          (call) => call.direction !== 'inbound' && (call.dateCreated?.getTime() ?? since) >= since - CLOCK_SKEW_MS,
        );
        return [...new Set(ours.map((call) => call.sid))];
      } catch {
        return 'unavailable';
      }
    },
  };
}
