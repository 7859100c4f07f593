import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { awayDays } from '../../src/domain/away.ts';
import { addDays } from '../../src/domain/calendar.ts';
import { casualtyKinds, details, statuses, tolls } from '../../src/domain/casualty/casualty.ts';
import { answersTo } from '../../src/domain/casualty/entry.ts';
import { dutyDays } from '../../src/domain/duty.ts';
import { answers } from '../../src/domain/headcount.ts';
import { ARRIVAL_MAX_MINUTES, HOUSE_WANTED_MAX, houseStatuses } from '../../src/domain/house.ts';
import { insiders } from '../../src/domain/inside.ts';
import { kinds } from '../../src/domain/kind.ts';
import { languages } from '../../src/domain/language.ts';
import { encodePress, type Press } from '../../src/domain/press.ts';
import { type QuietHours, quietHours } from '../../src/domain/quiet.ts';
import { decodePress } from '../../src/domain/read-press.ts';
import { dueKinds } from '../../src/domain/reminder.ts';
import { ringPolicies } from '../../src/domain/ring.ts';
import { NUMBER_MAX } from '../../src/domain/sighting.ts';
import { skills } from '../../src/domain/skill.ts';
import { forces, machinery, moves } from '../../src/domain/timeline.ts';
import { stepIds, stepOf } from '../../src/domain/visit.ts';
import { WANTED_MAX } from '../../src/domain/wanted.ts';

const id = fc.bigInt({ min: 1n, max: 2n ** 63n - 1n }).map(String);
const slug = fc.stringMatching(/^[a-z0-9-]{1,40}$/);
const sighting = fc.oneof(
  fc.record({ kind: fc.constant('move' as const), move: fc.constantFrom(...moves) }),
  fc.record({ kind: fc.constant('machinery' as const), machinery: fc.constantFrom(...machinery) }),
  fc.record({ kind: fc.constant('count' as const), of: fc.constantFrom(...forces), number: fc.nat(NUMBER_MAX) }),
  fc.record({ kind: fc.constant('toll' as const), of: fc.constantFrom(...tolls), number: fc.nat(NUMBER_MAX) }),
  fc.record({ kind: fc.constant('inside' as const), who: fc.constantFrom(...insiders), out: fc.boolean() }),
);
const day = fc.integer({ min: 0, max: 40_000 }).map((days) => addDays('2000-01-01', days));
const outcome = fc.oneof(
  fc.record({ kind: fc.constant('outcome' as const), outcome: fc.constantFrom('left' as const, 'refused' as const) }),
  fc.record({ kind: fc.constant('outcome' as const), outcome: fc.constantFrom(...dueKinds), day }),
);
const step = fc.constantFrom(...stepIds).chain((id) => {
  const { takes, options } = stepOf(id);
  const more = takes === 'many' ? ['done'] : takes === 'day' ? ['2026-11-23'] : [];
  return fc.record({ step: fc.constant(id), choice: fc.constantFrom(...options, 'skip', ...more) });
});
const press: fc.Arbitrary<Press> = fc.oneof(
  fc.record({ kind: fc.constant('wanted' as const), incident: id, skill: fc.constantFrom(...skills), count: fc.nat(WANTED_MAX) }),
  fc.record({ kind: fc.constantFrom('mediate' as const, 'visit' as const), incident: id }),
  fc.record({ kind: fc.constant('outcome-day' as const), incident: id, outcome: fc.constantFrom(...dueKinds) }),
  fc.record({ kind: fc.constant('outcome' as const), incident: id, said: outcome }),
  fc.record({ kind: fc.constant('outcome-tell' as const), event: id }),
  fc.record({ kind: fc.constantFrom('reminder-drop' as const, 'reminder-day' as const), reminder: id }),
  fc.record({ kind: fc.constant('reminder-on' as const), reminder: id, day }),
  fc.tuple(id, step).map(([visit, answered]) => ({ kind: 'visit-step' as const, visit, ...answered })),
  fc.record({ kind: fc.constantFrom('visit-send' as const, 'visit-reply' as const), visit: id }),
  fc.record({ kind: fc.constant('duty' as const), slug, days: fc.constantFrom(...dutyDays) }),
  fc.record({ kind: fc.constant('duty-ask' as const), slug }),
  fc.record({ kind: fc.constantFrom('duty-agree' as const, 'duty-end' as const), slug, person: id }),
  fc.record({ kind: fc.constant('seen' as const), incident: id, sighting }),
  fc.record({ kind: fc.constant('count' as const), incident: id, of: fc.constantFrom(...forces) }),
  fc.record({ kind: fc.constant('casualty-begin' as const), incident: id, of: fc.constantFrom(...casualtyKinds) }),
  fc.record({ kind: fc.constant('casualty-said' as const), said: fc.constantFrom(...Object.values(answersTo).flat()) }),
  fc.record({ kind: fc.constant('casualties' as const), incident: id, page: fc.nat(9_999) }),
  fc.record({ kind: fc.constant('casualty-step' as const), casualty: id, step: fc.constantFrom(...statuses, ...details) }),
  fc.record({ kind: fc.constant('casualty-undo' as const), casualty: id, line: id }),
  fc.record({ kind: fc.constant('casualty-same' as const), casualty: id, other: fc.nat(99_999) }),
  fc.record({ kind: fc.constant('casualty-station' as const), incident: id, station: fc.stringMatching(/^[0-9a-f]{12}$/) }),
  fc.record({ kind: fc.constantFrom('casualty', 'casualty-erase', 'casualty-erase-sure', 'casualty-family'), casualty: id }),
  fc.record({ kind: fc.constantFrom('casualty-skip' as const, 'casualty-mistake' as const, 'casualties-hide' as const) }),
  fc.record({ kind: fc.constantFrom('strike' as const, 'restore' as const), event: id }),
  fc.record({ kind: fc.constant('evidence' as const), incident: id, page: fc.nat(9_999) }),
  fc.record({ kind: fc.constant('evidence-open' as const), evidence: id }),
  fc.record({
    kind: fc.constantFrom(...(['house', 'house-wanted', 'call-to', 'coming-to', 'split', 'split-sure'] as const)),
    house: id,
  }),
  fc.record({ kind: fc.constant('merge' as const), incident: id }),
  fc.record({ kind: fc.constantFrom('merge-with' as const, 'merge-sure' as const), incident: id, other: id }),
  fc.record({ kind: fc.constantFrom('houses' as const, 'house-add' as const), incident: id }),
  fc.record({ kind: fc.constant('houses-page' as const), incident: id, page: fc.nat(9_999) }),
  fc.record({ kind: fc.constant('house-status' as const), house: id, status: fc.constantFrom(...houseStatuses) }),
  fc.record({ kind: fc.constant('house-until' as const), house: id, day: fc.nat(999_999) }),
  fc.record({ kind: fc.constant('house-need' as const), house: id, wanted: fc.integer({ min: 1, max: HOUSE_WANTED_MAX }) }),
  fc.record({ kind: fc.constant('arrive' as const), incident: id, minutes: fc.integer({ min: 1, max: ARRIVAL_MAX_MINUTES }) }),
  fc.record({ kind: fc.constant('language' as const), language: fc.constantFrom(...languages) }),
  fc.record({
    kind: fc.constantFrom(
      ...(['join-neighbourhood', 'report-where', 'broadcast-to', 'away-from', 'away-back', 'quiet-in'] as const),
      ...(['move-from', 'move-to', 'rings-in'] as const),
    ),
    slug,
  }),
  fc.record({ kind: fc.constant('away-for' as const), slug, days: fc.constantFrom(...awayDays) }),
  fc.record({ kind: fc.constant('quiet-hours' as const), slug, hours: fc.constantFrom(...(Object.keys(quietHours) as QuietHours[])) }),
  fc.record({ kind: fc.constant('rings-set' as const), slug, policy: fc.constantFrom(...ringPolicies) }),
  fc.record({ kind: fc.constantFrom('aid-yes' as const, 'aid-always' as const, 'aid-no' as const), ring: id }),
  fc.record({ kind: fc.constant('aid-end' as const), aid: id }),
  fc.record({ kind: fc.constant('join-role' as const), role: fc.constantFrom('resident' as const, 'defender' as const, 'both' as const) }),
  fc.record({ kind: fc.constant('join-page' as const), page: fc.nat(9_999) }),
  fc.record({ kind: fc.constant('report-what' as const), what: fc.constantFrom(...kinds) }),
  fc.record({
    kind: fc.constant('report-what' as const),
    what: fc.constant('cutoff' as const),
    supply: fc.constantFrom('heat' as const, 'water' as const, 'light' as const),
  }),
  fc.record({ kind: fc.constant('answer' as const), incident: id, answer: fc.constantFrom(...answers) }),
  fc.record({ kind: fc.constant('verdict' as const), incident: id, confirmed: fc.boolean() }),
  fc.record({ kind: fc.constant('skill' as const), skill: fc.constantFrom(...skills), has: fc.boolean() }),
  fc.record({ kind: fc.constant('need-skill' as const), incident: id, skill: fc.constantFrom(...skills), more: fc.boolean() }),
  fc.record({
    kind: fc.constantFrom(
      'map' as const,
      'update' as const,
      'need' as const,
      'another' as const,
      'another-same' as const,
      'stand-down' as const,
      'see' as const,
      'timeline' as const,
      'ring-next' as const,
      'ring-stop' as const,
      'evidence-of' as const,
      'casualty-wave' as const,
      'casualties-report' as const,
      ...(['home-safe', 'home-help', 'closing-report'] as const),
    ),
    incident: id,
  }),
  fc.record({ kind: fc.constantFrom('broadcast-send' as const, 'broadcast-cancel' as const), draft: id }),
  fc.record({
    kind: fc.constantFrom(
      ...(['freeze', 'unfreeze', 'remove-organiser', 'freeze-more', 'unfreeze-more', 'remove-organiser-more'] as const),
    ),
    person: id,
  }),
  fc.record({
    kind: fc.constantFrom(...(['record-again', 'record-drop', 'record-hear', 'record-next', 'record-walk'] as const)),
    phrase: fc.stringMatching(/^[0-9a-f]{16}$/),
  }),
  fc.record({ kind: fc.constantFrom('freeze' as const, 'unfreeze' as const, 'remove-organiser' as const), person: id }),
  fc.record({
    kind: fc.constantFrom('member' as const, 'remove-member' as const, 'suspend-tree' as const, 'lift' as const),
    ...{ slug, person: id },
  }),
  fc.record({ kind: fc.constant('vouched-page' as const), page: fc.nat(9_999) }),
  fc.record({ kind: fc.constantFrom('home-accounted' as const, 'home-write' as const), check: id }),
  fc.record({ kind: fc.constantFrom('request-yes' as const, 'request-no' as const), request: id }),
  fc.record({ kind: fc.constantFrom('change-yes' as const, 'change-no' as const), change: id }),
  fc.record({
    kind: fc.constantFrom('spend-send' as const, 'spend-drop' as const),
    scope: fc.oneof(
      id.map((incident) => `incident:${incident}` as const),
      fc.stringMatching(/^\d{4}-\d{2}-\d{2}$/).map((day) => `day:${day}` as const),
    ),
  }),
  fc.record({
    kind: fc.constantFrom(
      'join-agree' as const,
      'vouch-yes' as const,
      'report-skip' as const,
      'report-send' as const,
      'report-cancel' as const,
      'leave-sure' as const,
      'leave-keep' as const,
      'skills-done' as const,
      'move-sure' as const,
      'number-account' as const,
      'cancel' as const,
    ),
  }),
);

describe('callback data', () => {
  it('comes back as the button that it was written for, in at most 64 bytes of ASCII', () => {
    fc.assert(
      fc.property(press, (pressed) => {
        const data = encodePress(pressed);
        expect(data).toMatch(/^[\x20-\x7e]{1,64}$/);
        expect(decodePress(data)).toEqual(pressed);
      }),
      { numRuns: 1_000 },
    );
  });

  it('is written differently for different buttons', () => {
    fc.assert(
      fc.property(press, press, (one, other) => {
        expect(encodePress(one) === encodePress(other)).toBe(JSON.stringify(one) === JSON.stringify(other));
      }),
    );
  });

  it.each([
    '',
    ':',
    'zz',
    'x:',
    'x:1',
    'l:de',
    'l:kk:kk',
    'jr:organiser',
    'ss:incident:0',
    'ss:incident:1:2',
    'ss:day:2026-1-1',
    'sd:week:1',
    'fz:0',
    'k:plumber:yes',
    'ns:0:medic',
    'ns:4:plumber',
    'nm:4',
    'fz:bakai',
    'qy:',
    'cy:0',
    'mt:Bakai',
    'jp:-1',
    'rm:bakai',
    'rm:bakai:0',
    'jp:01',
    'jp:1e3',
    'rw:fire',
    'rw:police:heat',
    'rw:cutoff:',
    'jn:',
    'jn:Bakai',
    `jn:${'a'.repeat(41)}`,
    'a:0:coming',
    'a:-4:coming',
    'a:04:coming',
    'a:4:maybe',
    'a:4',
    'a:9223372036854775808:coming',
    'v:4:true',
    'm:4:5',
    'ys:4:police',
    'ys:4:police=',
    'ys:4:police=05',
    'ys:4:police=10001',
    'ys:4:cordon=5',
    'ys:4:fled',
    'yc:4:cordon',
    'yx:0',
    'nw:4:medic',
    'nw:4:medic=51',
    'nw:4:medic=05',
    'nw:4:plumber=1',
    'gd:4:left',
    'go:4:postponed',
    'go:4:left=2026-11-23',
    'go:4:postponed=2026-02-30',
    'gn:4:23.11',
    'gt:0',
    'vx:4:who=everybody',
    'vx:4:who=done',
    'vx:4:when=yes',
    'vx:4:who=2026-11-23',
    'dy:bakai:2',
    'dy:Bakai:1',
    'da:bakai:1',
    'dg:bakai',
    'de:bakai:0',
    'sfx:0',
    'sfy:4:5',
    'm:4\n',
    'toString:1',
    '__proto__',
  ])('is refused when no button of ours can have sent it: %j', (data) => {
    expect(decodePress(data)).toBeUndefined();
  });

  it('never throws, whatever is forged', () => {
    fc.assert(fc.property(fc.string({ unit: 'binary' }), (data) => void decodePress(data)));
  });
});
