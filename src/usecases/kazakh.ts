import { isComplete } from '../domain/phrase.ts';
import type { Turn } from './turn.ts';

/**
 * Whether a call to the hotline can be held in Kazakh: whether everything is recorded that it may come to. The same at each step, whatever it
 * says, so that a call does not change its language half-way.
 */
export async function kazakhReady({ tx, store, contact, atlas, aloud, phrases }: Turn): Promise<boolean> {
  if (!aloud.some(({ language }) => language === 'kk')) return false;
  const own = contact.member?.memberships ?? [];
  const slugs =
    own.length > 0 ? own.flatMap(({ slug }) => [...atlas.above(slug), ...atlas.within(slug)]) : atlas.leaves.map(({ slug }) => slug);
  return isComplete(phrases(), await store.phrases.recorded(tx), 'hotline', slugs);
}
