import { livesIn } from '../domain/person.ts';
import { encodePress } from '../domain/press.ts';
import { type QuietHours, quietHours } from '../domain/quiet.ts';
import { acknowledge, neighbourhoodButtons, neighbourhoodTerm, note, say, type Turn } from './turn.ts';

/** `/quiet`: between which hours somebody is woken for an immediate danger only. Chosen for each of their neighbourhoods by itself. */
export async function askQuiet(turn: Turn): Promise<void> {
  const slugs = turn.contact.member?.memberships.map((m) => m.slug) ?? [];
  const [only] = slugs;
  if (only === undefined) return;
  if (slugs.length === 1) return await askHours(turn, only);
  await say(turn, { key: 'quiet-where', buttons: neighbourhoodButtons(slugs, 'quiet-in') });
}

export async function chooseQuiet(turn: Turn, slug: string): Promise<void> {
  if (!livesIn(turn.contact.member, slug)) return await note(turn, { key: 'incident-gone' });
  await acknowledge(turn);
  await askHours(turn, slug);
}

async function askHours(turn: Turn, slug: string): Promise<void> {
  const names = Object.keys(quietHours) as QuietHours[];
  const buttons = names.map((hours) => [
    { label: { key: `button-quiet-${hours}` }, press: encodePress({ kind: 'quiet-hours', slug, hours }) },
  ]);
  await say(turn, { key: 'quiet-hours', args: { neighbourhood: neighbourhoodTerm(slug) }, buttons });
}

export async function setQuiet(turn: Turn, slug: string, hours: QuietHours): Promise<void> {
  const { tx, store, contact } = turn;
  if (!contact.member || !livesIn(contact.member, slug)) return await note(turn, { key: 'incident-gone' });
  await acknowledge(turn);
  await store.people.setQuiet(tx, contact.member.id, slug, quietHours[hours]);
  await say(turn, { key: hours === 'none' ? 'quiet-over' : 'quiet-set', args: { neighbourhood: neighbourhoodTerm(slug) } });
}
