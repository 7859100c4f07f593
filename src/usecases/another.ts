import type { Point } from '../domain/neighbourhood.ts';
import { encodePress } from '../domain/press.ts';
import { endedContent, knowsWhere } from './answer.ts';
import { takeReport } from './report.ts';
import { acknowledge, note, say, type Turn } from './turn.ts';

/** What a button can show of a place, on a narrow phone. */
const BUTTON_MAX = 40;

/** Somebody says that it is happening at another place too: asks where, offering the place that was added last. */
export async function pressAnother(turn: Turn, id: string): Promise<void> {
  const { tx, store, contact, now } = turn;
  const incident = await store.incidents.lock(tx, BigInt(id));
  const mine = incident && (await store.deliveries.hasCopy(tx, incident.id, contact.id, contact.member?.id));
  const reported = incident && (await store.reports.reporters(tx, incident.id)).some((r) => r.contactId === contact.id);
  if (!incident || !(mine || reported)) return await note(turn, { key: 'incident-gone' });
  if (incident.stage !== 'open') return await note(turn, { key: 'another-closed' });
  const place = (await knowsWhere(turn, incident)) ? ((await store.reports.places(tx, incident.id)).at(-1) ?? '') : '';
  await store.drafts.put(tx, contact.id, { kind: 'another', incident: id, place }, now);
  await acknowledge(turn);
  const same = {
    label: { key: 'button-same-place', args: { place: [...place].slice(0, BUTTON_MAX).join('') } },
    press: encodePress({ kind: 'another-same', incident: id }),
  };
  const cancel = { label: { key: 'button-cancel' }, press: encodePress({ kind: 'cancel' }) };
  await say(turn, { key: 'another-where', buttons: place ? [[same], [cancel]] : [[cancel]] });
}

/** The other place is known: a report of its own, beside the one that is open. */
export async function tellAnother(turn: Turn, id: string, place: string, point: Point | null): Promise<void> {
  const { tx, store, contact } = turn;
  await store.drafts.drop(tx, contact.id);
  const incident = await store.incidents.lock(tx, BigInt(id));
  if (incident?.stage !== 'open') return await say(turn, incident ? endedContent(incident) : { key: 'incident-gone' });
  const { kind: what, supply, slug } = incident;
  await takeReport(turn, { what, supply, slug, place, point, separate: true });
}
