import { describe, expect, it } from 'vitest';
import { classifyCode, classifyStatus } from '../../../src/channels/voice/codes.ts';

describe('a refused call', () => {
  it.each([
    [21211, { kind: 'closed', contact: 'dead', code: '21211' }],
    [21217, { kind: 'closed', contact: 'dead', code: '21217' }],
    // An SMS may still reach the number.
    [13224, { kind: 'rejected', code: '13224' }],
    [13227, { kind: 'rejected', code: '13227' }],
    [21214, { kind: 'rejected', code: '21214' }],
    [21215, { kind: 'rejected', code: '21215' }],
    [21216, { kind: 'rejected', code: '21216' }],
    [99999, { kind: 'rejected', code: '99999' }],
    [20003, { kind: 'operator', code: '20003' }],
    [21210, { kind: 'operator', code: '21210' }],
    [20429, { kind: 'slow-down', afterMs: 1_000, code: '20429' }],
    [10004, { kind: 'slow-down', afterMs: 10_000, code: '10004' }],
  ] as const)('%i', (code, result) => {
    expect(classifyCode(code)).toEqual(result);
  });
});

describe('what became of a call', () => {
  it.each([
    ['completed', null, 'delivered'],
    ['busy', null, { kind: 'retry', afterMs: 120_000, code: 'busy' }],
    ['no-answer', null, { kind: 'retry', afterMs: 120_000, code: 'no-answer' }],
    ['machine', null, { kind: 'retry', afterMs: 120_000, code: 'machine' }],
    ['failed', 'sip-404', { kind: 'rejected', code: 'sip-404' }],
    ['failed', null, { kind: 'rejected', code: 'failed' }],
    ['canceled', null, { kind: 'rejected', code: 'canceled' }],
    ['queued', null, 'under-way'],
    ['initiated', null, 'under-way'],
    ['ringing', null, 'under-way'],
    ['in-progress', null, 'under-way'],
    ['something new', null, 'under-way'],
  ] as const)('%s', (status, code, result) => {
    expect(classifyStatus(status, code)).toEqual(result);
  });
});
