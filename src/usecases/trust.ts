import { say, type Turn } from './turn.ts';

/** `/trust`: what somebody's report does, and what became of those they made, so that nobody wonders why they were not believed at once. */
export async function tellTrust(turn: Turn): Promise<void> {
  const { tx, store, contact } = turn;
  const { member } = contact;
  if (!member) return;
  // Being frozen is not to be noticed.
  const alone = member.keeper || member.trust === 'trusted' || member.memberships.some(({ role }) => role === 'organiser');
  const outcomes = await store.witnesses.outcomes(tx, member.id);
  const confirmed = outcomes.filter((outcome) => outcome.confirmed).length;
  await say(turn, { key: 'trust-own', args: { alone: alone ? 'yes' : 'no', confirmed, denied: outcomes.length - confirmed } });
}
