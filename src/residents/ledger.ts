import type { Membership, Role } from '../domain/person.ts';
import type { Listed, PersonRef, Roster, RosterAddress, RosterChanges } from '../store/roster.ts';

/** A line of the list, its addresses with their keys. */
export interface Entry extends Listed {
  readonly addresses: readonly RosterAddress[];
}

export type Entered =
  | { readonly kind: 'imported' | 'updated' | 'unchanged' }
  | { readonly kind: 'bad' | 'skipped'; readonly reason: string };

interface Person {
  readonly ref: PersonRef;
  /** As on record; undefined for one who is new. */
  readonly before: Listed | undefined;
  now: Listed;
}

interface Contact {
  /** Undefined for one that is new. */
  readonly id: bigint | undefined;
  readonly address: Pick<RosterAddress, 'channel' | 'key'> & { readonly address?: string };
  readonly before: Person | undefined;
  owner: Person | undefined;
}

/** The people and contacts that some lines are about, and what becomes of them line by line. Nothing is written here. */
export interface Ledger {
  enter(entry: Entry): Entered;
  /** The difference to what is on record: a line and a later one that takes it back leave none. */
  changes(): RosterChanges;
}

export function createLedger(roster: Roster): Ledger {
  const people = new Map<PersonRef, Person>(roster.people.map(({ id, ...listed }) => [id, { ref: id, before: listed, now: listed }]));
  const contacts = new Map<string, Contact>(
    roster.contacts.map(({ id, channel, key, personId }) => {
      const owner = personId === null ? undefined : people.get(personId);
      return [key, { id, address: { channel, key }, before: owner, owner }];
    }),
  );
  const contactsOf = Map.groupBy(
    [...contacts.values()].filter((c) => c.owner),
    (c) => c.owner?.ref,
  );

  /** Gives an address to a person, in place of what they had on that channel; false when it is theirs already. */
  function give(person: Person, address: RosterAddress): boolean {
    const known = contacts.get(address.key);
    if (known?.owner === person) return false;
    const contact = known ?? { id: undefined, address, before: undefined, owner: undefined };
    contacts.set(address.key, contact);
    contact.owner = person;
    const theirs = contactsOf.get(person.ref) ?? [];
    for (const old of theirs) if (old.address.channel === address.channel) old.owner = undefined;
    contactsOf.set(person.ref, [...theirs.filter((c) => c.owner === person), contact]);
    return true;
  }

  return {
    enter(entry) {
      // Who asked to be forgotten and came back on their own has the address again.
      const addresses = entry.addresses.filter((a) => contacts.get(a.key)?.owner !== undefined || !roster.forgotten.has(a.key));
      if (addresses.length === 0) return { kind: 'skipped', reason: 'asked to be forgotten; they can join again themselves' };
      const [owner, other] = new Set(addresses.flatMap((a) => contacts.get(a.key)?.owner ?? []));
      if (other) return { kind: 'bad', reason: 'telegram and phone belong to two different people' };
      const { addresses: _, ...listed } = entry;
      const person = owner ?? { ref: -1n - BigInt(people.size), before: undefined, now: listed };
      people.set(person.ref, person);
      const moved = addresses.map((address) => give(person, address)).includes(true);
      if (!owner) return { kind: 'imported' };
      const next = { ...listed, memberships: keepBoth(person.now.memberships, listed.memberships) };
      const same = isSame(person.now, next);
      if (!same) person.now = next;
      return { kind: same && !moved ? 'unchanged' : 'updated' };
    },
    changes: () => differences([...people.values()], [...contacts.values()]),
  };
}

function differences(people: readonly Person[], contacts: readonly Contact[]): RosterChanges {
  const known = people.flatMap(({ ref, before, now }) => (before && before !== now ? { id: ref, before, now } : []));
  const moved = contacts.filter((c) => c.owner !== c.before);
  return {
    created: people.filter((p) => !p.before).map(({ ref, now }) => ({ ref, ...now })),
    changed: known
      .filter(({ before, now }) => before.name !== now.name || before.language !== now.language || before.trust !== now.trust)
      .map(({ id, before, now }) => ({
        id,
        name: before.name === now.name ? undefined : now.name,
        language: now.language,
        trust: now.trust,
      })),
    left: known.flatMap(({ id, before, now }) =>
      before.memberships.filter((m) => !roleIn(now.memberships, m.slug)).map(({ slug }) => ({ id, slug })),
    ),
    joined: known.flatMap(({ id, before, now }) =>
      now.memberships.filter((m) => roleIn(before.memberships, m.slug) !== m.role).map((m) => ({ id, ...m })),
    ),
    attached: moved.flatMap(({ id, owner }) => (id !== undefined && owner ? { id, ref: owner.ref, language: owner.now.language } : [])),
    detached: moved.flatMap(({ id, owner }) => (id !== undefined && !owner ? id : [])),
    added: contacts.flatMap(({ id, owner, address: { channel, key, address } }) =>
      id === undefined && owner && address !== undefined ? { channel, key, address, ref: owner.ref, language: owner.now.language } : [],
    ),
  };
}

/** A list says `defender` for `both`, which so remains. */
function keepBoth(before: readonly Membership[], listed: readonly Membership[]): readonly Membership[] {
  return listed.map(({ slug, role }) => ({ slug, role: role === 'defender' && roleIn(before, slug) === 'both' ? 'both' : role }));
}

function isSame(a: Listed, b: Listed): boolean {
  const sameMemberships =
    a.memberships.length === b.memberships.length && b.memberships.every((m) => roleIn(a.memberships, m.slug) === m.role);
  return a.name === b.name && a.language === b.language && a.trust === b.trust && sameMemberships;
}

function roleIn(memberships: readonly Membership[], slug: string): Role | undefined {
  return memberships.find((m) => m.slug === slug)?.role;
}
