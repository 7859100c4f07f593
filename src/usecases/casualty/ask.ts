import type { Intent } from '../../commands/intent.ts';
import { readNumber } from '../../commands/phone.ts';
import type { Detail } from '../../domain/casualty/casualty.ts';
import { answersTo, nextQuestion, type Question, questionOf, type Said, TOLD_MAX } from '../../domain/casualty/entry.ts';
import type { Button } from '../../domain/content.ts';
import { DRAFT_LIFE_MS, type Draft } from '../../domain/draft.ts';
import type { Incident } from '../../domain/incident.ts';
import { encodePress } from '../../domain/press.ts';
import { NUMBER_MAX, tolled } from '../../domain/sighting.ts';
import { pressSeen } from '../see.ts';
import { acknowledge, note, say, type Turn } from '../turn.ts';
import { NO_RECORD, tell, written } from './tell.ts';

export type Asking = Extract<Draft, { kind: 'casualty' }>;

/** What is typed in answer to a question is written down as this. */
const detailOf: Readonly<Record<Exclude<Question, 'consent' | 'family'>, Detail>> = {
  ...{ about: 'about', how: 'how', grave: 'how', help: 'how', where: 'where', station: 'station', unit: 'unit', when: 'when' },
};
const skip: Button = { label: { key: 'button-skip' }, press: encodePress({ kind: 'casualty-skip' }) };
const mistake: Button = { label: { key: 'button-mistake' }, press: encodePress({ kind: 'casualty-mistake' }) };

/** Asks the next thing about somebody, and waits for it. Whatever was said so far is written down already. */
export async function ask(turn: Turn, draft: Asking): Promise<void> {
  const { tx, store, contact, now } = turn;
  await store.drafts.put(tx, contact.id, draft, now);
  const { of, number, asks } = draft;
  const taps = asks in answersTo ? answersTo[asks as keyof typeof answersTo] : [];
  const answers = taps.map((said): Button[] => [
    { label: { key: `button-${asks}-${said}` }, press: encodePress({ kind: 'casualty-said', said }) },
  ]);
  const end = asks === 'about' ? [skip, mistake] : asks === 'consent' ? [] : [skip];
  await say(turn, { key: `casualty-ask-${asks}`, args: { of, number }, buttons: [...answers, ...(end.length > 0 ? [end] : [])] });
}

/** A text while a question waits for it. False where it was not for it. */
export async function typeTold(turn: Turn, draft: Asking, typed: string, intent: Intent): Promise<boolean> {
  const { tx, store, contact, language } = turn;
  const other = intent.kind === 'casualty' || (intent.kind === 'report' && intent.neighbourhood !== undefined);
  if (typed === '' || intent.kind === 'answer' || other || (intent.kind === 'see' && intent.code !== undefined)) return false;
  const incident = await store.incidents.lock(tx, BigInt(draft.incident));
  if (!incident) return false;
  const { asks, casualty } = draft;
  const number = /^\d{1,5}$/.test(typed) ? Number(typed) : 0;
  if (asks === 'about' && number > 0 && number <= NUMBER_MAX) {
    // Many, and nobody knows who: a number is no name.
    await store.drafts.drop(tx, contact.id);
    await tell(turn, casualty, incident, 'closed', '');
    await pressSeen(turn, draft.incident, tolled(draft.of, number));
    return true;
  }
  const phone = asks === 'family' ? readNumber(typed) : undefined;
  if (asks === 'family' && !phone) await say(turn, { key: 'casualty-number-bad', buttons: [[skip]] });
  else if (asks === 'consent') await ask(turn, draft);
  else {
    if (phone && casualty !== NO_RECORD) await store.casualties.setFamily(tx, BigInt(casualty), { phone, language });
    if (asks === 'family') await tell(turn, casualty, incident, 'family', '');
    else await tell(turn, casualty, incident, detailOf[asks], [...typed].slice(0, TOLD_MAX).join(''));
    await goOn(turn, draft, incident, false);
  }
  return true;
}

/** One of the answers that can be tapped. */
export async function pressSaid(turn: Turn, said: Said): Promise<void> {
  const found = await waiting(turn);
  if (!found || found.draft.asks !== questionOf(said)) return await note(turn, { key: 'incident-gone' });
  const { draft, incident } = found;
  await acknowledge(turn);
  if (said === 'grave' || said === 'treated' || said === 'refused') await tell(turn, draft.casualty, incident, said, '');
  // In the words of whoever reads it: see `saySaid`.
  if (said === 'police' || said === 'riot' || said === 'plain') await tell(turn, draft.casualty, incident, 'unit', `=${said}`);
  await goOn(turn, draft, incident, said === 'agrees');
}

export async function pressSkip(turn: Turn): Promise<void> {
  const found = await waiting(turn);
  if (!found) return await note(turn, { key: 'incident-gone' });
  await acknowledge(turn);
  await goOn(turn, found.draft, found.incident, false);
}

/** Begun by mistake: it counts no more. */
export async function pressMistake(turn: Turn): Promise<void> {
  const { tx, store, contact } = turn;
  const found = await waiting(turn);
  if (!found) return await note(turn, { key: 'incident-gone' });
  await store.drafts.drop(tx, contact.id);
  await tell(turn, found.draft.casualty, found.incident, 'closed', '');
  await note(turn, { key: 'report-cancelled' });
}

async function goOn(turn: Turn, draft: Asking, incident: Incident, agrees: boolean): Promise<void> {
  const next = nextQuestion(draft.of, draft.asks, agrees);
  if (next) return await ask(turn, { ...draft, asks: next });
  await turn.store.drafts.drop(turn.tx, turn.contact.id);
  await say(turn, written(draft.number, draft.of, incident));
}

async function waiting({ tx, store, contact, now }: Turn): Promise<{ readonly draft: Asking; readonly incident: Incident } | undefined> {
  const draft = (await store.drafts.get(tx, contact.id, DRAFT_LIFE_MS, now))?.draft;
  if (draft?.kind !== 'casualty') return undefined;
  const incident = await store.incidents.lock(tx, BigInt(draft.incident));
  return incident && { draft, incident };
}
