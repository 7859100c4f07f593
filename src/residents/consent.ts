import { type Clock, sleep } from '../clock.ts';
import { operatorDid } from '../domain/audit.ts';
import { type Lanes, reachableBy } from '../domain/lane.ts';
import { REQUEST_LIFE_MS, requestButtons } from '../domain/request.ts';
import { appendAudit } from '../store/audit.ts';
import { announce, type Database } from '../store/database.ts';
import type { Store } from '../store/store.ts';

export interface ConsentOptions {
  readonly database: Database;
  readonly store: Store;
  readonly lanes: Lanes;
  readonly clock: Clock;
  /** Nobody is asked, and all organisers are told. */
  readonly alone: boolean;
  /** Called when somebody was asked, with the time until which they are waited for, in milliseconds since the epoch. */
  readonly waits: (until: number) => void;
}

const LOOK_EVERY_MS = 1_000;
/** Of a single organiser nobody can say that it is not they who type the command. */
const ASKED_MIN = 2;

/** Whether the list of everybody may be written down: asks organisers where there are any to ask, and waits. The audit log says which it was. */
export async function askToExport(options: ConsentOptions, signal: AbortSignal): Promise<'given' | 'refused' | 'lapsed' | 'frozen'> {
  const { database, store, clock, waits } = options;
  if (options.alone) {
    await tellAll(options);
    return 'given';
  }
  const id = await ask(options);
  if (typeof id === 'string') return id;
  waits(clock.now() + REQUEST_LIFE_MS);
  for (;;) {
    const request = await store.requests.get(database.prisma, id);
    if (request?.state === 'approved') {
      const entry = operatorDid('export', `request:${id}`, clock.now());
      await database.transaction((tx) => appendAudit(tx, [entry]));
      return 'given';
    }
    if (request?.state !== 'waiting') return request?.state === 'refused' ? 'refused' : 'lapsed';
    if (signal.aborted || request.expiresAt <= clock.now()) {
      await giveUp(options, id);
      if (signal.aborted) return 'lapsed';
    }
    await sleep(clock, LOOK_EVERY_MS, signal);
  }
}

/** Asks everybody who can be asked. Where they are too few nobody is, and it is given; unless others were frozen: that may be why. */
async function ask({ database, store, lanes, clock }: ConsentOptions): Promise<bigint | 'given' | 'frozen'> {
  const now = clock.now();
  return await database.transaction(async (tx) => {
    const others = lanes.telegram.length > 0 ? await store.organisers.approvers(tx, 'all', []) : [];
    if (others.length < ASKED_MIN) {
      if (await store.organisers.anyFrozen(tx)) return 'frozen';
      await appendAudit(tx, [operatorDid('export', 'deployment', now)]);
      return 'given';
    }
    const id = await store.requests.create(tx, { kind: 'export', askedBy: null, slug: null, subjectId: null, text: null }, now);
    const content = { key: 'ask-export', buttons: requestButtons(id) };
    for (const to of others) await store.deliveries.say(tx, { to, kind: 'answer', op: 'message', content }, now);
    await announce(tx);
    return id;
  });
}

/** Whoever agrees at this moment has agreed. */
async function giveUp({ database, store }: ConsentOptions, id: bigint): Promise<void> {
  await database.transaction(async (tx) => {
    if ((await store.requests.lock(tx, id))?.state === 'waiting') await store.requests.decide(tx, id, 'lapsed', null);
  });
}

async function tellAll({ database, store, lanes, clock }: ConsentOptions): Promise<void> {
  const now = clock.now();
  await database.transaction(async (tx) => {
    for (const to of await store.people.organisers(tx, 'all', reachableBy(lanes))) {
      await store.deliveries.say(tx, { to, kind: 'answer', op: 'message', content: { key: 'export-alone-told' } }, now);
    }
    await appendAudit(tx, [operatorDid('export-alone', 'deployment', now)]);
    await announce(tx);
  });
}
