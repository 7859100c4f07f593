import twilio from 'twilio';
import { openTwilio, type TwilioAccount } from '../twilio/client.ts';
import { orAborted } from '../twilio/request.ts';

const TWILIO = 'https://api.twilio.com';
const TIMEOUT_MS = 15_000;

/** The recordings of a Twilio account: https://www.twilio.com/docs/voice/api/recording */
export function openArchive(account: TwilioAccount) {
  const { accountSid, authToken, apiBaseUrl } = account;
  const client = openTwilio(account);
  const authorization = `Basic ${Buffer.from(`${accountSid}:${authToken}`).toString('base64')}`;
  return {
    /** As MP3, which Telegram takes for a voice note; undefined while there is none. Rejects when Twilio cannot be asked. */
    async fetch(sid: string, signal: AbortSignal): Promise<Uint8Array | undefined> {
      const url = `${apiBaseUrl ?? TWILIO}/2010-04-01/Accounts/${accountSid}/Recordings/${sid}.mp3`;
      const answer = await fetch(url, { headers: { authorization }, signal: AbortSignal.any([signal, AbortSignal.timeout(TIMEOUT_MS)]) });
      if (answer.ok) return new Uint8Array(await answer.arrayBuffer());
      await answer.body?.cancel();
      if (answer.status === 404) return undefined;
      throw Object.assign(new Error('Twilio did not hand the recording over'), { status: answer.status });
    },

    /** Done as well where there is nothing to delete. Rejects when Twilio cannot be asked. */
    async remove(sid: string, signal: AbortSignal): Promise<void> {
      try {
        await orAborted(client.recordings(sid).remove(), signal);
      } catch (error) {
        if (!(error instanceof twilio.RestException) || error.status !== 404) throw error;
      }
    },
  };
}
