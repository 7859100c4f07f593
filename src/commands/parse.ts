import type { Atlas } from '../domain/neighbourhood.ts';
import { readCasualty, readContact } from './casualty.ts';
import { readKey } from './code.ts';
import { clean, fold } from './fold.ts';
import { guessLanguage, languageOf } from './guess.ts';
import { readHeader, restAfter } from './header.ts';
import { readSafe } from './home.ts';
import { readHouses } from './house.ts';
import type { Intent } from './intent.ts';
import { readVisit, readWordsTo } from './mediation.ts';
import { readMerge } from './merge.ts';
import { readMoved, readMovedNames, readNewNumber } from './moving.ts';
import { readNeighbourhood } from './names.ts';
import { readReply } from './reply.ts';
import { reportable } from './reportable.ts';
import { readSightings } from './sighting.ts';
import { readSkills } from './skill.ts';
import { type Token, tokenise } from './tokens.ts';
import { alarmLabels, joinWords, stopWords, vouchWords, wholeMessages } from './vocabulary.ts';

/** Twilio's longest SMS. Of anything longer only the beginning is read. */
const LONGEST_READ = 1_600;

/** What somebody means by a message, whatever the channel. Never throws; `unclear` is what a person should read. */
export function parse(text: string, atlas: Atlas): Intent {
  const cleaned = clean(text);
  // Cleaned again, because the cut may go through an emoji.
  const typed = cleaned.length > LONGEST_READ ? clean(cleaned.slice(0, LONGEST_READ)) : cleaned;
  const tokens = tokenise(typed);
  const intent = readHouses(text) ?? readPlain(typed, cleaned, tokens, atlas);
  const mayBeSeen = typed === cleaned && (intent.kind === 'report' || intent.kind === 'unclear' || intent.kind === 'moved');
  const seen = mayBeSeen ? (readSightings(typed, tokens, intent) ?? readCasualty(typed, tokens, intent)) : undefined;
  if (seen || intent.kind !== 'unclear' || typed !== cleaned) return seen ?? intent;
  const safe = readSafe(tokens);
  return { ...intent, ...(safe === undefined ? {} : { safe }) };
}

/** What it means from somebody who has to do with no alarm. */
function readPlain(typed: string, cleaned: string, tokens: readonly Token[], atlas: Atlas): Intent {
  const intent =
    readSlash(typed, atlas) ??
    readVouch(typed, tokens) ??
    readMerge(typed, tokens) ??
    // What is cut off could be the words that make "STOP" a sentence.
    (typed === cleaned ? readWhole(typed, tokens, atlas) : undefined) ??
    readJoin(typed, tokens, atlas) ??
    readMoved(typed, tokens, atlas) ??
    readNewNumber(typed, tokens) ??
    readReport(typed, tokens, atlas);
  if (intent) return intent;
  if (typed.startsWith('/')) return { kind: 'help' };
  const mentioned = tokens.map((_, i) => reportable.at(tokens, i)).find((match) => match !== undefined);
  return { kind: 'unclear', ...(mentioned && { mentions: mentioned.meaning }), language: guessLanguage(typed) };
}

/** Telegram's commands; in groups they carry the bot's name. */
function readSlash(text: string, atlas: Atlas): Intent | undefined {
  const [, name, payload = ''] = /^\/(\w+)(?:@\w+)?(?: (.*))?$/u.exec(text) ?? [];
  const command = name?.toLowerCase();
  switch (command) {
    case 'start':
      return { kind: 'start', payload };
    case 'leave':
      return { kind: 'leave' };
    case 'invite':
      return { kind: 'invite' };
    case 'away':
      return { kind: 'away' };
    case 'quiet':
      return { kind: 'quiet' };
    case 'trust':
      return { kind: 'trust' };
    case 'skills':
      return { kind: 'skills', change: { add: [], drop: [] }, unknown: false };
    case 'moved':
      return readMovedNames(payload, atlas);
    case 'number':
      return { kind: 'number', ...(payload && { number: payload }) };
    case 'vouched':
    case 'timeline':
    case 'rings':
    case 'aid':
    case 'visit':
    case 'duty':
    case 'evidence':
    case 'people':
      return { kind: command };
    case 'vouch':
      return { kind: 'vouch', ...(payload.trim() && { code: payload.trim() }) };
    case 'broadcast':
      return { kind: 'broadcast' };
    case 'report':
      return { kind: 'closing-report' };
    case 'freeze':
    case 'unfreeze':
    case 'duress':
    case 'record':
      return { kind: command };
    case 'remove':
      return { kind: 'remove-organiser' };
    case 'alarm':
      return { kind: 'alarm' };
    case 'help':
      return { kind: 'help' };
    default:
      return undefined;
  }
}

/** Messages that mean something only if there is nothing else in them. */
function readWhole(text: string, tokens: readonly Token[], atlas: Atlas): Intent | undefined {
  if (text.startsWith('🚨') && alarmLabels.whole(tokens)) return { kind: 'alarm' };
  if (/^[?\s]*\?$/u.test(fold(text))) return { kind: 'help' };
  const stop = stopWords.whole(tokens);
  if (stop) return { kind: 'stop', carrierAnswers: stop.meaning === 'carrier', language: languageOf(stop.language, text) };
  const whole = wholeMessages.whole(tokens);
  if (whole) return { kind: whole.meaning, language: languageOf(whole.language, text) };
  const name = readNeighbourhood(tokens, 0, atlas);
  if (name?.end === tokens.length) return { kind: 'neighbourhood', neighbourhood: name.meaning, language: languageOf(undefined, text) };
  const reply = readReply(text, tokens) ?? readContact(text, tokens);
  return reply ?? readSkills(text, tokens) ?? readVisit(text, tokens) ?? readWordsTo(text, tokens);
}

function readJoin(text: string, tokens: readonly Token[], atlas: Atlas): Intent | undefined {
  const before = readNeighbourhood(tokens, 0, atlas);
  const word = joinWords.at(tokens, before?.end ?? 0);
  if (!word || (before && word.end < tokens.length)) return undefined;
  const language = languageOf(word.language, text);
  const name = before ?? readNeighbourhood(tokens, word.end, atlas);
  // "JOIN Алматы Нұрлы" must not join a whole city because of a neighbourhood that we do not know.
  const sure = name && (before || name.end === tokens.length || atlas.within(name.meaning).length === 1);
  if (sure) return { kind: 'join', neighbourhood: name.meaning, language };
  const unknown = restAfter(text, tokens, word.end);
  return { kind: 'join', ...(unknown && { unknown }), language };
}

/** What is too long after the word to be a code, perhaps a mistyped one, is no vouch: it may be about anything. */
const LONGEST_CODE_TYPED = 12;

function readVouch(text: string, tokens: readonly Token[]): Intent | undefined {
  const word = vouchWords.at(tokens, 0);
  if (!word) return undefined;
  const code = restAfter(text, tokens, word.end);
  if (code.length > LONGEST_CODE_TYPED && readKey(code) === undefined) return undefined;
  return { kind: 'vouch', ...(code && { code }), language: languageOf(word.language, text) };
}

function readReport(text: string, tokens: readonly Token[], atlas: Atlas): Intent | undefined {
  const header = readHeader(text, tokens, atlas);
  if (!header) return undefined;
  const { reported, neighbourhood, place, separate } = header;
  const language = languageOf(header.language, text);
  return { kind: 'report', ...reported, ...(neighbourhood && { neighbourhood }), place, separate, language };
}
