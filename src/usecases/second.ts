import { scopeOf } from '../domain/access.ts';
import type { Content } from '../domain/content.ts';
import { requestButtons, type SecondRequest } from '../domain/request.ts';
import type { Scope } from '../store/organiser.ts';
import { record, type Turn } from './turn.ts';

/** What is asked of a second person. */
export type Asked = Pick<SecondRequest, 'kind' | 'slug' | 'subjectId' | 'text'>;

/** Shows what somebody wants to do to everyone who may agree. False where there is nobody. */
export async function askSecond(turn: Turn, asked: Asked, args: NonNullable<Content['args']>): Promise<boolean> {
  const { tx, store, contact, now } = turn;
  if (!contact.member) return false;
  const scope = await scopeOfAll(turn, asked);
  const others = await store.organisers.approvers(tx, scope, [contact.member.id, asked.subjectId]);
  if (others.length === 0) return false;
  const id = await store.requests.create(tx, { ...asked, askedBy: contact.member.id }, now);
  record(turn, 'ask', `request:${id}`);
  const content = {
    key: `ask-${asked.kind}`,
    args: { ...args, asker: await nameOf(turn, contact.member.id) },
    buttons: requestButtons(id),
  };
  for (const to of others) await store.deliveries.say(tx, { to, kind: 'answer', op: 'message', content }, now);
  return true;
}

/** Where a request is about something; null is the whole deployment. */
export async function placesOf({ tx, store }: Turn, { slug, subjectId }: Asked): Promise<readonly (string | null)[]> {
  if (slug !== null) return [slug];
  const subject = subjectId === null ? undefined : await store.organisers.get(tx, subjectId);
  if (subjectId === null || subject?.keeper) return [null];
  return subject?.memberships.filter((m) => m.role === 'organiser').map((m) => m.slug) ?? [];
}

async function scopeOfAll(turn: Turn, asked: Asked): Promise<Scope> {
  const scopes = (await placesOf(turn, asked)).map((place) => (place === null ? 'all' : scopeOf('approve', place, turn.atlas)));
  return scopes.includes('all') ? 'all' : [...new Set(scopes.flat())];
}

/** What others call somebody. */
export async function nameOf({ tx, store }: Turn, id: bigint): Promise<string> {
  return (await store.organisers.get(tx, id))?.name || `№${id}`;
}
