import type { Poster } from '../poster.ts';
import type { Timers } from '../timers.ts';
import { type AppAnswer, optOutTypeOf, type SmsPhone, type TextAnswer } from './phone.ts';
import { type FormParams, signatureOf } from './signature.ts';

export type SignatureKind = 'right' | 'wrong' | 'none';

/** Posts Twilio's webhooks to the app. */
export interface Inbound {
  /** Rejects when the app does not answer within Twilio's 15 s. */
  post(url: string, params: FormParams, signature: SignatureKind): Promise<AppAnswer>;
  /** A text from a phone. Twilio acts on STOP and START itself first, and tells. */
  text(phone: SmsPhone, body: string, extra: FormParams): Promise<TextAnswer>;
}

export interface InboundParts {
  readonly accountSid: string;
  readonly authToken: string;
  /** The service's own number, for phones that it never texted. */
  readonly number: string;
  readonly publicUrl: () => string;
  readonly segmentsOf: (body: string) => number;
  readonly nextSid: () => string;
  readonly timers: Timers;
  readonly poster: Poster;
}

export function createInbound(parts: InboundParts): Inbound {
  async function post(url: string, params: FormParams, signature: SignatureKind) {
    const headers: Record<string, string> = { 'content-type': 'application/x-www-form-urlencoded' };
    const token = signature === 'right' ? parts.authToken : `not-${parts.authToken}`;
    if (signature !== 'none') headers['x-twilio-signature'] = signatureOf(token, url, params);
    const { status, body } = await parts.poster.post(url, headers, new URLSearchParams(params).toString());
    return { status, body };
  }

  return {
    post,
    async text(phone, body, extra) {
      const optOutType = optOutTypeOf(body);
      if (optOutType === 'STOP') phone.optedOut = true;
      if (optOutType === 'START') phone.optedOut = false;
      const sid = extra.MessageSid ?? parts.nextSid();
      const params: FormParams = {
        AccountSid: parts.accountSid,
        ApiVersion: '2010-04-01',
        Body: body,
        From: phone.number,
        To: phone.lastSender ?? parts.number,
        MessageSid: sid,
        SmsMessageSid: sid,
        SmsSid: sid,
        SmsStatus: 'received',
        NumMedia: '0',
        NumSegments: String(parts.segmentsOf(body)),
        // Twilio adds parameters without notice, and signs them: the app must not need to know them.
        UnannouncedParameter: 'жаңа',
        ...(optOutType && { OptOutType: optOutType }),
        ...extra,
      };
      return { ...(await post(`${parts.publicUrl()}/twilio/sms`, params, 'right')), sid };
    },
  };
}
