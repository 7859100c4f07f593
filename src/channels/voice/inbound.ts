import type { Heard } from '../../commands/heard.ts';
import type { Answer } from '../../domain/headcount.ts';
import { isId } from '../../domain/id.ts';
import { isLanguage, type Language } from '../../domain/language.ts';
import { isSkill, type Skill } from '../../domain/skill.ts';
import { type Form, phone, type StatusReport, text } from '../twilio/form.ts';

/** What the address of a webhook says of its call. */
export interface Line {
  /** Undefined where the address names none: it is none of ours. */
  readonly incident: string | undefined;
  readonly language: Language;
  /** Whether the person has heard the alarm before in this call. */
  readonly again: boolean;
  /** Whether an organiser is asked for a verdict: the keys mean that. */
  readonly verdict?: boolean;
  /** Whether somebody who was there is asked whether they are safe: the keys mean that. */
  readonly home?: boolean;
  /** Whom the call asks for. */
  readonly skill?: Skill;
  /** Whether whoever is called may not know the exact place. */
  readonly hidesPlace?: boolean;
}

export function readLine(query: URLSearchParams): Line {
  const incident = query.get('incident') ?? '';
  const language = query.get('language') ?? '';
  const skill = query.get('skill') ?? '';
  return {
    incident: isId(incident) ? incident : undefined,
    language: isLanguage(language) ? language : 'kk',
    again: query.has('again'),
    ...(query.has('verdict') ? { verdict: true } : {}),
    ...(query.has('home') ? { home: true } : {}),
    ...(isSkill(skill) ? { skill } : {}),
    ...(query.has('bare') ? { hidesPlace: true } : {}),
  };
}

/** A call that only a machine took; undefined where a person did, or nobody knows who: they are spoken to. */
export function readMachine(form: Form): StatusReport | undefined {
  const sid = text(form, 'CallSid');
  return sid && isMachine(form) ? { providerId: sid, status: 'machine', errorCode: null } : undefined;
}

/** The same numbers as in the SMS. */
const keys: ReadonlyMap<string, Answer> = new Map([
  ['1', 'coming'],
  ['2', 'cant'],
  ['3', 'there'],
]);

/** A key pressed in a call: https://www.twilio.com/docs/voice/twiml/gather. Undefined where it is none that means something. */
export function readKey(line: Line, form: Form): Heard | undefined {
  const sid = text(form, 'CallSid');
  const digits = text(form, 'Digits');
  const called = phone(form, 'To');
  const signal = line.incident === undefined ? undefined : signalOf(line.incident, line, digits);
  if (!sid || !called || !signal) return undefined;
  return {
    // Twilio may ask twice; another key in the same call is another answer.
    key: `call:${sid}:${digits}`,
    channel: 'phone',
    address: called,
    name: undefined,
    language: line.language,
    signal,
  };
}

function signalOf(incident: string, { verdict, home }: Line, digits: string): Heard['signal'] | undefined {
  if (home) return digits === '1' || digits === '2' ? { kind: 'home-key', incident, safe: digits === '1' } : undefined;
  if (verdict) return digits === '1' || digits === '2' ? { kind: 'verdict-key', incident, confirmed: digits === '1' } : undefined;
  const answer = keys.get(digits);
  return answer && { kind: 'key', incident, answer };
}

/** What became of a call of ours: https://www.twilio.com/docs/voice/api/call-resource#statuscallback */
export function readCallStatus(form: Form): StatusReport | undefined {
  const providerId = text(form, 'CallSid');
  const status = text(form, 'CallStatus').toLowerCase();
  if (!providerId || !status) return undefined;
  if (status === 'completed' && isMachine(form)) return { providerId, status: 'machine', errorCode: null };
  // Why a call failed is said by a code of Twilio's, or by the answer of the network.
  const sip = text(form, 'SipResponseCode');
  return { providerId, status, errorCode: text(form, 'ErrorCode') || (sip ? `sip-${sip}` : null) };
}

/** https://www.twilio.com/docs/voice/answering-machine-detection: human, fax, unknown, machine_start and others of a machine. */
function isMachine(form: Form): boolean {
  return /^(?:machine|fax)/.test(text(form, 'AnsweredBy').toLowerCase());
}
