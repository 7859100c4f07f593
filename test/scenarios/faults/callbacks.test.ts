import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { SmsPhone } from '../../../src/emulators/twilio/phone.ts';
import { crowd, register, type Someone } from '../../support/people.ts';
import { startWorld, type World } from '../../support/world.ts';

const SECOND = 1_000;
const MINUTE = 60 * SECOND;
const DAY = 24 * 60 * MINUTE;

let world: World;
let organiser: Someone;
beforeEach(async () => {
  world = await startWorld();
  organiser = await register(world, { telegram: 1, role: 'organiser' });
});
afterEach(async () => {
  await world.stop();
});

/** Phones that get what is sent, while Twilio says nothing of it by itself. */
async function called(count: number): Promise<readonly SmsPhone[]> {
  const { sms } = await crowd(world, { sms: count });
  for (const phone of sms) phone.behaviour = { kind: 'never' };
  await organiser.telegram.send('бакай снос Жастар 14');
  await world.drain();
  expect(sms.map((phone) => phone.inbox.length)).toEqual(sms.map(() => 1));
  return sms;
}

/** What Twilio says of the newest message to a phone. */
async function says(phone: SmsPhone | undefined, ...statuses: readonly (string | readonly [string, number])[]): Promise<void> {
  for (const said of statuses) {
    const [status, code] = typeof said === 'string' ? [said] : said;
    const answer = await world.twilio.postStatus(
      phone?.inbox.at(-1)?.sid ?? '',
      status,
      code === undefined ? {} : { ErrorCode: `${code}` },
    );
    expect(answer.status).toBe(200);
    await world.settle();
  }
}

/** How the calls to these phones stand, and their numbers. */
async function stand(phones: readonly SmsPhone[]): Promise<readonly (readonly [string, string])[]> {
  const { database, cipher } = world.store;
  const rows = await database.prisma.delivery.findMany({ where: { kind: 'call', lane: 'sms' }, orderBy: { id: 'asc' } });
  const contacts = await database.prisma.contact.findMany({ where: { channel: 'phone' } });
  const byNumber = new Map(contacts.map((c) => [cipher.open('contact.address', c.addressSealed), c] as const));
  return phones.map(({ number }) => {
    const contact = byNumber.get(number);
    return [rows.find((row) => row.contactId === contact?.id)?.state ?? '', contact?.state ?? ''];
  });
}

const later = async (ms: number): Promise<void> => {
  world.clock.advance(ms);
  await world.advance(2 * SECOND);
};

describe('status callbacks', () => {
  it('out of order only ever move a message forward', async () => {
    const [one, two, three] = await called(3);
    await says(one, 'delivered', 'sent', 'queued', 'accepted');
    await says(two, ['undelivered', 30005], 'sent', 'delivered');
    await says(three, 'delivered', ['failed', 30005], ['undelivered', 30003]);
    await later(3 * MINUTE);
    expect(await stand([one, two, three].filter((phone) => phone !== undefined))).toEqual([
      ['delivered', 'open'],
      ['failed', 'dead'],
      ['delivered', 'open'],
    ]);
    expect(world.twilio.sends).toHaveLength(3);
  });

  it('that come twice have one effect', async () => {
    const [one] = await called(1);
    await says(one, ['undelivered', 30003], ['undelivered', 30003], ['failed', 30003]);
    await later(3 * MINUTE);
    expect(one?.inbox).toHaveLength(2);
    await says(one, 'delivered', 'delivered');
    await later(10 * MINUTE);
    expect(one?.inbox).toHaveLength(2);
    expect(await stand(one ? [one] : [])).toEqual([['delivered', 'open']]);
  });

  it('that come after days say how it ended, and nobody is called any more', async () => {
    const [one, two, three, four] = await called(4);
    const both = await register(world, { telegram: 2, phone: '+77019990000' });
    await later(4 * DAY);
    await says(one, 'delivered');
    await says(two, ['undelivered', 30003]);
    await says(three, ['failed', 30005]);
    await says(four, ['failed', 21610]);
    await later(3 * MINUTE);
    const stood = await stand([one, two, three, four].filter((phone) => phone !== undefined));
    expect(stood.map(([, contact]) => contact)).toEqual(['open', 'open', 'dead', 'stopped']);
    expect(stood[0]?.[0]).toBe('delivered');
    expect(world.twilio.sends).toHaveLength(4);
    expect(both.telegram.messages).toHaveLength(0);
  });

  it('that never come leave it at that: nobody is called again', async () => {
    const phones = await called(5);
    await later(2 * 60 * MINUTE);
    expect(phones.map((phone) => phone.inbox.length)).toEqual([1, 1, 1, 1, 1]);
    expect((await stand(phones)).map(([state]) => state)).toEqual(phones.map(() => 'accepted'));
  });

  it('of messages that nobody knows are taken, and mean nothing', async () => {
    const params = { MessageSid: `SM${'f'.repeat(32)}`, MessageStatus: 'failed', ErrorCode: '30005' };
    expect((await world.twilio.postInbound('/twilio/status', params)).status).toBe(200);
    await later(MINUTE);
    expect(world.twilio.sends).toHaveLength(0);
  });
});

describe('a status callback that comes before our own record of the send', () => {
  it('waits for it', async () => {
    const { sms } = await crowd(world, { sms: 4 });
    sms[1]?.number && world.twilio.phone(sms[1].number, { kind: 'undelivered', errorCode: 30005 });
    world.twilio.fault = (method) => (method === 'messages.create' ? { kind: 'delay', ms: 5 * SECOND } : undefined);
    await organiser.telegram.send('бакай снос Жастар 14');
    await world.advance(2 * SECOND);
    expect((await stand(sms)).map(([state]) => state)).toEqual(sms.map(() => 'queued'));
    await world.advance(6 * SECOND);
    expect(await stand(sms)).toEqual(sms.map((_, i) => (i === 1 ? ['failed', 'dead'] : ['delivered', 'open'])));
    expect(world.twilio.sends).toHaveLength(4);
  });

  it('waits for it also where the answer to the send was lost', async () => {
    const { sms } = await crowd(world, { sms: 4 });
    sms[1]?.number && world.twilio.phone(sms[1].number, { kind: 'undelivered', errorCode: 30005 });
    world.twilio.fault = (method) => (method === 'messages.create' ? { kind: 'accept-then-reset' } : undefined);
    await organiser.telegram.send('бакай снос Жастар 14');
    await world.advance(2 * SECOND);
    expect((await stand(sms)).map(([state]) => state)).toEqual(sms.map(() => 'unknown'));
    await world.advance(10 * SECOND);
    expect(await stand(sms)).toEqual(sms.map((_, i) => (i === 1 ? ['failed', 'dead'] : ['delivered', 'open'])));
    expect(world.twilio.sends).toHaveLength(4);
  });
});
