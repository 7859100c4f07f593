import fc from 'fast-check';
import { afterEach, describe, expect, it } from 'vitest';
import { register, texts } from '../support/people.ts';
import { startWorld, type World } from '../support/world.ts';

const MINUTE = 60_000;
/** Each run is a world of its own, with its own database. */
const RUNS = 2;

let world: World | undefined;
afterEach(async () => {
  await world?.stop();
  world = undefined;
});

/** People without trust whom one person may be: all who are members came in through Dina. */
const untrusted = ['stranger', 'another stranger', 'dina', 'second number', 'third number', 'unvouched'] as const;

const step = fc.oneof(
  fc.record({ kind: fc.constant('report' as const), by: fc.constantFrom(...untrusted, 'marat') }),
  fc.record({ kind: fc.constant('see' as const), by: fc.constantFrom('aigul', 'saule', 'dina'), sees: fc.boolean() }),
  fc.record({ kind: fc.constant('verdict' as const), confirmed: fc.boolean() }),
  fc.record({ kind: fc.constant('wait' as const), seconds: fc.constantFrom(5, 60, 100) }),
);

describe('whatever is reported, seen and decided, in whatever order', () => {
  it('nobody is called twice for one incident, nothing is left without an end, and those of one invitation tree, with whatever strangers, call nobody on their own', async () => {
    const steps = fc.array(step, { minLength: 2, maxLength: 10 });
    await fc.assert(
      fc.asyncProperty(steps, fc.constantFrom('send', 'hold'), async (story, unconfirmed) => {
        await world?.stop();
        world = await startWorld();
        const { prisma } = world.store.database;
        await prisma.neighbourhood.updateMany({ data: { unconfirmed } });
        await world.advance(10_000);
        const organiser = await register(world, { telegram: 9, role: 'organiser' });
        const phones = {
          stranger: world.telegram.person({ id: 101 }),
          'another stranger': world.telegram.person({ id: 102 }),
          dina: (await register(world, { telegram: 1 })).telegram,
          marat: (await register(world, { telegram: 2 })).telegram,
          aigul: (await register(world, { telegram: 3, trust: 'trusted' })).telegram,
          saule: (await register(world, { telegram: 4, trust: 'vouched' })).telegram,
        };
        const brought = [];
        for (const [name, id] of [
          ['second number', 11],
          ['third number', 12],
          ['unvouched', 13],
        ] as const) {
          const someone = await register(world, { telegram: id });
          brought.push(someone.id);
          Object.assign(phones, { [name]: someone.telegram });
        }
        const [second = 0n, third = 0n, unvouched = 0n] = brought;
        const dina = await prisma.contact.findFirstOrThrow({ where: { addressHash: world.store.cipher.hash('telegram', '1') } });
        const edge = { slug: 'bakai', means: 'key', at: new Date(world.clock.now()) };
        await prisma.vouch.createMany({
          data: [
            { ...edge, memberId: second, byId: dina.personId ?? 0n },
            { ...edge, memberId: third, byId: second },
            { ...edge, memberId: unvouched, byId: third },
          ],
        });
        await prisma.membership.updateMany({ where: { personId: unvouched }, data: { vouched: false } });
        const silent = (await register(world, { telegram: 5 })).telegram;
        for (const taken of story) {
          const id = (await prisma.incident.findFirst({ orderBy: { id: 'desc' } }))?.id ?? 1n;
          if (taken.kind === 'report') await phones[taken.by as keyof typeof phones].send('бакай снос Жастар 14');
          if (taken.kind === 'see') await phones[taken.by as keyof typeof phones].pressData(`w:${id}:${taken.sees ? 'yes' : 'no'}`);
          if (taken.kind === 'verdict') await organiser.telegram.pressData(`v:${id}:${taken.confirmed ? 'yes' : 'no'}`);
          if (taken.kind === 'wait') await world.advance(taken.seconds * 1_000);
          await world.drain();
        }
        const confirmed = await prisma.incident.findMany({ where: { stage: 'open', asker: { not: 'unconfirmed' } } });
        const sensible = story.some(
          (s) => s.kind === 'verdict' || (s.kind === 'see' && s.by !== 'dina') || (s.kind === 'report' && s.by === 'marat'),
        );
        if (!sensible) expect(confirmed).toEqual([]);
        await world.advance(3 * 60 * MINUTE + 5_000);
        expect(await prisma.incident.count({ where: { stage: 'held' } })).toBe(0);
        const twice = await prisma.$queryRaw`
          SELECT incident_id, person_id FROM delivery WHERE kind = 'call' AND op = 'message' GROUP BY 1, 2 HAVING count(*) > 1`;
        expect(twice).toEqual([]);
        const calls = await prisma.incident.count({ where: { openedAt: { not: null } } });
        expect(texts(silent).filter((text) => /^🔴/.test(text)).length).toBeLessThanOrEqual(calls);
        const untold = await prisma.$queryRaw`
          SELECT r.id FROM report r WHERE NOT EXISTS (SELECT 1 FROM delivery d WHERE d.contact_id = r.contact_id AND d.state = 'accepted')`;
        expect(untold).toEqual([]);
      }),
      { numRuns: RUNS },
    );
  }, 180_000);
});
