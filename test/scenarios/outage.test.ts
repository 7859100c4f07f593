import { randomBytes } from 'node:crypto';
import { connect as connectTcp, createServer, type Server, type Socket } from 'node:net';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { register } from '../support/people.ts';
import { startWorld, type World } from '../support/world.ts';

/** A way to the database that can be cut, as by a network that fails or a server that is stopped. */
interface Line {
  readonly url: string;
  cut(): void;
  mend(): Promise<void>;
  close(): void;
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
  const cut = (): void => {
    server.close();
    for (const socket of sockets) socket.destroy();
  };
  return { url: through.href, cut, mend: () => listen(port), close: cut };
}

let world: World;
let line: Line;
beforeEach(async () => {
  world = await startWorld({
    through: async (url) => {
      line = await lineTo(url);
      return line.url;
    },
    // The app and the test read the same sealed rows.
    env: { SEALING_KEYS: `t:${randomBytes(32).toString('base64')}`, LOOKUP_KEY: randomBytes(32).toString('base64') },
  });
});
afterEach(async () => {
  await world.stop();
  line.close();
});

describe('the database goes away in the middle of a call', () => {
  it('inbound is answered 503, sending goes on when it is back, and nobody is lost or called twice', async () => {
    const organiser = await register(world, { telegram: 1, role: 'organiser' });
    const people = [];
    for (let i = 0; i < 60; i++) people.push(await register(world, i % 2 ? { telegram: 100 + i } : { phone: `+7701000${1000 + i}` }));
    await organiser.telegram.send('бакай снос Жастар 14');
    await world.advance(500);
    expect(world.telegram.sends.length).toBeGreaterThan(3);
    line.cut();
    await world.advance(2_000);
    expect((await fetch(`${world.url}/health`)).status).toBe(503);
    const params = { MessageSid: 'SM1', From: '+77010001000', Body: '1' };
    const headers = {
      'content-type': 'application/x-www-form-urlencoded',
      'x-twilio-signature': world.twilio.sign('http://localhost/dabyl/twilio/sms', params),
    };
    const post = () => fetch(`${world.url}/twilio/sms`, { method: 'POST', headers, body: new URLSearchParams(params).toString() });
    expect((await post()).status).toBe(503);
    await world.advance(18_000);
    await line.mend();
    await world.drain();
    expect((await post()).status).toBe(200);
    await world.drain();
    expect((await fetch(`${world.url}/health`)).status).toBe(200);
    for (const [i, person] of people.entries()) {
      if (i % 2) expect(person.telegram.messages).toHaveLength(1);
      else expect(person.sms.inbox.filter((m) => /снос/.test(m.body))).toHaveLength(1);
    }
    expect(world.twilio.phone('+77010001000').hears(/Записали: идёте/)).toBeDefined();
  });
});
