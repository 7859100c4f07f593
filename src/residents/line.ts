import { clean } from '../commands/fold.ts';
import type { ContactChannel } from '../domain/contact.ts';
import { isLanguage, type Language } from '../domain/language.ts';
import { type Membership, type Role, type Trust, trusts } from '../domain/person.ts';
import { type Address, readPhone, readTelegram } from './address.ts';
import type { Cells } from './header.ts';
import type { Places } from './places.ts';

/** A person as a line of the file has them. */
export interface Resident {
  readonly name: string;
  readonly language: Language;
  readonly trust: Trust;
  /** At least one, each neighbourhood once. */
  readonly memberships: readonly Membership[];
  /** At least one, at most one on each channel. */
  readonly addresses: readonly { readonly channel: ContactChannel; readonly address: string }[];
}

export type LineRead = { readonly kind: 'resident'; readonly resident: Resident } | { readonly kind: 'bad'; readonly reason: string };

/** Roles that a file may name. `both` is written as `defender`: whoever comes to others is called at home as well. */
const fileRoles = ['resident', 'defender', 'organiser'] as const satisfies readonly Role[];

/** Longer than any two Telegram names together. */
const LONGEST_NAME = 200;

/** Reads a line's cells. Reasons say what is wrong with which column, and never repeat what stands in it. */
export function readLine(cells: Cells, places: Places): LineRead {
  const problems: string[] = [];
  const orProblem = <T>(value: T | undefined, problem: string): T | undefined => {
    if (value === undefined) problems.push(problem);
    return value;
  };
  // A name is kept as its owner wrote it: joiners are part of emoji and of some scripts.
  const name = cells.name.trim();
  if (name.length > LONGEST_NAME) problems.push(`name is longer than ${LONGEST_NAME} characters`);
  const written = clean(cells.language).toLowerCase() || 'kk';
  const language = orProblem(isLanguage(written) ? written : undefined, 'language must be kk, ru or en');
  const memberships = readMemberships(cells, places, problems);
  const trust = orProblem(pick(trusts, cells.trust, 'new'), `trust must be ${trusts.join(', ')} or empty`);
  const addresses = [
    ...addressOf('telegram', readTelegram(cells.telegram), problems),
    ...addressOf('phone', readPhone(cells.phone), problems),
  ];
  if (clean(cells.telegram) === '' && clean(cells.phone) === '') problems.push('neither telegram nor phone');
  if (problems.length > 0 || !language || !trust) return { kind: 'bad', reason: problems.join('; ') };
  return { kind: 'resident', resident: { name, language, trust, memberships, addresses } };
}

function readMemberships(cells: Cells, places: Places, problems: string[]): readonly Membership[] {
  const slugs = cells.neighbourhood.split(';').map(clean);
  const written = cells.role.split(';').map(clean);
  const named = slugs.filter((slug) => slug !== '').length;
  if (named === 0) problems.push('neighbourhood is missing');
  // Roles go by position, one for each neighbourhood; a single one is for all.
  if (written.length > 1 && written.length !== slugs.length) problems.push('role must be one for all neighbourhoods, or one for each');
  if (written.some((role) => !pick(fileRoles, role, 'resident'))) problems.push(`role must be ${fileRoles.join(', ')} or empty`);
  const found = new Map<string, Role>();
  for (const [index, text] of slugs.entries()) {
    if (text === '') continue;
    const slug = places.find(text);
    if (slug) found.set(slug, pick(fileRoles, written[written.length > 1 ? index : 0] ?? '', 'resident') ?? 'resident');
    // The position, not the text: in a line whose columns have slipped it may be a name.
    else problems.push(named > 1 ? `neighbourhood ${index + 1} of ${slugs.length} is not known` : 'neighbourhood is not known');
  }
  return [...found].map(([slug, role]) => ({ slug, role }));
}

function addressOf(channel: ContactChannel, read: Address, problems: string[]): Resident['addresses'] {
  if (read.kind === 'bad') problems.push(read.reason);
  return read.kind === 'address' ? [{ channel, address: read.address }] : [];
}

function pick<T extends string>(allowed: readonly T[], text: string, whenEmpty: T): T | undefined {
  const written = clean(text).toLowerCase();
  return written === '' ? whenEmpty : allowed.find((value) => value === written);
}
