import type { Client } from 'pg';
import type { Language } from '../domain/language.ts';
import type { Cipher } from '../store/cipher.ts';
import { CITY, HOME } from './settings.ts';

/** Who is registered. The first are those who do something. */
export interface Audience {
  /** Of the whole city, on Telegram: they end what happens in the neighbourhood, and are not called to it. */
  readonly organisers: number;
  /** Trusted residents on Telegram. */
  readonly reporters: number;
  readonly telegram: number;
  readonly sms: number;
}

/** Everyone of the neighbourhood. */
export function residentsOf({ reporters, telegram, sms }: Audience): number {
  return reporters + telegram + sms;
}

function sizeOf({ organisers, reporters, telegram, sms }: Audience): number {
  return organisers + reporters + telegram + sms;
}

const FIRST_CHAT = 100_000_000;
const FIRST_NUMBER = 7_010_000_000;

/** The chat of the person who stands at this place of the audience. */
export const chatOf = (place: number): number => FIRST_CHAT + place;
const numberOf = (place: number): string => `+7${FIRST_NUMBER + place}`;

/** People written in one statement. */
const BATCH = 5_000;

interface Row {
  readonly place: number;
  readonly language: Language;
  readonly trust: string;
  readonly slug: string;
  readonly role: string;
  readonly channel: 'telegram' | 'phone';
  readonly address: string;
}

/** Most people of the city read Russian, many Kazakh, some English: every language is rendered in every call. */
function languageOf(place: number): Language {
  const digit = place % 10;
  return digit < 6 ? 'ru' : digit < 9 ? 'kk' : 'en';
}

export function personAt(place: number, { organisers, reporters, telegram }: Audience): Row {
  const leads = organisers + reporters;
  const onTelegram = place < leads + telegram;
  return {
    place,
    language: place < leads ? 'ru' : languageOf(place),
    trust: place < leads ? 'trusted' : 'new',
    slug: place < organisers ? CITY : HOME,
    role: place < organisers ? 'organiser' : 'both',
    channel: onTelegram ? 'telegram' : 'phone',
    address: onTelegram ? String(chatOf(place)) : numberOf(place),
  };
}

/** Registers everyone, as an import would, in bulk: an import of a hundred thousand reads and answers line by line. */
export async function register(client: Client, cipher: Cipher, audience: Audience, signal: AbortSignal): Promise<void> {
  const size = sizeOf(audience);
  for (let start = 0; start < size; start += BATCH) {
    signal.throwIfAborted();
    const rows = Array.from({ length: Math.min(BATCH, size - start) }, (_, i) => personAt(start + i, audience));
    // Ids are given in the order of the rows, and so are places: the first person has the id 1.
    await client.query(
      `INSERT INTO person (id, name_sealed, language, trust, created_at)
       SELECT p.id, p.name, p.language, p.trust, now() FROM unnest($1::bigint[], $2::bytea[], $3::text[], $4::text[]) AS p (id, name, language, trust)`,
      [
        rows.map((row) => row.place + 1),
        rows.map((row) => Buffer.from(cipher.seal('person.name', `Person ${row.place}`))),
        rows.map((row) => row.language),
        rows.map((row) => row.trust),
      ],
    );
    await client.query('INSERT INTO membership (person_id, slug, role) SELECT m.* FROM unnest($1::bigint[], $2::text[], $3::text[]) AS m', [
      rows.map((row) => row.place + 1),
      rows.map((row) => row.slug),
      rows.map((row) => row.role),
    ]);
    await client.query(
      `INSERT INTO contact (person_id, channel, address_sealed, address_hash, language)
       SELECT c.* FROM unnest($1::bigint[], $2::text[], $3::bytea[], $4::bytea[], $5::text[]) AS c`,
      [
        rows.map((row) => row.place + 1),
        rows.map((row) => row.channel),
        rows.map((row) => Buffer.from(cipher.seal('contact.address', row.address))),
        rows.map((row) => Buffer.from(cipher.hash(row.channel, row.address))),
        rows.map((row) => row.language),
      ],
    );
  }
  await client.query(`SELECT setval(pg_get_serial_sequence('person', 'id'), $1)`, [size + 1]);
}
