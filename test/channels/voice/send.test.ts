import formbody from '@fastify/formbody';
import Fastify, { type FastifyInstance, type FastifyReply, type FastifyRequest } from 'fastify';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { Channel, Outgoing } from '../../../src/channels/channel.ts';
import { openVoiceChannel } from '../../../src/channels/voice/open.ts';

const ACCOUNT = `AC${'0'.repeat(32)}`;
const NOW = Date.parse('2006-05-12T05:00:00Z');
const never = new AbortController().signal;
const call: Outgoing = { op: 'call', address: '+77010000001', incident: '7', language: 'kk', validForMs: 7_200_000 };

let provider: FastifyInstance;
let channel: Channel;
let reply: (request: FastifyRequest, reply: FastifyReply) => unknown;
let seen: { readonly method: string; readonly query: unknown; readonly form: unknown }[];

beforeEach(async () => {
  seen = [];
  provider = Fastify({ forceCloseConnections: true });
  await provider.register(formbody);
  provider.all(`/2010-04-01/Accounts/${ACCOUNT}/Calls.json`, async (request, answer) => {
    seen.push({ method: request.method, query: request.query, form: request.body });
    return await reply(request, answer);
  });
  const apiBaseUrl = await provider.listen({ host: '127.0.0.1', port: 0 });
  const account = { accountSid: ACCOUNT, authToken: 'token', apiBaseUrl };
  channel = openVoiceChannel(account, { lane: 'voice', from: '+15005550006', callsPerSecond: 3 }, 'https://example.org/dabyl');
});
afterEach(async () => {
  await provider.close();
});

const refused =
  (status: number, body: unknown = '') =>
  (_request: FastifyRequest, answer: FastifyReply) =>
    answer.code(status).send(body);

describe('a call', () => {
  it('is started at the rate of calls, and says where to ask what to say', async () => {
    reply = refused(201, { sid: 'CA1', status: 'queued' });
    expect(await channel.send(call, never)).toEqual({ kind: 'accepted', providerId: 'CA1' });
    expect([channel.lane, channel.rate, channel.cost(call), channel.attemptsMax]).toEqual(['voice', 3, 1, 2]);
    const url = 'https://example.org/dabyl/twilio/voice/call?incident=7&language=kk';
    expect(seen).toEqual([
      {
        method: 'POST',
        query: {},
        form: {
          ...{ To: '+77010000001', From: '+15005550006', Url: url, Method: 'POST', FallbackUrl: url, FallbackMethod: 'POST' },
          ...{ StatusCallback: 'https://example.org/dabyl/twilio/voice/status', StatusCallbackMethod: 'POST' },
          ...{ StatusCallbackEvent: 'completed', MachineDetection: 'Enable', Timeout: '30' },
        },
      },
    ]);
  });

  it('rings no longer than it is worth', async () => {
    reply = refused(201, { sid: 'CA1' });
    await channel.send({ ...call, validForMs: 12_400 }, never);
    expect(seen[0]?.form).toMatchObject({ Timeout: '12' });
  });

  it('is all that this lane can do', async () => {
    const message: Outgoing = { op: 'message', address: '+77010000001', rendered: { text: 'x' }, validForMs: 1 };
    expect(await channel.send(message, never)).toEqual({ kind: 'rejected', code: 'voice-calls-only' });
    expect(await channel.lookUp?.(message, NOW, never)).toEqual([]);
    expect(seen).toEqual([]);
  });

  it.each([
    [400, { code: 21217 }, { kind: 'closed', contact: 'dead', code: '21217' }],
    [400, { code: 21215 }, { kind: 'rejected', code: '21215' }],
    [401, { code: 20003 }, { kind: 'operator', code: '20003' }],
    [401, '', { kind: 'operator', code: '401' }],
    [429, { code: 20429 }, { kind: 'slow-down', afterMs: 1_000, code: '20429' }],
    [500, '', { kind: 'unknown' }],
    [502, 'Bad Gateway', { kind: 'unknown' }],
  ])('that is refused with %i %j is tried once', async (status, body, result) => {
    reply = refused(status, body);
    expect(await channel.send(call, never)).toEqual(result);
    expect(seen).toHaveLength(1);
  });

  it('that nobody answers for is uncertain', async () => {
    reply = (request) => request.raw.destroy();
    expect(await channel.send(call, never)).toEqual({ kind: 'unknown' });
    const aborter = new AbortController();
    reply = () => {
      aborter.abort();
      return new Promise(() => {});
    };
    expect(await channel.send(call, aborter.signal)).toEqual({ kind: 'unknown' });
  });
});

describe('a call whose start was never answered', () => {
  const record = (sid: string, more = {}) => ({
    ...{ sid, direction: 'outbound-api', date_created: new Date(NOW + 1_000).toUTCString(), start_time: null, ...more },
  });
  const page = (calls: readonly unknown[]) => ({ calls, page: 0, page_size: 50, next_page_uri: null });
  const list = (queued: readonly unknown[], started: readonly unknown[]) => (request: FastifyRequest, answer: FastifyReply) =>
    answer.send(page((request.query as { Status?: string }).Status === 'queued' ? queued : started));

  it('is found among those that ring and those that still wait, each once', async () => {
    reply = list([record('CA1'), record('CA2')], [record('CA2'), record('CA3')]);
    expect(await channel.lookUp?.(call, NOW, never)).toEqual(['CA1', 'CA2', 'CA3']);
    expect(seen.map(({ method, query }) => [method, query])).toEqual([
      ['GET', expect.objectContaining({ To: '+77010000001', Status: 'queued' })],
      ['GET', expect.objectContaining({ To: '+77010000001', 'StartTime>': '2006-05-11T05:00:00Z' })],
    ]);
  });

  it('is none that came in, nor one of earlier', async () => {
    const earlier = { date_created: new Date(NOW - 120_000).toUTCString() };
    reply = list([], [record('CA1', { direction: 'inbound' }), record('CA2', earlier)]);
    expect(await channel.lookUp?.(call, NOW, never)).toEqual([]);
  });

  it('stays uncertain while Twilio does not say', async () => {
    reply = refused(503);
    expect(await channel.lookUp?.(call, NOW, never)).toBe('unavailable');
  });
});
