import { createHmac } from 'node:crypto';
import { describe, expect, it } from 'vitest';
import { isFromTwilio } from '../../src/channels/sms/signature.ts';

/** The example of https://www.twilio.com/docs/usage/security#validating-requests */
const token = '12345';
const url = 'https://mycompany.com/myapp.php?foo=1&bar=2';
const params = { CallSid: 'CA1234567890ABCDE', Caller: '+14158675309', Digits: '1234', From: '+14158675309', To: '+18005551212' };

/** The algorithm as it is written there: the URL, then each name and value in the order of the names. */
function sign(key: string, address: string, form: Readonly<Record<string, string>>): string {
  const text = Object.keys(form)
    .sort()
    .reduce((data, name) => data + name + form[name], address);
  return createHmac('sha1', key).update(text).digest('base64');
}

describe("Twilio's signature", () => {
  it('is right for the published example', () => {
    expect(isFromTwilio(token, sign(token, url, params), url, params)).toBe(true);
    expect(isFromTwilio(token, 'RSOYDt4T1cUTdK1PDd93/VVr8B8=', url, params)).toBe(true);
  });

  it('is wrong for another token, address, parameter or value, and where there is none', () => {
    const right = sign(token, url, params);
    expect(isFromTwilio('54321', right, url, params)).toBe(false);
    expect(isFromTwilio(token, right, 'https://mycompany.com/myapp.php?foo=1', params)).toBe(false);
    expect(isFromTwilio(token, right, url, { ...params, Digits: '4321' })).toBe(false);
    expect(isFromTwilio(token, right, url, { ...params, More: 'x' })).toBe(false);
    for (const none of ['', 'x', 'RSOYDt4T1cUTdK1PDd93']) expect(isFromTwilio(token, none, url, params)).toBe(false);
  });

  it('holds with and without the default port', () => {
    expect(isFromTwilio(token, sign(token, 'https://mycompany.com:443/x', params), 'https://mycompany.com/x', params)).toBe(true);
    expect(isFromTwilio(token, sign(token, 'https://mycompany.com/x', params), 'https://mycompany.com:443/x', params)).toBe(true);
  });
});
