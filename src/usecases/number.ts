import { isLikeNumber } from '../commands/moving.ts';
import { readNumber } from '../commands/phone.ts';
import { may } from '../domain/access.ts';
import { CHANGE_LIFE_MS, CODES_A_DAY, makeDigits, makeHalves } from '../domain/change.ts';
import { encodePress } from '../domain/press.ts';
import { takeInbound } from '../store/inbound.ts';
import { refuse, say, type Turn } from './turn.ts';

const DAY_MS = 24 * 60 * 60_000;

const account = { label: { key: 'button-new-account' }, press: encodePress({ kind: 'number-account' }) };
const cancel = { label: { key: 'button-cancel' }, press: encodePress({ kind: 'cancel' }) };

/** `/number`, or the word by SMS: somebody is to be reached at another number or, asked for on Telegram, by another account. */
export async function askNumber(turn: Turn, typed: string | undefined): Promise<void> {
  const { tx, store, contact, reachable, answering, now } = turn;
  const { channel } = contact;
  // Where people cannot answer by SMS, neither of two phones could confirm anything.
  if (channel === 'phone' && !answering.includes('phone')) return await say(turn, { key: 'number-one-way' });
  if (!reachable.includes('phone')) return await say(turn, { key: 'number-account-only', buttons: [[account]] });
  if (typed !== undefined) return await sendCode(turn, typed);
  await store.drafts.put(tx, contact.id, { kind: 'number' }, now);
  await say(turn, { key: 'number-what', buttons: [[account], [cancel]] });
}

/** A text while the number is asked for. False where it is not meant as one. */
export async function typeNumber(turn: Turn, typed: string): Promise<boolean> {
  if (!isLikeNumber(typed) && readNumber(typed) === undefined) return false;
  await sendCode(turn, typed);
  return true;
}

/**
 * Sends a code to the new number; asked for by SMS, half of it to the old one as well. Whoever asks is answered alike where nothing is
 * sent: because the number is somebody else's, because it asked for silence, or because the account is frozen.
 */
async function sendCode(turn: Turn, typed: string): Promise<void> {
  const { tx, store, contact, random, atlas, language, now } = turn;
  const { member } = contact;
  if (!member || !may(member, 'change-contact', null, atlas)) return await refuse(turn);
  const number = readNumber(typed);
  if (number === undefined) return await say(turn, { key: 'number-bad' });
  const known = await store.contacts.find(tx, 'phone', number);
  if (known?.personId === member.id) return await say(turn, { key: 'number-same' });
  if (!(await hasLeft(turn, `person:${member.id}`))) return await say(turn, { key: 'number-too-many', args: { most: CODES_A_DAY } });
  await store.drafts.drop(tx, contact.id);
  const byPhone = contact.channel === 'phone';
  const halves = byPhone ? makeHalves(random) : (['', makeDigits(random)] as const);
  const free = known === undefined || (known.personId === null && known.state !== 'stopped');
  const goes = free && !member.frozen && (await hasLeft(turn, store.contacts.keyOf('phone', number)));
  const secret = goes ? halves.join('') : null;
  const begun = { personId: member.id, contactId: contact.id, channel: 'phone', address: number, secret } as const;
  const id = await store.changes.begin(tx, begun, now);
  if (goes) {
    const content = { key: byPhone ? 'number-new-half' : 'number-code', args: { code: halves[1] }, language };
    await store.deliveries.sayFarewell(tx, { id, channel: 'phone', lane: null, address: number }, 'message', content, now, CHANGE_LIFE_MS);
  }
  const end = number.slice(-4);
  await say(turn, byPhone ? { key: 'number-old-half', args: { code: halves[0], end } } : { key: 'number-sent', args: { end } });
}

/** Takes one of the codes that somebody, or a number, has for today; false where there is none left. */
async function hasLeft({ tx, now }: Turn, whose: string): Promise<boolean> {
  const day = Math.floor(now / DAY_MS);
  for (let n = 1; n <= CODES_A_DAY; n++) if (await takeInbound(tx, `number:${whose}:${day}:${n}`, now)) return true;
  return false;
}
