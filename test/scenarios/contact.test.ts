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

describe('a contact that dies', () => {
  const deactivated = { ok: false, error_code: 403, description: 'Forbidden: user is deactivated' };

  it('sends every copy that waited for it on to the phone, not only the one that found it dead', async () => {
    await world.stop();
    world = await startWorld({ messagesPerSecond: 5 });
    const organiser = await register(world, { telegram: 1, role: 'organiser' });
    await register(world, { telegram: 2, phone: '+77010000002', role: 'organiser' });
    for (let i = 0; i < 10; i++) await register(world, { telegram: 100 + i });
    world.telegram.fault = (_method, body) => (body.chat_id === 2 ? { kind: 'status', status: 403, body: deactivated } : undefined);
    await organiser.telegram.send('бакай снос Жастар 14');
    await organiser.telegram.send('НОВЫЙ бакай снос Жастар 22');
    await world.drain();
    const bodies = world.twilio.phone('+77010000002').inbox.map((m) => m.body);
    expect(bodies.filter((b) => /Нужны люди/.test(b))).toHaveLength(2);
    expect(bodies.filter((b) => /ОТБОЙ/.test(b))).toHaveLength(2);
  });

  it('is no reason to call somebody after the alarm is over', async () => {
    const organiser = await register(world, { telegram: 1, role: 'organiser' });
    await register(world, { telegram: 2, phone: '+77010000002' });
    world.telegram.fault = (method, body) => (method === 'sendMessage' && body.chat_id === 2 ? { kind: 'hang' } : undefined);
    await organiser.telegram.send('бакай снос');
    await world.advance(2_000);
    await organiser.telegram.press('🏁 Отбой');
    world.telegram.fault = (_method, body) => (body.chat_id === 2 ? { kind: 'status', status: 403, body: deactivated } : undefined);
    await world.advance(30_000);
    await world.drain();
    expect(world.twilio.phone('+77010000002').hears(/снос/)).toBeUndefined();
  });

  it('shows as failed where no lane can reach the other contact', async () => {
    await world.stop();
    world = await startWorld({ env: { TWILIO_ACCOUNT_SID: '', TWILIO_AUTH_TOKEN: '', TWILIO_SMS_FROM: '' } });
    const organiser = await register(world, { telegram: 1, role: 'organiser' });
    await register(world, { telegram: 2, phone: '+77010000002' });
    world.telegram.fault = (_method, body) => (body.chat_id === 2 ? { kind: 'status', status: 403, body: deactivated } : undefined);
    await organiser.telegram.send('бакай снос');
    await world.drain();
    await world.advance(5_000);
    expect(organiser.telegram.hears(/Дошло 0 из 1 · не дошло 1/)).toBeDefined();
  });
});
