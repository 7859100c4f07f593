import { describe, expect, it } from 'vitest';
import type { Channel } from '../../src/channels/channel.ts';
import { createPrepare } from '../../src/dispatcher/prepare.ts';
import type { DeliveryKind } from '../../src/domain/delivery.ts';
import type { Answer } from '../../src/domain/headcount.ts';
import type { Claimed } from '../../src/store/claim.ts';
import { createFakeClock } from '../support/clock.ts';

const clock = createFakeClock(0);
const copy = (kind: DeliveryKind, answer: Answer | null, stage: Claimed['stage'] = 'open'): Claimed => ({
  ...{
    id: '1',
    claim: '1',
    alertId: '1',
    incidentId: '1',
    contactId: '1',
    op: 'message',
    kind,
    urgency: 0,
    attempts: 0,
    expiresAt: 1,
    triedAt: null,
  },
  ...{
    addressSealed: new Uint8Array(),
    contactState: 'open',
    language: 'kk',
    contentSealed: null,
    answer,
    answerHouse: null,
    arrivesAt: null,
    stage,
  },
  ...{ headcountVersion: null, decides: false, targetMessage: null, targetKind: null, hidesPlace: false, ring: null },
});
const prepare = createPrepare({
  channel: { cost: () => 1 } as unknown as Channel,
  compose: () => ({ outgoing: { op: 'toast', callback: '1', text: '' }, version: 0 }),
  look: async () => new Map(),
  clock,
});
const isSent = async (claimed: Claimed): Promise<boolean> => (await prepare.ready([claimed])).ready.length === 1;

describe('what was planned, and is answered before it is sent', () => {
  it.each<readonly [DeliveryKind, Answer | null, boolean]>([
    ['enough', null, true],
    ['enough', 'coming', false],
    ['enough', 'there', false],
    ['enough', 'cant', false],
    ['enough', 'left', false],
    ['house', 'coming', true],
    ['house', 'there', true],
    ['house', null, true],
    ['house', 'cant', false],
    ['house', 'left', false],
    ['call', 'cant', false],
    ['all-clear', 'cant', true],
    ['all-clear', 'left', true],
  ])('%s to one who has answered %s: %s', async (kind, answer, sent) => {
    expect(await isSent(copy(kind, answer))).toBe(sent);
  });

  it.each<DeliveryKind>(['enough', 'house'])('%s is not sent once it is over', async (kind) => {
    expect(await isSent(copy(kind, null, 'over'))).toBe(false);
  });
});
