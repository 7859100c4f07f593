import type { Clock } from '../../src/clock.ts';
import type { Language } from '../../src/domain/language.ts';
import type { Role, Trust } from '../../src/domain/person.ts';
import type { TelegramPhone } from '../../src/emulators/telegram/phone.ts';
import type { SmsPhone } from '../../src/emulators/twilio/phone.ts';
import type { OpenStore } from '../../src/store/open.ts';
import type { World } from './world.ts';

export interface Someone {
  readonly id: bigint;
  readonly telegram: TelegramPhone;
  readonly sms: SmsPhone;
}

export interface Registered {
  readonly name?: string;
  readonly language?: Language;
  readonly in?: readonly string[];
  readonly role?: Role;
  readonly trust?: Trust;
  /** A chat id; absent for somebody without Telegram. */
  readonly telegram?: number;
  readonly phone?: string;
}

/** Where somebody is registered, and who gives them their phones. */
export type Place = Pick<World, 'store' | 'telegram' | 'twilio'> & { readonly clock: Pick<Clock, 'now'> };

/** Registers somebody, as an import would, in one statement: stories begin with many people. Using a phone that they do not have fails the test. */
export async function register(world: Place, someone: Registered): Promise<Someone> {
  const { name = 'Somebody', language = 'ru', role = 'both', trust = 'new', telegram, phone } = someone;
  const { database, cipher } = world.store;
  const contacts = [
    ...(telegram === undefined ? [] : [{ channel: 'telegram', address: String(telegram) } as const]),
    ...(phone === undefined ? [] : [{ channel: 'phone', address: phone } as const]),
  ];
  if (contacts.length === 0) throw new Error('somebody without any contact');
  const now = new Date(world.clock.now());
  const [row] = await database.prisma.$queryRaw<{ id: bigint }[]>`
    WITH fresh AS (
      INSERT INTO person (name_sealed, language, trust, created_at) VALUES (${cipher.seal('person.name', name)}, ${language}, ${trust}, ${now}) RETURNING id
    ), lives AS (
      INSERT INTO membership (person_id, slug, role) SELECT id, slug, ${role} FROM fresh CROSS JOIN unnest(${someone.in ?? ['bakai']}::text[]) slug
    ), reached AS (
      INSERT INTO contact (person_id, channel, address_sealed, address_hash, language, heard_at)
      SELECT f.id, c.channel, c.sealed, c.hash, ${language}, ${now} FROM fresh f CROSS JOIN unnest(
        ${contacts.map((c) => c.channel)}::text[], ${contacts.map((c) => cipher.seal('contact.address', c.address))}::bytea[],
        ${contacts.map((c) => cipher.hash(c.channel, c.address))}::bytea[]) c (channel, sealed, hash)
      ON CONFLICT (channel, address_hash) DO UPDATE SET person_id = excluded.person_id, state = 'open'
    ) SELECT id FROM fresh`;
  const id = row?.id ?? 0n;
  const missing = <T extends object>(what: string): T =>
    new Proxy({} as T, {
      get: () => {
        throw new Error(`${name} has no ${what}`);
      },
    });
  return {
    id,
    telegram:
      telegram === undefined ? missing('Telegram') : world.telegram.person({ id: telegram, firstName: name, languageCode: language }),
    sms: phone === undefined ? missing('phone') : world.twilio.phone(phone),
  };
}

/** The phone of the n-th resident. */
export const numberOf = (n: number): string => `+7701000${1_000 + n}`;

/** An organiser of Bakai, and residents of it, each on these channels. */
export async function neighbours(world: World, count: number, ...channels: readonly ('telegram' | 'phone')[]) {
  const organiser = await register(world, { telegram: 1, role: 'organiser' });
  const people: Someone[] = [];
  for (let n = 0; n < count; n++) {
    const telegram = channels.includes('telegram') ? { telegram: 100 + n } : {};
    const phone = channels.includes('phone') ? { phone: numberOf(n) } : {};
    people.push(await register(world, { ...telegram, ...phone }));
  }
  return { organiser, people };
}

/** Whom a crowd consists of: chat ids and numbers. */
export interface Crowd {
  readonly chats: readonly number[];
  readonly numbers: readonly string[];
}

/** Registers many residents of Bakai at once, each with one contact. Nobody of them is trusted. */
export async function enrolCrowd({ database, cipher }: OpenStore, size: CrowdSize, now: number): Promise<Crowd> {
  const chats = Array.from({ length: size.telegram ?? 0 }, (_, i) => 1_000 + i);
  const numbers = Array.from({ length: size.sms ?? 0 }, (_, i) => `+7701${String(1_000_000 + i)}`);
  const contacts = [
    ...chats.map((id) => ({ channel: 'telegram', address: String(id) }) as const),
    ...numbers.map((address) => ({ channel: 'phone', address }) as const),
  ];
  const session = await database.session(() => {});
  try {
    await session.query(
      `WITH fresh AS (
         INSERT INTO person (language, trust, created_at) SELECT 'ru', 'new', $1 FROM generate_series(1, cardinality($2::text[])) RETURNING id
       ), numbered AS (SELECT id, row_number() OVER (ORDER BY id) AS n FROM fresh), lives AS (
         INSERT INTO membership (person_id, slug, role) SELECT id, 'bakai', 'both' FROM fresh
       )
       INSERT INTO contact (person_id, channel, address_sealed, address_hash, state, language)
       SELECT f.id, c.channel, c.sealed, c.hash, 'open', 'ru' FROM unnest($2::text[], $3::bytea[], $4::bytea[]) WITH ORDINALITY AS c (channel, sealed, hash, n)
       JOIN numbered f USING (n)`,
      [
        new Date(now),
        contacts.map((c) => c.channel),
        contacts.map((c) => Buffer.from(cipher.seal('contact.address', c.address))),
        contacts.map((c) => Buffer.from(cipher.hash(c.channel, c.address))),
      ],
    );
  } finally {
    await session.end();
  }
  return { chats, numbers };
}

export interface CrowdSize {
  readonly telegram?: number;
  readonly sms?: number;
}

/** The same, with their phones in their hands. */
export async function crowd(world: World, size: CrowdSize): Promise<{ readonly telegram: TelegramPhone[]; readonly sms: SmsPhone[] }> {
  const { chats, numbers } = await enrolCrowd(world.store, size, world.clock.now());
  return { telegram: chats.map((id) => world.telegram.person({ id })), sms: numbers.map((number) => world.twilio.phone(number)) };
}

/** What a phone shows on Telegram, the newest last. */
export function texts(phone: TelegramPhone): readonly string[] {
  return phone.messages.map((m) => m.text);
}

/** The texts of the buttons under the newest message that matches. */
export function buttons(phone: TelegramPhone, wanted: RegExp): readonly string[] {
  const markup = phone.hears(wanted)?.reply_markup;
  const rows = markup && 'inline_keyboard' in markup ? (markup.inline_keyboard ?? []) : [];
  return rows.flat().flatMap((button) => (button ? [button.text] : []));
}
