import type { Gather, RecordVerb, Utterance, Verb } from './verb.ts';
import { readXml, type XmlElement } from './xml.ts';

/** `code` as in Twilio's debugger: 12100 is no XML or no Response, 12200 is not what TwiML allows. */
export type TwimlReading =
  | { readonly kind: 'read'; readonly verbs: readonly Verb[] }
  | { readonly kind: 'wrong'; readonly code: 12100 | 12200; readonly reason: string };

/** Attributes that are understood, or that change nothing here. */
const ATTRIBUTES: Readonly<Record<string, readonly string[]>> = {
  Say: ['language', 'voice', 'loop'],
  Play: ['loop'],
  Pause: ['length'],
  Gather: [
    ...['numDigits', 'action', 'method', 'timeout', 'input', 'actionOnEmptyResult', 'finishOnKey', 'language', 'hints', 'speechTimeout'],
    ...['speechModel', 'profanityFilter', 'enhanced', 'bargeIn'],
  ],
  Record: [
    ...['action', 'method', 'timeout', 'maxLength', 'finishOnKey', 'playBeep', 'trim', 'transcribe', 'recordingStatusCallback'],
    ...['recordingStatusCallbackMethod', 'recordingStatusCallbackEvent'],
  ],
  Redirect: ['method'],
  Hangup: [],
  Reject: ['reason'],
};
const PROMPTS = ['Say', 'Play', 'Pause'];
/** Say and Play with loop="0" go on until the call ends; Twilio stops at a thousand. */
const ENDLESS = 1000;

/** Speech marks within Say are left out of the text. */
function textOf(element: XmlElement): string {
  return element.children.map((child) => (typeof child === 'string' ? child : textOf(child))).join('');
}

function wordsOf(element: XmlElement): string {
  return textOf(element).replace(/\s+/g, ' ').trim();
}

/** The value of a whole number's attribute; what is not one counts as absent, as it does at Twilio. */
function wholeOf(element: XmlElement, name: string, least: number): number | undefined {
  const text = element.attributes[name] ?? '';
  return /^\d{1,6}$/.test(text) && Number(text) >= least ? Number(text) : undefined;
}

function utteranceOf(element: XmlElement): Utterance {
  const { language, voice } = element.attributes;
  const loop = wholeOf(element, 'loop', 0) ?? 1;
  const times = loop === 0 ? ENDLESS : loop;
  if (element.name === 'Pause') return { kind: 'pause', ms: (wholeOf(element, 'length', 0) ?? 1) * 1000 };
  if (element.name === 'Play') return { kind: 'play', url: wordsOf(element), loop: times };
  return { kind: 'say', text: wordsOf(element), ...(language && { language }), ...(voice && { voice }), loop: times };
}

function gatherOf(element: XmlElement): Gather {
  const { action, finishOnKey = '#', input = 'dtmf', actionOnEmptyResult } = element.attributes;
  return {
    kind: 'gather',
    numDigits: wholeOf(element, 'numDigits', 1),
    action,
    timeoutMs: (wholeOf(element, 'timeout', 1) ?? 5) * 1000,
    keys: input.split(' ').includes('dtmf'),
    finishOnKey,
    actionOnEmptyResult: actionOnEmptyResult === 'true',
    prompts: elementsOf(element).map(utteranceOf),
  };
}

function recordOf(element: XmlElement): RecordVerb {
  const timeoutMs = (wholeOf(element, 'timeout', 1) ?? 5) * 1000;
  const { action, recordingStatusCallback: statusCallback } = element.attributes;
  return { kind: 'record', action, timeoutMs, maxSeconds: wholeOf(element, 'maxLength', 2) ?? 3600, statusCallback };
}

function verbOf(element: XmlElement): Verb {
  switch (element.name) {
    case 'Gather':
      return gatherOf(element);
    case 'Record':
      return recordOf(element);
    case 'Redirect':
      return { kind: 'redirect', url: wordsOf(element) };
    case 'Hangup':
      return { kind: 'hangup' };
    case 'Reject':
      return { kind: 'reject', status: element.attributes.reason === 'busy' ? 'busy' : 'no-answer' };
    default:
      return utteranceOf(element);
  }
}

const elementsOf = (element: XmlElement): readonly XmlElement[] => element.children.filter((child) => typeof child !== 'string');

/** What is wrong with an element at this place, if anything. */
function faultOf(element: XmlElement, allowed: readonly string[]): string | undefined {
  const { name, attributes } = element;
  if (!allowed.includes(name)) return `<${name}> is not allowed here`;
  const stranger = Object.keys(attributes).find((attribute) => !ATTRIBUTES[name]?.includes(attribute));
  if (stranger !== undefined) return `<${name}> has no attribute ${stranger}`;
  // Twilio would ask with GET. The emulator cannot, and must not ask otherwise than it was told.
  if ((attributes.method ?? 'POST').toUpperCase() !== 'POST') return `<${name}> wants ${attributes.method}: only POST is played here`;
  if (name === 'Say') return undefined;
  if (name !== 'Play' && name !== 'Redirect' && element.children.some((child) => typeof child === 'string' && child.trim() !== '')) {
    return `<${name}> holds text`;
  }
  for (const child of elementsOf(element)) {
    const fault = faultOf(child, name === 'Gather' ? PROMPTS : []);
    if (fault !== undefined) return fault;
  }
  return undefined;
}

/** Reads a TwiML document for a call. Stricter than Twilio, which only warns of some of what is refused here. */
export function readTwiml(text: string): TwimlReading {
  const reading = readXml(text);
  if (reading.kind === 'malformed') return { kind: 'wrong', code: 12100, reason: reading.reason };
  const { root } = reading;
  if (root.name !== 'Response') return { kind: 'wrong', code: 12100, reason: `the root is <${root.name}>, not <Response>` };
  if (root.children.some((child) => typeof child === 'string' && child.trim() !== '')) {
    return { kind: 'wrong', code: 12200, reason: '<Response> holds text' };
  }
  for (const element of elementsOf(root)) {
    const reason = faultOf(element, Object.keys(ATTRIBUTES));
    if (reason !== undefined) return { kind: 'wrong', code: 12200, reason };
  }
  return { kind: 'read', verbs: elementsOf(root).map(verbOf) };
}
