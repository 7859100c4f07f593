import { afterEach, describe, expect, it } from 'vitest';
import { crowd, register } from '../../support/people.ts';
import { startWorld, type World } from '../../support/world.ts';

const SECOND = 1_000;

let world: World;
afterEach(async () => {
  await world.stop();
});

/** From now on whatever these chats say cannot be taken in: a fault of ours, such as a value that no column holds. */
async function poison(chats: readonly number[]): Promise<void> {
  const { database, cipher } = world.store;
  const hashes = chats.map((id) => `'\\x${Buffer.from(cipher.hash('telegram', String(id))).toString('hex')}'::bytea`);
  await database.prisma.$executeRawUnsafe(`
    CREATE FUNCTION poison() RETURNS trigger LANGUAGE plpgsql AS $$
      BEGIN
        IF NEW.address_hash = ANY (ARRAY[${hashes.join(',')}]) THEN RAISE EXCEPTION 'poison' USING ERRCODE = 'numeric_value_out_of_range'; END IF;
        RETURN NEW;
      END $$`);
  await database.prisma.$executeRawUnsafe(
    'CREATE TRIGGER poison BEFORE INSERT OR UPDATE ON contact FOR EACH ROW EXECUTE FUNCTION poison()',
  );
}

const givenUp = (): readonly string[] => world.log.filter((line) => line.includes('is given up'));

describe('updates that can never be taken in', () => {
  it('keep nobody waiting for long, be they as many as Telegram gives at once', async () => {
    world = await startWorld();
    await register(world, { telegram: 1, role: 'organiser' });
    const { telegram } = await crowd(world, { telegram: 5 });
    const trusted = await register(world, { telegram: 2, trust: 'trusted' });
    const strangers = Array.from({ length: 120 }, (_, i) => world.telegram.person({ id: 500 + i }));
    await poison(strangers.map((phone) => phone.id));
    for (const phone of strangers) void phone.send('бакай снос');
    void trusted.telegram.send('бакай снос Жастар 14');
    await world.until(() => world.telegram.pendingUpdates === 0);
    await world.drain();
    expect(telegram.map((phone) => phone.messages.length)).toEqual([1, 1, 1, 1, 1]);
    // A second lies between two rounds.
    expect(world.log.filter((line) => line.includes('polling failed')).length).toBeLessThanOrEqual(15);
    expect(givenUp()).toHaveLength(120);
    expect(givenUp().every((line) => line.includes('"code":"22003"'))).toBe(true);
  });

  it('are given up in webhook mode, too, and what the same chat says later is heard', async () => {
    world = await startWorld({ env: { TELEGRAM_MODE: 'webhook', TELEGRAM_WEBHOOK_SECRET: 'secret' } });
    await world.advance(SECOND);
    const trusted = await register(world, { telegram: 2, trust: 'trusted' });
    await poison([2]);
    void trusted.telegram.send('бакай снос Жастар 14');
    await world.until(() => world.telegram.pendingUpdates === 0);
    expect(givenUp()).toHaveLength(1);
    expect(world.log.filter((line) => line.includes('a request failed'))).toHaveLength(4);
    await world.store.database.prisma.$executeRawUnsafe('DROP FUNCTION poison CASCADE');
    await trusted.telegram.send('бакай снос Жастар 14');
    await world.drain();
    expect(trusted.telegram.messages).toHaveLength(1);
  });
});
