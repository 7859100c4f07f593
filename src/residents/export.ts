import type { Atlas } from '../domain/neighbourhood.ts';
import type { Cipher } from '../store/cipher.ts';
import type { Database } from '../store/database.ts';
import { createRoster, type Exported } from '../store/roster.ts';
import { type Column, columns } from './header.ts';

const PAGE = 1_000;

/** `leftOut`: people of no neighbourhood, such as keepers may be. A line without one could not be imported again. */
export interface Page {
  readonly text: string;
  readonly people: number;
  readonly leftOut: number;
}

/**
 * The list of everybody with an address, in the format of the import and in the order in which they came, page by page.
 *
 * What people call themselves is written as it is, so that an import of the file changes nothing. A name that begins with `=`
 * is therefore a formula to a spreadsheet: columns are to be opened as text.
 */
export async function* exportResidents(database: Database, cipher: Cipher, atlas: Atlas): AsyncGenerator<Page> {
  const roster = createRoster(cipher);
  const position = new Map(atlas.all.map(({ slug }, index) => [slug, index]));
  yield { text: `${columns.join(',')}\n`, people: 0, leftOut: 0 };
  let last = 0n;
  while (true) {
    const page = await roster.page(database.prisma, last, PAGE);
    if (page.length === 0) return;
    const lines = page.filter(({ memberships }) => memberships.length > 0);
    yield {
      text: lines.map((person) => writeLine(person, position)).join(''),
      people: lines.length,
      leftOut: page.length - lines.length,
    };
    last = page.at(-1)?.id ?? last;
  }
}

function writeLine(person: Exported, position: ReadonlyMap<string, number>): string {
  const memberships = [...person.memberships].sort(
    (a, b) => (position.get(a.slug) ?? 0) - (position.get(b.slug) ?? 0) || (a.slug < b.slug ? -1 : 1),
  );
  // `both` has no word in the file. An import of `defender` leaves it as it is.
  const roles = memberships.map(({ role }) => (role === 'both' ? 'defender' : role));
  const cells: Record<Column, string> = {
    name: person.name,
    language: person.language,
    neighbourhood: memberships.map((m) => m.slug).join(';'),
    role: (new Set(roles).size > 1 ? roles : roles.slice(0, 1)).join(';'),
    trust: person.trust,
    telegram: addressOf(person, 'telegram'),
    phone: addressOf(person, 'phone'),
  };
  return `${columns.map((column) => quote(cells[column])).join(',')}\n`;
}

/** Also one that is closed: it is the person's all the same. */
function addressOf({ contacts }: Exported, channel: 'telegram' | 'phone'): string {
  const theirs = contacts.filter((c) => c.channel === channel);
  return (theirs.find((c) => c.state === 'open') ?? theirs[0])?.address ?? '';
}

/** RFC 4180, with spaces at the ends quoted too: some spreadsheets drop them. */
function quote(cell: string): string {
  return /[",\r\n]|^\s|\s$/.test(cell) ? `"${cell.replaceAll('"', '""')}"` : cell;
}
