import { may, mayWhere } from '../domain/access.ts';
import { encodePress } from '../domain/press.ts';
import { isCity, minutesOf, type RingPolicy, ringPolicies, ringScope } from '../domain/ring.ts';
import { readRingPolicy, saveRingPolicy } from '../store/ring-policy.ts';
import { acknowledge, neighbourhoodButtons, neighbourhoodTerm, record, refuse, say, type Turn } from './turn.ts';

/** `/rings`: how far a neighbourhood's calls go on beyond it by themselves. */
export async function askRings(turn: Turn): Promise<void> {
  const { contact, atlas } = turn;
  // Beyond a city there is nothing.
  const slugs = mayWhere(contact.member, 'set-rings', atlas).filter((slug) => !isCity(slug, atlas));
  const [only] = slugs;
  if (only === undefined || contact.channel !== 'telegram') return await refuse(turn);
  if (slugs.length === 1) return await askPolicy(turn, only);
  await say(turn, { key: 'rings-where', buttons: neighbourhoodButtons(slugs, 'rings-in') });
}

export async function chooseRings(turn: Turn, slug: string): Promise<void> {
  if (!may(turn.contact.member, 'set-rings', slug, turn.atlas)) return await refuse(turn);
  await acknowledge(turn);
  await askPolicy(turn, slug);
}

async function askPolicy(turn: Turn, slug: string): Promise<void> {
  const { tx, atlas } = turn;
  const { policy } = await readRingPolicy(tx, ringScope(slug, atlas));
  const buttons = ringPolicies.map((one) => [
    { label: { key: 'button-rings', args: policyArgs(one) }, press: encodePress({ kind: 'rings-set', slug, policy: one }) },
  ]);
  await say(turn, {
    key: 'rings-ask',
    args: { neighbourhood: neighbourhoodTerm(slug), wanted: turn.enough(slug), ...policyArgs(policy) },
    buttons,
  });
}

export async function setRings(turn: Turn, slug: string, policy: RingPolicy): Promise<void> {
  const { tx, contact, atlas } = turn;
  if (!contact.member || !atlas.get(slug) || !may(contact.member, 'set-rings', slug, atlas)) return await refuse(turn);
  await acknowledge(turn);
  await saveRingPolicy(tx, slug, policy, contact.member.id);
  record(turn, 'set-rings', `neighbourhood:${slug}`);
  await say(turn, { key: 'rings-set', args: { neighbourhood: neighbourhoodTerm(slug), wanted: turn.enough(slug), ...policyArgs(policy) } });
}

function policyArgs(policy: RingPolicy) {
  const minutes = minutesOf(policy);
  return { policy: minutes === null ? policy : 'auto', minutes: minutes ?? 0 };
}
