import { DRAFT_LIFE_MS } from '../domain/draft.ts';
import { encodePress } from '../domain/press.ts';
import { acknowledge, noteLast, record, say, sayLast, type Turn } from './turn.ts';

const sure = { label: { key: 'button-leave' }, press: encodePress({ kind: 'leave-sure' }) };
const keep = { label: { key: 'button-stay' }, press: encodePress({ kind: 'leave-keep' }) };

/** `/leave` and "forget me" ask once; typed a second time, they mean it. */
export async function askToLeave(turn: Turn): Promise<void> {
  const { tx, store, contact, now } = turn;
  const waiting = await store.drafts.get(tx, contact.id, DRAFT_LIFE_MS, now);
  if (waiting?.draft.kind === 'leave') return await leave(turn);
  await store.drafts.put(tx, contact.id, { kind: 'leave' }, now);
  const question = { key: 'leave-sure', buttons: [[sure], [keep]] };
  // One who stopped and now wants to be forgotten has to be asked all the same.
  await (contact.state === 'open' ? say(turn, question) : sayLast(turn, question));
}

/** Erases everything about whoever spoke, and says so. */
export async function leave(turn: Turn): Promise<void> {
  const { tx, store, contact, now } = turn;
  await store.casualties.forgetFamily(tx, contact.member?.id ?? null, contact.id);
  if (contact.member) {
    record(turn, 'erase', `person:${contact.member.id}`);
    await store.people.erase(tx, contact.member.id, now);
  } else await store.people.eraseStranger(tx, contact.id);
  // After the erasure: it deletes whatever waits for the contact, answers to presses too.
  await noteLast(turn);
  await sayLast(turn, { key: 'leave-done' });
}

export async function stay(turn: Turn): Promise<void> {
  await turn.store.drafts.drop(turn.tx, turn.contact.id);
  await acknowledge(turn);
  await say(turn, { key: 'leave-kept' });
}

/** STOP: silence on this contact. The carrier has answered its own stop words; with Telegram too, the person hears there. */
export async function stop(turn: Turn, carrierAnswers: boolean): Promise<void> {
  const { tx, store, contact, now } = turn;
  if (contact.state === 'stopped') return;
  await store.contacts.setState(tx, contact.id, 'stopped');
  await store.deliveries.leaveContact(tx, contact.id, now);
  await store.drafts.drop(tx, contact.id);
  const telegram = contact.member && contact.channel === 'phone' && (await store.contacts.openOf(tx, contact.member.id, 'telegram'));
  if (telegram) {
    const content = { key: 'stop-phone', buttons: [[sure]] };
    return await store.deliveries.say(tx, { to: telegram, kind: 'answer', op: 'message', content }, now);
  }
  if (contact.channel === 'telegram' || !carrierAnswers) await sayLast(turn, { key: 'stop-done' });
}

/** START after STOP: opens the contact again. */
export async function resume(turn: Turn): Promise<void> {
  const { tx, store, contact } = turn;
  await store.contacts.setState(tx, contact.id, 'open');
  const slugs = contact.member?.memberships.map((m) => m.slug) ?? [];
  await say(turn, { key: 'resumed', args: { neighbourhoods: { term: 'neighbourhoods', slugs } }, keyboard: true });
}
