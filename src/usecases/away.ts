import { type AwayDays, awayDays, awayUntil } from '../domain/away.ts';
import type { Button } from '../domain/content.ts';
import { livesIn } from '../domain/person.ts';
import { encodePress } from '../domain/press.ts';
import { acknowledge, neighbourhoodButtons, neighbourhoodTerm, note, say, type Turn } from './turn.ts';

/** `/away`: somebody will be elsewhere, or is back. Asked for each of their neighbourhoods by itself. */
export async function askAway(turn: Turn): Promise<void> {
  const { tx, store, contact, now } = turn;
  const member = contact.member;
  if (!member) return;
  const away = await store.people.awayFrom(tx, member.id, now);
  const here = member.memberships.map((m) => m.slug).filter((slug) => !away.has(slug));
  for (const [slug, until] of away) await say(turn, awayContent(slug, until));
  const [only] = here;
  if (only === undefined) return;
  if (here.length === 1) return await askHowLong(turn, only);
  await say(turn, { key: 'away-where', buttons: neighbourhoodButtons(here, 'away-from') });
}

export async function chooseAway(turn: Turn, slug: string): Promise<void> {
  if (!livesIn(turn.contact.member, slug)) return await note(turn, { key: 'incident-gone' });
  await acknowledge(turn);
  await askHowLong(turn, slug);
}

async function askHowLong(turn: Turn, slug: string): Promise<void> {
  const buttons = awayDays.map((days): Button[] => [
    { label: { key: 'button-away', args: { days } }, press: encodePress({ kind: 'away-for', slug, days }) },
  ]);
  await say(turn, { key: 'away-how-long', args: { neighbourhood: neighbourhoodTerm(slug) }, buttons });
}

export async function goAway(turn: Turn, slug: string, days: AwayDays): Promise<void> {
  const { tx, store, contact, now } = turn;
  if (!contact.member || !livesIn(turn.contact.member, slug)) return await note(turn, { key: 'incident-gone' });
  await acknowledge(turn);
  const until = awayUntil(days, now);
  await store.people.setAway(tx, contact.member.id, slug, until);
  await say(turn, awayContent(slug, until));
}

export async function comeBack(turn: Turn, slug: string): Promise<void> {
  const { tx, store, contact } = turn;
  if (!contact.member || !livesIn(turn.contact.member, slug)) return await note(turn, { key: 'incident-gone' });
  await acknowledge(turn);
  await store.people.setAway(tx, contact.member.id, slug, null);
  await say(turn, { key: 'away-over', args: { neighbourhood: neighbourhoodTerm(slug) } });
}

function awayContent(slug: string, until: number) {
  const back = { label: { key: 'button-back' }, press: encodePress({ kind: 'away-back', slug }) };
  const args = { neighbourhood: neighbourhoodTerm(slug), date: { term: 'date', at: until } } as const;
  return { key: 'away-until', args, buttons: [[back]] };
}
