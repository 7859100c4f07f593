import type { Language } from '../../src/domain/language.ts';
import type { Role, Trust } from '../../src/domain/person.ts';
import type { TelegramPhone } from '../../src/emulators/telegram/phone.ts';
import type { SmsPhone } from '../../src/emulators/twilio/phone.ts';
import { createContacts } from '../../src/store/contact.ts';
import { createPeople } from '../../src/store/person.ts';
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

/** Registers somebody, as an import would. Using a phone that they do not have fails the test. */
export async function register(world: World, someone: Registered): Promise<Someone> {
  const { name = 'Somebody', language = 'ru', role = 'both', trust = 'new', telegram, phone } = someone;
  const { database, cipher } = world.store;
  const contacts = createContacts(cipher);
  const people = createPeople(cipher);
  const now = world.clock.now();
  const id = await database.transaction(async (tx) => {
    const [first, ...others] = [
      ...(telegram === undefined ? [] : [await contacts.hear(tx, 'telegram', String(telegram), language, now)]),
      ...(phone === undefined ? [] : [await contacts.hear(tx, 'phone', phone, language, now)]),
    ];
    if (!first) throw new Error('somebody without any contact');
    const person = await people.create(tx, { contactId: first.id, name, language, trust }, now);
    for (const other of others) await tx.contact.update({ where: { id: other.id }, data: { personId: person } });
    for (const slug of someone.in ?? ['bakai']) await people.join(tx, person, slug, role);
    return person;
  });
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
