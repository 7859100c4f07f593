import { randomBytes } from 'node:crypto';
import { connect as connectTcp, createServer, type Server, type Socket } from 'node:net';
import { Client } from 'pg';
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import { startCluster, type TestCluster } from '../../support/cluster.ts';
import { crowd, register } from '../../support/people.ts';
import { startWorld, type World, type WorldOptions } from '../../support/world.ts';

const SECOND = 1_000;
const TELEGRAM = 40;
const SMS = 20;

let world: World;
afterEach(async () => {
  await world.stop();
});

// The app and the test read the same sealed rows, in whatever way each comes to them.
const keys = { SEALING_KEYS: `t:${randomBytes(32).toString('base64')}`, LOOKUP_KEY: randomBytes(32).toString('base64') };

/** Somebody texts the app: with the answer's status; again with the same message where it is given. */
function textOf(params: Readonly<Record<string, string>>): () => Promise<number> {
  const headers = {
    'content-type': 'application/x-www-form-urlencoded',
    'x-twilio-signature': world.twilio.sign('http://localhost/dabyl/twilio/sms', params),
  };
  const body = new URLSearchParams(params).toString();
  return async () => (await fetch(`${world.url}/twilio/sms`, { method: 'POST', headers, body })).status;
}

/**
 * Bakai is called, the database goes away in the middle of it for 20 s, and comes back. Returns how many repeats there were on Telegram.
 */
async function outage(
  options: WorldOptions,
  away: { begin(): void | Promise<void>; end(): void | Promise<void> },
  during: { readonly health: number },
): Promise<number> {
  world = await startWorld({ env: keys, ...options });
  const organiser = await register(world, { telegram: 1, role: 'organiser' });
  const { telegram, sms } = await crowd(world, { telegram: TELEGRAM, sms: SMS });
  const answer = textOf({ MessageSid: 'SM1', From: sms[0]?.number ?? '', Body: '1' });
  await organiser.telegram.send('бакай снос Жастар 14');
  await world.advance(600);
  const before = { telegram: world.telegram.sends.length, sms: world.twilio.sends.length };
  expect(before.telegram).toBeGreaterThan(5);
  expect(before.telegram).toBeLessThan(TELEGRAM);
  await away.begin();
  const inFlight = 2 * Math.ceil(30 * 0.2);
  const asked = fetch(`${world.url}/health`);
  const answered = answer();
  const pressed = telegram[0]?.press('🏃 Иду');
  const began = world.log.length;
  await world.advance(20 * SECOND);
  expect((await asked).status).toBe(during.health);
  expect(await answered).toBe(503);
  // It is asked now and then whether it is back, and not all the time.
  const failed = world.log.slice(began).filter((line) => /"loop":"lane telegram"/.test(line));
  expect(failed.length).toBeLessThanOrEqual(50);
  // What was claimed may go out; nothing else can.
  expect(world.telegram.sends.length - before.telegram).toBeLessThanOrEqual(inFlight);
  await away.end();
  await world.drain();
  await pressed;
  expect(await answer()).toBe(200);
  await world.drain();
  expect((await fetch(`${world.url}/health`)).status).toBe(200);
  for (const phone of sms)
    expect(
      phone.inbox.filter((m) => /снос/.test(m.body)),
      phone.number,
    ).toHaveLength(1);
  expect(sms[0]?.hears(/Записали: идёте/)).toBeDefined();
  await world.advance(5 * SECOND);
  expect(telegram[0]?.hears(/В пути: 2/)).toBeDefined();
  expect([world.telegram.refused429, world.twilio.refused429, world.telegram.overLimit, world.twilio.overLimit]).toEqual([0, 0, 0, 0]);
  const heard = telegram.map((phone) => phone.messages.filter((m) => m.history[0]?.startsWith('🔴')).length);
  expect(Math.min(...heard)).toBe(1);
  const repeats = heard.reduce((sum, n) => sum + n - 1, 0);
  expect(repeats).toBeLessThanOrEqual(inFlight);
  return repeats;
}

describe('PostgreSQL is stopped for 20 s in the middle of a call', () => {
  let cluster: TestCluster;
  beforeAll(async () => {
    cluster = await startCluster();
  });
  afterAll(async () => {
    await cluster.close();
  });

  it('inbound is answered 503, sending goes on when it is back, and nobody is lost or called twice', async () => {
    const database = await cluster.database();
    expect(await outage({ database }, { begin: cluster.stop, end: cluster.start }, { health: 503 })).toBe(0);
  });

  it('the same where it hangs instead, and answers nothing', async () => {
    const database = await cluster.database();
    expect(await outage({ database }, { begin: cluster.freeze, end: cluster.thaw }, { health: 503 })).toBe(0);
  });
});

/** A way to the database that can be cut, as by a network that fails. */
interface Line {
  readonly url: string;
  cut(): void;
  mend(): Promise<void>;
}

async function lineTo(url: string): Promise<Line> {
  const target = new URL(url);
  const sockets = new Set<Socket>();
  const server: Server = createServer((near) => {
    const far = connectTcp(Number(target.port), target.hostname);
    for (const socket of [near, far]) {
      sockets.add(socket);
      socket.on('error', () => {});
      socket.on('close', () => sockets.delete(socket));
    }
    near.pipe(far).pipe(near);
    near.on('close', () => far.destroy());
    far.on('close', () => near.destroy());
  });
  const listen = (port: number): Promise<void> => new Promise((resolve) => server.listen(port, '127.0.0.1', resolve));
  await listen(0);
  const address = server.address();
  const port = typeof address === 'object' && address !== null ? address.port : 0;
  const through = new URL(url);
  through.port = String(port);
  return {
    url: through.href,
    cut() {
      server.close();
      for (const socket of sockets) socket.destroy();
    },
    mend: () => listen(port),
  };
}

describe('the way to PostgreSQL is cut for 20 s in the middle of a call', () => {
  it('inbound is answered 503, sending goes on when it is back, and nobody is lost or called twice', async () => {
    let line: Line | undefined;
    const through = async (url: string): Promise<string> => {
      line = await lineTo(url);
      return line.url;
    };
    expect(await outage({ through }, { begin: () => line?.cut(), end: () => line?.mend() }, { health: 503 })).toBe(0);
    line?.cut();
  });
});

describe('the disk of PostgreSQL is full for 20 s in the middle of a call', () => {
  const full = async (sql: string): Promise<void> => {
    const client = new Client({ connectionString: world.config.databaseUrl });
    client.on('error', () => {});
    await client.connect();
    await client.query(sql);
    await client.end();
  };
  const begin = (): Promise<void> =>
    full(`
      CREATE FUNCTION disk_full() RETURNS trigger LANGUAGE plpgsql AS $$
        BEGIN RAISE EXCEPTION 'could not extend file' USING ERRCODE = 'disk_full'; END $$;
      CREATE TRIGGER disk_full BEFORE INSERT OR UPDATE ON delivery EXECUTE FUNCTION disk_full();
      CREATE TRIGGER disk_full BEFORE INSERT OR UPDATE ON answer EXECUTE FUNCTION disk_full();`);
  const end = (): Promise<void> => full('DROP FUNCTION disk_full CASCADE');

  it('inbound is answered 503, sending goes on when there is room, and nobody is lost or called twice', async () => {
    expect(await outage({}, { begin, end }, { health: 200 })).toBe(0);
  });

  it('a text that was sent and could not be written down is not sent again, whatever was asked about it', async () => {
    world = await startWorld({ env: keys });
    const organiser = await register(world, { telegram: 1, role: 'organiser' });
    const { sms } = await crowd(world, { sms: 10 });
    let n = 0;
    world.twilio.fault = (method) => (method === 'messages.create' && ++n <= 10 ? { kind: 'accept-then-reset' } : undefined);
    await organiser.telegram.send('бакай снос Жастар 14');
    // All were taken, and it is on record that nobody knows so.
    await world.advance(4 * SECOND);
    await begin();
    await world.advance(20 * SECOND);
    await end();
    await world.drain();
    expect(sms.map((phone) => phone.inbox.length)).toEqual(sms.map(() => 1));
  });
});
