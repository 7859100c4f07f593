import { parsePhoneNumberFromString } from 'libphonenumber-js/min';
import type { Neighbourhood } from '../domain/neighbourhood.ts';
import type { OpenStore } from '../store/open.ts';
import type { Actor, ChatState, PhoneState } from './cast.ts';

/** What the app knows of an address when the day begins: that somebody asked for silence, but of no block and no dead number. */
function stateOf(state: ChatState | PhoneState): 'open' | 'stopped' {
  return state === 'stopped' || state === 'unsubscribed' ? 'stopped' : 'open';
}

export type NewNeighbourhood = Pick<Neighbourhood, 'slug' | 'names' | 'parent' | 'city'>;

/** Puts everyone into the database who is registered before the story begins, and their neighbourhoods. */
export async function enrol(
  { database, cipher }: OpenStore,
  neighbourhoods: readonly NewNeighbourhood[],
  actors: readonly Actor[],
  now: number,
): Promise<void> {
  const people = actors.filter((actor) => !actor.joinsLive);
  await database.transaction(async (tx) => {
    await tx.neighbourhood.createMany({
      data: neighbourhoods.map(({ names: { kk, ru, en }, ...rest }) => ({ ...rest, nameKk: kk, nameRu: ru, nameEn: en })),
    });
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
    await tx.personSkill.createMany({
      data: registered.flatMap(({ actor, personId }) => actor.skills.map((skill) => ({ personId, skill }))),
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
