import { readDigits } from '../commands/code.ts';
import type { Change } from '../store/change.ts';
import { replace } from './replace.ts';
import { say, type Turn } from './turn.ts';

/** Somebody typed the code of a new number, on either phone or on Telegram. False where none is waited for. */
export async function typeCode(turn: Turn, typed: string): Promise<boolean> {
  const { tx, store, contact, now } = turn;
  const code = readDigits(typed);
  if (code === undefined) return false;
  const phone = contact.channel === 'phone' ? contact.address : undefined;
  const expecting = await store.changes.expecting(tx, contact.member?.id, phone);
  if (expecting.length === 0) return false;
  const live = expecting.filter(({ expiresAt }) => expiresAt > now);
  // Whoever types it on the new phone has no language of their own with us yet.
  const told = { ...turn, language: expecting[0]?.language ?? turn.language };
  if (live.length === 0) await say(told, { key: 'number-late' });
  else await compare(told, live, code);
  return true;
}

async function compare(turn: Turn, live: readonly Change[], code: string): Promise<void> {
  const { tx, store } = turn;
  for (const change of live) {
    if (await store.changes.confirms(tx, change.id, code)) return await finish(turn, change);
  }
  const ids = live.map(({ id }) => id);
  const left = await store.changes.miss(tx, ids);
  await say(turn, left > 0 ? { key: 'number-wrong', args: { left } } : { key: 'number-failed' });
}

/** Both ends have confirmed: whoever asked held the old one, and whoever has the code reads what comes to the new one. */
async function finish(turn: Turn, change: Change): Promise<void> {
  const { tx, store, contact, now } = turn;
  const olds = await store.contacts.ofPerson(tx, change.personId, 'phone');
  // Asked for by SMS, it is about that phone; on Telegram there is only one that people mean.
  const asked = olds.filter(({ id }) => id === change.contactId);
  const replaced = await replace(turn, change, asked.length > 0 ? asked : olds, 'number-replaced');
  if (!replaced) return await say(turn, { key: 'number-failed' });
  const telegram = await store.contacts.openOf(tx, change.personId, 'telegram');
  const content = { key: 'number-done' };
  if (telegram) await store.deliveries.say(tx, { to: telegram, kind: 'answer', op: 'message', content }, now);
  if (contact.channel === 'phone') await store.deliveries.say(tx, { to: replaced, kind: 'answer', op: 'message', content }, now);
}
