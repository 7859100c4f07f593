import type { Intent } from '../../commands/intent.ts';
import { rankAt } from '../../domain/access.ts';
import type { CasualtyKind } from '../../domain/casualty/casualty.ts';
import { BEGUN_MAX, BEGUN_WITHIN_MS } from '../../domain/casualty/entry.ts';
import { offerAlarms } from '../answer.ts';
import { type Attended, attend, attended, hearingOf } from '../see.ts';
import { acknowledge, note, say, type Turn } from '../turn.ts';
import { ask } from './ask.ts';
import { tellTenders } from './news.ts';
import { NO_RECORD, tell, written } from './tell.ts';

type CasualtyIntent = Extract<Intent, { kind: 'casualty' }>;

/** Whoever was there may still say who is missing for so long after the end. */
const LATER_MS = 7 * 24 * 60 * 60_000;

/**
 * What somebody means who says that somebody was hurt or taken: that, where they are heard about an alarm, or have yet to say that they are
 * coming to the one whose code they give; else what the words mean from everybody.
 */
export async function settleCasualty(turn: Turn, intent: Intent): Promise<Intent> {
  if (intent.kind !== 'casualty') return intent;
  const { tx, store, contact, now } = turn;
  if (!contact.member || contact.state === 'stopped') return intent.otherwise;
  if (intent.code === undefined) return (await attended(turn)).length > 0 ? intent : intent.otherwise;
  const named = await store.incidents.byCode(tx, intent.code, now);
  return named && (await hearingOf(turn, named)) !== 'refused' ? intent : intent.otherwise;
}

/** "Somebody is hurt", "Somebody was taken": it counts at once, and what more there is to say is asked. */
export async function pressBegin(turn: Turn, id: string, of: CasualtyKind): Promise<void> {
  const at = await attendLater(turn, id);
  if (!at) return;
  const begun = await begin(turn, at, of);
  if (!begun) return await note(turn, { key: 'see-enough' });
  await acknowledge(turn);
  await ask(turn, { kind: 'casualty', casualty: begun.id, incident: id, of, number: begun.number, asks: 'about' });
}

/** Somebody typed who was hurt or taken. On Telegram, where they said nothing more, they are asked. */
export async function typeCasualty(turn: Turn, { of, about, more, code }: CasualtyIntent): Promise<void> {
  const { tx, store, contact, now } = turn;
  const found = code === undefined ? await attended(turn) : [await store.incidents.byCode(tx, code, now)];
  const [only] = found;
  if (!only || found.length > 1) {
    const open = found.filter((incident) => incident !== undefined);
    const { choices } = await offerAlarms(turn, open, (incident) => ({ kind: 'casualty-begin', incident, of }));
    // A button would lose what they have typed.
    return await say(turn, { key: 'see-which-code', args: { choices } });
  }
  const at = await attendLater(turn, String(only.id));
  if (!at) return;
  const begun = await begin(turn, at, of);
  if (!begun) return await say(turn, { key: 'see-enough' });
  await tell(turn, begun.id, at.incident, 'about', about);
  await tell(turn, begun.id, at.incident, of === 'hurt' ? 'how' : 'station', more);
  const asks = contact.channel === 'telegram' && about === '';
  const incident = String(only.id);
  if (asks) return await ask(turn, { kind: 'casualty', casualty: begun.id, incident, of, number: begun.number, asks: 'about' });
  await say(turn, written(begun.number, of, at.incident));
}

async function begin(turn: Turn, { incident, how }: Attended, of: CasualtyKind) {
  const { tx, store, contact, atlas, now } = turn;
  const { member } = contact;
  if (!member) return undefined;
  if (how === 'pretend') return { id: NO_RECORD, number: (await store.casualties.of(tx, incident.id)).length + 1 };
  if ((await store.casualties.begunBy(tx, incident.id, member.id, now - BEGUN_WITHIN_MS)) >= BEGUN_MAX) return undefined;
  const by = { personId: member.id, rank: rankAt(member, incident.slug, atlas) };
  const { id, number } = await store.casualties.create(tx, incident.id, of, by, now);
  await tellTenders(turn, incident, of);
  return { id: String(id), number };
}

/** Where whoever spoke is heard; also for a while after the end: who was taken is often known only then. */
async function attendLater(turn: Turn, id: string): Promise<Attended | undefined> {
  const incident = await turn.store.incidents.lock(turn.tx, BigInt(id));
  if (incident?.stage !== 'over' || (incident.endedAt ?? 0) + LATER_MS < turn.now) return await attend(turn, id);
  const how = await hearingOf(turn, incident);
  return how === 'heard' || how === 'pretend' ? { incident, how } : await attend(turn, id);
}
