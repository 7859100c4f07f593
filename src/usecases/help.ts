import { exampleTerm, neighbourhoodsTerm, say, type Turn } from './turn.ts';

/** Strangers get one help text in this time. */
const STRANGER_HELP_MS = 60 * 60_000;

/** The words that work. A stranger hears them once an hour at most. */
export async function help(turn: Turn, key: 'help' | 'wordless' = 'help'): Promise<void> {
  const { tx, store, contact, now } = turn;
  if (contact.member) return await say(turn, { key, args: { example: exampleTerm(turn) }, keyboard: true });
  if (contact.helpedAt !== null && now - contact.helpedAt < STRANGER_HELP_MS) return;
  await store.contacts.setHelped(tx, contact.id, now);
  await say(turn, { key: 'help-stranger', args: { example: exampleTerm(turn), neighbourhoods: neighbourhoodsTerm(turn) } });
}
