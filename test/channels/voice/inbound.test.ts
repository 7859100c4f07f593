import { describe, expect, it } from 'vitest';
import { readCallStatus, readKey, readLine, readMachine } from '../../../src/channels/voice/inbound.ts';

const line = (query: string) => readLine(new URLSearchParams(query));

describe('the address of a webhook', () => {
  it('says what the call is about', () => {
    expect(line('incident=7&language=ru')).toEqual({ incident: '7', language: 'ru', again: false });
    const more = line('incident=7&language=en&again=1&verdict=1');
    expect(more).toEqual({ incident: '7', language: 'en', again: true, verdict: true });
  });

  it.each(['', 'incident=', 'incident=0', 'incident=-1', 'incident=1.5', 'incident=x', 'incident=99999999999999999999', 'incident=1%00'])(
    'names no incident in %j',
    (query) => {
      expect(line(query)).toEqual({ incident: undefined, language: 'kk', again: false });
    },
  );
});

describe('who answered', () => {
  it.each(['machine_start', 'machine_end_beep', 'machine_end_silence', 'machine_end_other', 'fax', 'FAX'])('%s is no person', (by) => {
    expect(readMachine({ CallSid: 'CA1', AnsweredBy: by })).toEqual({ providerId: 'CA1', status: 'machine', errorCode: null });
  });

  it.each(['human', 'unknown', ''])('%j is spoken to', (by) => {
    expect(readMachine({ CallSid: 'CA1', AnsweredBy: by })).toBeUndefined();
  });

  it('is spoken to where nobody asked who it is', () => {
    expect(readMachine({ CallSid: 'CA1' })).toBeUndefined();
  });
});

describe('a pressed key', () => {
  const form = { CallSid: 'CA1', To: '+77010000001', From: '+15005550006', Digits: '1' };
  const about = line('incident=7&language=ru');

  it('is heard from the person who was called', () => {
    expect(readKey(about, form)).toEqual({
      key: 'call:CA1:1',
      channel: 'phone',
      address: '+77010000001',
      name: undefined,
      language: 'ru',
      signal: { kind: 'key', incident: '7', answer: 'coming' },
    });
  });

  it.each([
    ['1', 'coming'],
    ['2', 'cant'],
    ['3', 'there'],
  ])('%s means %s, as in the SMS', (Digits, answer) => {
    expect(readKey(about, { ...form, Digits })?.signal).toEqual({ kind: 'key', incident: '7', answer });
  });

  it.each(['4', '0', '*', '#', '', '11', 'x', '__proto__', 'constructor'])('%j means nothing', (Digits) => {
    expect(readKey(about, { ...form, Digits })).toBeUndefined();
  });

  it('means nothing without a call, a number or an incident', () => {
    expect(readKey(about, { ...form, CallSid: '' })).toBeUndefined();
    expect(readKey(about, { ...form, To: 'client:x' })).toBeUndefined();
    expect(readKey(line(''), form)).toBeUndefined();
    expect(readKey(about, {})).toBeUndefined();
  });
});

describe('the end of a call', () => {
  it('is reported with the code of the network where it failed', () => {
    expect(readCallStatus({ CallSid: 'CA1', CallStatus: 'busy' })).toEqual({ providerId: 'CA1', status: 'busy', errorCode: null });
    expect(readCallStatus({ CallSid: 'CA1', CallStatus: 'failed', SipResponseCode: '404' })?.errorCode).toBe('sip-404');
    expect(readCallStatus({ CallSid: 'CA1', CallStatus: 'failed', SipResponseCode: '404', ErrorCode: '13224' })?.errorCode).toBe('13224');
  });

  it('is that of a machine where only a machine took it', () => {
    expect(readCallStatus({ CallSid: 'CA1', CallStatus: 'completed', AnsweredBy: 'machine_start' })?.status).toBe('machine');
    expect(readCallStatus({ CallSid: 'CA1', CallStatus: 'completed', AnsweredBy: 'human' })?.status).toBe('completed');
    expect(readCallStatus({ CallSid: 'CA1', CallStatus: 'busy', AnsweredBy: 'machine_start' })?.status).toBe('busy');
  });

  it('is nothing without a call or a status', () => {
    expect(readCallStatus({ CallSid: 'CA1' })).toBeUndefined();
    expect(readCallStatus({ CallStatus: 'busy' })).toBeUndefined();
  });
});
