import { Client } from 'pg';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { register } from '../support/people.ts';
import { startWorld, type World } from '../support/world.ts';

let world: World;
beforeEach(async () => {
  world = await startWorld();
});
afterEach(async () => {
  await world.stop();
});

/** What must not be found by whoever has the database, or the log, but not the keys. */
const secrets = [
  '8765432109',
  '77012345678',
  '7012345678',
  'Нурсултангалиева',
  'Жастар',
  'ZhastarSecret',
  'Секретное собрание',
  'у синих ворот',
  '43.31',
  'Уникальное',
];

/** A morning with everything in it: joining, reports, answers, updates, a broadcast, leaving, failures. */
async function playAMorning(): Promise<void> {
  const organiser = await register(world, { name: 'Нурсултангалиева', telegram: 8_765_432_109, role: 'organiser' });
  const dina = await register(world, { name: 'Нурсултангалиева', phone: '+77012345678' });
  await register(world, { name: 'Нурсултангалиева', phone: '+77012345679' });
  world.twilio.phone('+77012345679', { kind: 'undelivered', errorCode: 30005 });
  const newcomer = world.telegram.person({ id: 8_765_432_108, firstName: 'Нурсултангалиева', languageCode: 'ru' });
  await newcomer.start();
  await world.drain();
  for (const tap of ['Русский', 'Бакай', /И то и другое/, /вступаю/]) {
    await newcomer.press(tap);
    await world.drain();
  }
  await newcomer.send('снос Жастар ZhastarSecret 14');
  await world.drain();
  await organiser.telegram.press('✅ Подтвердить');
  await world.advance(5_000);
  await dina.sms.text('1');
  await dina.sms.text('Уникальное непонятное сообщение');
  await organiser.telegram.press('➕ Другое место');
  await world.drain();
  await organiser.telegram.shareLocation(43.31, 76.83);
  await world.drain();
  await organiser.telegram.press('📣 Сообщить новое');
  await world.drain();
  await organiser.telegram.send('Стоим у синих ворот');
  await organiser.telegram.send('/broadcast');
  await world.drain();
  await organiser.telegram.send('Секретное собрание в 18:00');
  await world.drain();
  await organiser.telegram.press('✅ Отправить');
  await newcomer.send('/leave');
  await organiser.telegram.send('🚨 Тревога');
  await organiser.telegram.press(/обыск/).catch(() => {});
  await newcomer.block();
  await world.advance(60_000);
}

describe('personal data', () => {
  it('cannot be read by whoever has the database without the keys', async () => {
    await playAMorning();
    const client = new Client({ connectionString: world.config.databaseUrl });
    await client.connect();
    const { rows: tables } = await client.query<{ name: string }>(`SELECT tablename AS name FROM pg_tables WHERE schemaname = 'public'`);
    let cells = 0;
    for (const { name } of tables) {
      const { rows } = await client.query<Record<string, unknown>>(`SELECT * FROM "${name}"`);
      for (const row of rows) {
        for (const [column, value] of Object.entries(row)) {
          cells++;
          const readable =
            value instanceof Uint8Array
              ? Buffer.from(value).toString('utf8') + Buffer.from(value).toString('latin1')
              : JSON.stringify(value);
          for (const secret of secrets) expect(readable?.includes(secret) ?? false, `${secret} in ${name}.${column}`).toBe(false);
        }
      }
    }
    await client.end();
    expect(cells).toBeGreaterThan(500);
    // The morning did leave what is looked for, under the keys.
    const { cipher } = world.store;
    const phones = await world.store.database.prisma.contact.findMany({ where: { channel: 'phone' } });
    expect(phones.map((contact) => cipher.open('contact.address', contact.addressSealed))).toContain('+77012345678');
  });

  it('is in no line of the log, not even at debug', async () => {
    await playAMorning();
    await world.twilio.postInbound('/twilio/sms', { Body: 'Жастар ZhastarSecret', From: '+77012345678' }, { signature: 'wrong' });
    const log = world.log.join('');
    expect(world.log.length).toBeGreaterThan(5);
    for (const secret of secrets) expect(log.includes(secret), secret).toBe(false);
  });
});
