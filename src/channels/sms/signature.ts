import twilio from 'twilio';

/**
 * Whether Twilio signed this request: HMAC-SHA-1 under the account's token over the exact public URL and every form
 * parameter (https://www.twilio.com/docs/usage/security#validating-requests). The URL is tried with and without its port.
 */
export function isFromTwilio(authToken: string, signature: string, url: string, params: Readonly<Record<string, unknown>>): boolean {
  return Boolean(signature) && twilio.validateRequest(authToken, signature, url, params);
}
