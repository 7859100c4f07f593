import { timingSafeEqual } from 'node:crypto';
import type { Update } from 'grammy/types';
import type { Take } from './take.ts';

/** Whether the header is the secret that Telegram was given with `setWebhook`. Takes the same time for every guess. */
export function isFromTelegram(secret: string, given: string): boolean {
  const expected = Buffer.from(secret);
  const actual = Buffer.from(given);
  return expected.length === actual.length && timingSafeEqual(expected, actual);
}

/** Takes a webhook's body in. False where it is no update at all. */
export async function receiveUpdate(take: Take, body: unknown): Promise<boolean> {
  if (typeof body !== 'object' || body === null || !('update_id' in body) || typeof body.update_id !== 'number') return false;
  // What else is in it is looked at field by field: a message without a chat is nobody's, and is taken as understood.
  await take(body as Update);
  return true;
}
