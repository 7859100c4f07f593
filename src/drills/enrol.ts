import { parsePhoneNumberFromString } from 'libphonenumber-js/min';
import type { OpenStore } from '../store/open.ts';
import type { Actor, ChatState, PhoneState } from './cast.ts';

/** What the app knows of an address when the day begins: that somebody asked for silence, but of no block and no dead number. */
function stateOf(state: ChatState | PhoneState): 'open' | 'stopped' {
  return state === 'stopped' || state === 'unsubscribed' ? 'stopped' : 'open';
}

/** Puts everyone into the database who is registered before the story begins. */
export async function enrol({ database, cipher }: OpenStore, actors: readonly Actor[], now: number): Promise<void> {
  const people = actors.filter((actor) => !actor.joinsLive);
  await database.transaction(async (tx) => {
    const rows = await tx.person.createManyAndReturn({
      data: people.map(({ name, language, trust }) => ({
        nameSealed: cipher.seal('person.name', name),
        language,
        trust,
        createdAt: new Date(now),
      })),
      select: { id: true },
    });
    const registered = people.map((actor, i) => ({ actor, personId: rows[i]?.id ?? 0n }));
    await tx.membership.createMany({
      data: registered.flatMap(({ actor, personId }) => actor.memberships.map(({ slug, role }) => ({ personId, slug, role }))),
    });
    await tx.contact.createMany({
      data: registered.flatMap(({ actor, personId }) =>
        addressesOf(actor).map(({ channel, address, state }) => ({
          personId,
          channel,
          addressSealed: cipher.seal('contact.address', address),
          addressHash: cipher.hash(channel, address),
          state: stateOf(state),
          language: actor.language,
        })),
      ),
    });
  });
}

function addressesOf({ chat, phone }: Actor) {
  return [
    ...(chat ? [{ channel: 'telegram', address: String(chat.id), state: chat.state } as const] : []),
    ...(phone
      ? [{ channel: 'phone', address: parsePhoneNumberFromString(phone.number)?.number ?? phone.number, state: phone.state } as const]
      : []),
  ];
}
