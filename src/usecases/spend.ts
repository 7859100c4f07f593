import { may } from '../domain/access.ts';
import { isOver, type Scope } from '../domain/spend.ts';
import { endedContent } from './answer.ts';
import { lockIncident } from './incident.ts';
import { note, record, refuse, type Turn } from './turn.ts';

/** An organiser decides what becomes of everything that a cap holds: it is sent all the same, and nobody is asked again, or dropped. */
export async function decideSpend(turn: Turn, pressed: Scope, send: boolean): Promise<void> {
  const { tx, store, contact, atlas, now, money } = turn;
  const [kind, id = ''] = pressed.split(':');
  const incident = kind === 'incident' ? await lockIncident(turn, id) : undefined;
  const scope: Scope = incident ? `incident:${incident.id}` : pressed;
  if (kind === 'incident' && !incident) return await note(turn, { key: 'incident-gone' });
  if (!may(contact.member, 'decide-spending', incident?.slug ?? null, atlas)) return await refuse(turn);
  if (incident && incident.stage !== 'open') return await note(turn, endedContent(incident));
  const { spending } = store;
  const state = await spending.lockState(tx, scope);
  // A cap that holds nothing yet can be let go as well.
  if (state !== 'held' && !(send && state === 'over')) return await note(turn, { key: 'spend-decided' });
  record(turn, 'decide-spending', scope);
  await spending.setState(tx, scope, state, send ? 'released' : 'over', now);
  if (!send) return await note(turn, { key: 'spend-dropped', args: { count: await spending.drop(tx, scope, now) } });
  const over = (await spending.standings(tx, money.dayOf(now))).filter((standing) => isOver(standing, money.caps));
  const count = await spending.release(
    tx,
    scope,
    over.map((standing) => standing.scope),
    now,
  );
  await note(turn, { key: 'spend-sent', args: { count } });
}
