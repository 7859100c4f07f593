import { may } from '../domain/access.ts';
import { LINK_PREFIX } from '../domain/change.ts';
import { encodePress } from '../domain/press.ts';
import type { Change } from '../store/change.ts';
import { replace } from './replace.ts';
import { acknowledge, note, noteLast, refuse, say, type Turn } from './turn.ts';

const TOKEN_BYTES = 24;

/** A link to be opened in the new account. A frozen one gets one that opens nothing. */
export async function giveLink(turn: Turn): Promise<void> {
  const { tx, store, contact, heard, random, atlas, now } = turn;
  const { member } = contact;
  if (!member || contact.channel !== 'telegram' || !may(member, 'change-contact', null, atlas)) return await refuse(turn);
  await acknowledge(turn);
  await store.drafts.drop(tx, contact.id);
  const token = random.token(TOKEN_BYTES);
  const secret = member.frozen ? null : token;
  await store.changes.begin(tx, { personId: member.id, contactId: contact.id, channel: 'telegram', address: null, secret }, now);
  await say(turn, { key: 'account-link', args: { link: `https://t.me/${heard.bot ?? ''}?start=${LINK_PREFIX}${token}` } });
}

/** The link was opened. The old account is asked: whoever only saw the link cannot take it over. */
export async function openLink(turn: Turn, token: string): Promise<void> {
  const { tx, store, contact, now } = turn;
  const change = await store.changes.byLink(tx, token);
  if (change && change.personId === contact.member?.id) return await say(turn, { key: 'account-same' });
  // That the account is somebody's already is nobody's business.
  if (!change || change.expiresAt <= now || contact.member || contact.channel !== 'telegram')
    return await say(turn, { key: 'account-failed' });
  await store.changes.open(tx, change.id, contact.address);
  await say(turn, { key: 'account-opened' });
  const answer = (yes: boolean) => ({
    label: { key: yes ? 'button-was-me' : 'button-not-me' },
    press: encodePress({ kind: yes ? 'change-yes' : 'change-no', change: String(change.id) }),
  });
  const old = (await store.contacts.ofPerson(tx, change.personId, 'telegram')).find(({ id }) => id === change.contactId);
  const to = old && { contactId: old.id, personId: change.personId, channel: old.channel, lane: old.lane };
  const content = { key: 'account-was-it-you', buttons: [[answer(true)], [answer(false)]] };
  if (to) await store.deliveries.say(tx, { to, kind: 'answer', op: 'message', content }, now);
}

/** The old account says whether it was they who opened the link. */
export async function confirmAccount(turn: Turn, id: bigint, yes: boolean): Promise<void> {
  const { tx, store, contact, now } = turn;
  const change = await store.changes.lock(tx, id);
  if (contact.member?.frozen) return await refuse(turn);
  if (!change?.address || change.channel !== 'telegram' || change.contactId !== contact.id)
    return await note(turn, { key: 'incident-gone' });
  const opened = await store.contacts.find(tx, 'telegram', change.address);
  if (change.expiresAt <= now) return await note(turn, { key: 'account-failed' });
  if (yes) return await moveAccount(turn, change);
  await store.changes.drop(tx, id);
  await acknowledge(turn);
  await say(turn, { key: 'account-refused' });
  if (opened?.state !== 'open' || opened.personId !== null) return;
  const failed = { key: 'account-failed', language: opened.language };
  await store.deliveries.say(tx, { to: opened, kind: 'answer', op: 'message', content: failed }, now);
}

async function moveAccount(turn: Turn, change: Change): Promise<void> {
  const { tx, store, contact, reachable, now } = turn;
  const given = await replace(turn, change, [contact], 'account-replaced');
  if (!given) {
    await acknowledge(turn);
    return await say(turn, { key: 'account-failed' });
  }
  await noteLast(turn);
  const done = { key: 'account-done', keyboard: true };
  await store.deliveries.say(tx, { to: given, kind: 'answer', op: 'message', content: done }, now);
  // The old account is what may have been taken: the person hears of it by the other way to reach them.
  const phone = reachable.includes('phone') ? await store.contacts.openOf(tx, change.personId, 'phone') : undefined;
  if (phone) await store.deliveries.say(tx, { to: phone, kind: 'answer', op: 'message', content: { key: 'account-changed' } }, now);
}
