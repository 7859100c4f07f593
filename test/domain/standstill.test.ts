import { describe, expect, it } from 'vitest';
import { decideNotice, type LaneNews, type Notice } from '../../src/domain/standstill.ts';

const NOW = 10_000_000;
const S = 1_000;
const ago = (seconds: number): number => NOW - seconds * S;
const tell = (news: 'stopped' | 'paused' | 'running'): Notice => ({ kind: 'tell', news });
const wait = (until: number | null): Notice => ({ kind: 'wait', until });

describe('organisers hear of a lane', () => {
  it.each<[string, LaneNews, Notice]>([
    ['that stops, at once', { state: 'stopped', since: ago(0), claimedAt: ago(1), toldAt: null }, tell('stopped')],
    ['that is stopped, once an hour', { state: 'stopped', since: ago(5), claimedAt: ago(1), toldAt: ago(3_599) }, wait(NOW + S)],
    ['that is still stopped after an hour', { state: 'stopped', since: ago(5), claimedAt: ago(1), toldAt: ago(3_600) }, tell('stopped')],
    ['that pauses for a minute', { state: 'paused', since: ago(60), claimedAt: null, toldAt: null }, tell('paused')],
    ['that pauses, not sooner', { state: 'paused', since: ago(50), claimedAt: null, toldAt: null }, wait(NOW + 10 * S)],
    ['that runs, not at all', { state: 'running', since: ago(900), claimedAt: ago(1), toldAt: null }, wait(null)],
    ['that runs again', { state: 'running', since: ago(20), claimedAt: ago(20), toldAt: ago(300) }, tell('running')],
    ['that only tries again, not yet', { state: 'running', since: ago(1), claimedAt: ago(1), toldAt: ago(300) }, wait(NOW + 19 * S)],
    ['that has had nothing to try, not yet', { state: 'running', since: ago(90), claimedAt: ago(200), toldAt: ago(300) }, wait(null)],
  ])('%s', (_what, lane, notice) => {
    expect(decideNotice(lane, NOW)).toEqual(notice);
  });
});
