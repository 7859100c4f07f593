import type { Atlas } from './neighbourhood.ts';
import type { Member } from './person.ts';

/** Somebody, as far as the table needs to know them. */
export type Acting = Pick<Member, 'memberships' | 'keeper' | 'frozen'>;

/** What somebody is where they act. A keeper is that in the whole deployment; the operator has the server, and types commands there. */
export const ranks = ['stranger', 'resident', 'defender', 'organiser', 'keeper', 'operator'] as const;
export type Rank = (typeof ranks)[number];

/**
 * Where somebody has to be what the table asks: `here` in the neighbourhood or one that it lies under, `around` also in one below it,
 * `anywhere` in any at all.
 */
type Reach = 'here' | 'around' | 'anywhere';

interface Rule {
  readonly ranks: readonly Rank[];
  readonly reach: Reach;
  /** Takes a second organiser or keeper, who says yes within the time that a request lives. */
  readonly second?: true;
}

const everybody = ['stranger', 'resident', 'defender', 'organiser', 'keeper'] as const;
const members = ['resident', 'defender', 'organiser', 'keeper'] as const;
const organisers = ['organiser', 'keeper'] as const;

/**
 * The one table of what each may do, whatever channel they do it by. Everybody may report; what becomes of it is in `report.ts`. To answer
 * an alarm, or to name another place, one has to have been called to it or to have reported it as well; to say what one sees, see `sighting.ts`.
 * Danger now never takes a second person.
 */
export const table = {
  report: { ranks: everybody, reach: 'anywhere' },
  answer: { ranks: members, reach: 'anywhere' },
  'another-place': { ranks: everybody, reach: 'anywhere' },
  /** Says what one sees where an alarm is. */
  see: { ranks: members, reach: 'anywhere' },
  /** Reads what was seen, and strikes what is wrong. */
  strike: { ranks: organisers, reach: 'here' },
  /** Looks at what was sent of an incident; so does its lawyer, see `evidence.ts`. */
  'see-evidence': { ranks: organisers, reach: 'here' },
  /** Says that somebody was hurt or taken: whoever is heard there, see `sighting.ts`. They cannot read it afterwards. */
  'tell-casualty': { ranks: members, reach: 'anywhere' },
  /** Reads who was hurt or taken, and what became of them. */
  'read-casualty': { ranks: organisers, reach: 'here' },
  /** The same as the incident's medic or lawyer: see `casualty-reader.ts`. */
  'tend-casualty': { ranks: members, reach: 'anywhere' },
  /** Drops the key of somebody's record: nobody ever reads it again. */
  'erase-casualty': { ranks: organisers, reach: 'here' },
  /** Takes back that children, or people who cannot leave, are inside. */
  'clear-inside': { ranks: organisers, reach: 'here' },
  'see-called': { ranks: organisers, reach: 'around' },
  confirm: { ranks: organisers, reach: 'here' },
  'false-alarm': { ranks: organisers, reach: 'here' },
  update: { ranks: organisers, reach: 'here' },
  /** Asks people with a skill to come, up to the city's. */
  'ask-skill': { ranks: organisers, reach: 'here' },
  /** Names the houses of an incident, and says what becomes of them and how many people they need. */
  house: { ranks: organisers, reach: 'here' },
  /** Moves the call to another of its houses. */
  'move-call': { ranks: organisers, reach: 'here' },
  /** Says that two incidents are one: takes it in both. */
  merge: { ranks: organisers, reach: 'here' },
  /** Says that a house of an incident is another one. */
  split: { ranks: organisers, reach: 'here' },
  'stand-down': { ranks: organisers, reach: 'here' },
  /** Lets a call go on beyond the neighbourhood, or no further; and, of a ring, calls its people by one's own word: see `ring.ts`. */
  widen: { ranks: organisers, reach: 'here' },
  /** How far a neighbourhood's calls go on by themselves. */
  'set-rings': { ranks: organisers, reach: 'here' },
  /** Says whether the neighbourhood's people are called for another one. */
  'agree-aid': { ranks: organisers, reach: 'here' },
  /** Ends what was agreed once: either side may. */
  'withdraw-aid': { ranks: organisers, reach: 'here' },
  /** Says what came of talks. Takes a negotiator or an organiser: see `mediation.ts`. */
  mediate: { ranks: members, reach: 'anywhere' },
  /** Drops what organisers are reminded of, or moves it to another day. */
  remind: { ranks: organisers, reach: 'here' },
  /** Tells a lawyer of a visit. Outside of an alarm it takes a member. */
  visit: { ranks: everybody, reach: 'anywhere' },
  /** Takes what is asked of a lawyer. Takes the skill, and an organiser's word for one who is new: see `duty.ts`. */
  'take-duty': { ranks: members, reach: 'anywhere' },
  'set-duty': { ranks: organisers, reach: 'here' },
  /** Sees who of those who were there has not said that they are safe, and says that they are. */
  'account-for': { ranks: organisers, reach: 'here' },
  /** Has the closing report made, with its place and what was seen. */
  'closing-report': { ranks: ['organiser', 'keeper', 'operator'], reach: 'here' },
  /** Mutes or bans whoever began a report. */
  silence: { ranks: organisers, reach: 'here' },
  broadcast: { ranks: organisers, reach: 'here' },
  'broadcast-wide': { ranks: organisers, reach: 'here', second: true },
  'decide-spending': { ranks: organisers, reach: 'here' },
  'set-duress': { ranks: organisers, reach: 'anywhere' },
  freeze: { ranks: organisers, reach: 'around', second: true },
  'freeze-alone': { ranks: ['keeper'], reach: 'anywhere' },
  unfreeze: { ranks: organisers, reach: 'around', second: true },
  'remove-organiser': { ranks: organisers, reach: 'around', second: true },
  'remove-keeper': { ranks: ['keeper'], reach: 'anywhere', second: true },
  approve: { ranks: organisers, reach: 'around' },
  /** Gives a neighbour a key to the neighbourhood's door. */
  'give-key': { ranks: members, reach: 'here' },
  /** Lives in another neighbourhood now; is reached at another number or account. A frozen account only seems to. */
  move: { ranks: members, reach: 'anywhere' },
  'change-contact': { ranks: members, reach: 'anywhere' },
  /** What the whole deployment says in Kazakh on the telephone: everybody hears it. */
  'record-phrase': { ranks: ['keeper'], reach: 'anywhere' },
  /** How a neighbourhood's name is said. */
  'record-name': { ranks: organisers, reach: 'here' },
  /** Vouches for somebody who joined. Takes one who is vouched for there themselves: see `vouch.ts`. */
  vouch: { ranks: members, reach: 'here' },
  /** Sees who brought whom in. */
  'see-vouched': { ranks: organisers, reach: 'here' },
  'remove-member': { ranks: organisers, reach: 'here' },
  suspend: { ranks: organisers, reach: 'here' },
  lift: { ranks: organisers, reach: 'here' },
  invite: { ranks: ['operator'], reach: 'anywhere' },
  import: { ranks: ['operator'], reach: 'anywhere' },
  export: { ranks: ['operator'], reach: 'anywhere', second: true },
  /** The original of what somebody sent, for a court. */
  'export-evidence': { ranks: ['operator'], reach: 'anywhere' },
  /** Without asking: every organiser is told. */
  'export-alone': { ranks: ['operator'], reach: 'anywhere' },
} as const satisfies Readonly<Record<string, Rule>>;

export type Action = keyof typeof table;
export const actions = Object.keys(table) as readonly Action[];

/** One cell of the table. */
export function permits(rank: Rank, action: Action): boolean {
  return (table[action].ranks as readonly Rank[]).includes(rank);
}

export function takesSecond(action: Action): boolean {
  return 'second' in table[action];
}

/** Whether somebody may do something in a neighbourhood; null is the whole deployment, where what they are anywhere counts. */
export function may(member: Acting | undefined, action: Action, slug: string | null, atlas: Atlas): boolean {
  return permits(rankIn(member, slug === null ? 'all' : scopeOf(action, slug, atlas)), action);
}

/** Where somebody may do something, in the atlas's order. */
export function mayWhere(member: Acting | undefined, action: Action, atlas: Atlas): readonly string[] {
  return atlas.all.filter(({ slug }) => may(member, action, slug, atlas)).map(({ slug }) => slug);
}

/** Neighbourhoods whose own people the table means when something is done in one. */
export function scopeOf(action: Action, slug: string, atlas: Atlas): readonly string[] | 'all' {
  const reach: Reach = table[action].reach;
  if (reach === 'anywhere') return 'all';
  return reach === 'here' ? atlas.above(slug) : [...new Set([...atlas.above(slug), ...atlas.within(slug)])];
}

/** The most that somebody is anywhere. */
export function rankOf(member: Acting | undefined): Rank {
  return rankIn(member, 'all');
}

/** What somebody is in a neighbourhood; whoever belongs elsewhere has come to help. */
export function rankAt(member: Acting, slug: string, atlas: Atlas): Rank {
  const here = rankIn(member, atlas.above(slug));
  return here === 'stranger' ? 'defender' : here;
}

/** A frozen account keeps nothing but what every resident may do: whoever holds the phone may not be its owner. */
function rankIn(member: Acting | undefined, scope: readonly string[] | 'all'): Rank {
  if (!member) return 'stranger';
  if (member.keeper && !member.frozen) return 'keeper';
  const there = scope === 'all' ? member.memberships : member.memberships.filter(({ slug }) => scope.includes(slug));
  const roles = new Set(there.map(({ role }) => role));
  if (roles.has('organiser')) return member.frozen ? 'resident' : 'organiser';
  if (roles.has('resident') || roles.has('both')) return 'resident';
  return roles.has('defender') ? 'defender' : 'stranger';
}
