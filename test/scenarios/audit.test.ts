import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { createAuditor } from '../../src/domain/audit.ts';
import { readAudit } from '../../src/store/audit.ts';
import { register } from '../support/people.ts';
import { startWorld, type World } from '../support/world.ts';

let world: World;
beforeEach(async () => {
  world = await startWorld();
});
afterEach(async () => {
  await world.stop();
});

async function log(): Promise<readonly string[]> {
  const auditor = createAuditor();
  const lines: string[] = [];
  for await (const link of readAudit(world.store.database.prisma)) {
    expect(auditor.take(link)).toBeUndefined();
    lines.push(`${link.person} ${link.rank} ${link.action} ${link.subject}`);
  }
  return lines;
}

describe('the audit log', () => {
  it('says who did what to what, never what was said, and stays whole when somebody is erased', async () => {
    const bolat = await register(world, { name: 'Болат', telegram: 1, role: 'organiser' });
    const marat = await register(world, { name: 'Марат', telegram: 2 });
    const stranger = world.twilio.phone('+77010000009');
    const act = async (...done: Promise<unknown>[]): Promise<void> => {
      await Promise.all(done);
      // Cards show new buttons after a moment.
      await world.advance(5_000);
    };
    await act(stranger.text('бакай приставы Абая 5'));
    await act(bolat.telegram.press('❌ Ложная тревога'));
    await act(marat.telegram.send('бакай снос Жастар 14'));
    await act(bolat.telegram.press('✅ Подтвердить'));
    await act(bolat.telegram.press('📣 Сообщить новое'));
    await act(bolat.telegram.send('Ждём бульдозер'));
    // Answers are not written down: nothing may wait for the log while a call runs.
    await act(marat.telegram.pressData('a:2:coming'));
    await act(bolat.telegram.press('🏁 Отбой'));
    await act(bolat.telegram.send('/leave'));
    await act(bolat.telegram.press(/Выйти/));
    expect(await log()).toEqual([
      `${bolat.id} organiser false-alarm incident:1`,
      `${bolat.id} organiser confirm incident:2`,
      `${bolat.id} organiser update incident:2`,
      `${bolat.id} organiser stand-down incident:2`,
      `${bolat.id} organiser erase person:${bolat.id}`,
    ]);
    const rows = JSON.stringify(await world.store.database.prisma.$queryRaw`SELECT row_to_json(a) FROM audit a`);
    expect(rows).not.toMatch(/Болат|Марат|Жастар|бульдозер|7701/);
  });
});
