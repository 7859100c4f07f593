import { mayWhere } from '../domain/access.ts';
import type { Content } from '../domain/content.ts';
import { maySeeEvidence, SHOWN_AFTER_END_MS, shortHash, type Viewer } from '../domain/evidence.ts';
import type { Incident } from '../domain/incident.ts';
import { encodePress } from '../domain/press.ts';
import { foldTimeline } from '../domain/timeline.ts';
import { whatTerm } from './answer.ts';
import { acknowledge, neighbourhoodTerm, note, record, refuse, say, showAnew, type Turn } from './turn.ts';

/** Lines in one message, and buttons in a row under it. */
const LINES = 15;
const ROW = 5;
/** Alarms to choose from. */
const CHOICES = 8;
/** What was asked for is sent late rather than not at all. */
const LIFE_MS = 60 * 60_000;

/** `/evidence`: an organiser, or the lawyer of an alarm, looks at what was sent. */
export async function showEvidence(turn: Turn): Promise<void> {
  const { tx, store, contact, atlas, now } = turn;
  const { member } = contact;
  if (!member || contact.channel !== 'telegram') return await refuse(turn);
  const since = now - SHOWN_AFTER_END_MS;
  const organised = mayWhere(member, 'see-evidence', atlas);
  const found = new Map((await store.incidents.lately(tx, organised, since, CHOICES)).map((incident) => [incident.id, incident]));
  for (const [id] of await store.evidence.answeredBy(tx, member.id, since)) {
    const incident = found.has(id) ? undefined : await store.incidents.get(tx, id);
    if (incident && maySeeEvidence(await viewerOf(turn, incident), incident.slug, atlas)) found.set(id, incident);
  }
  const [only, ...others] = [...found.values()].slice(0, CHOICES);
  if (!only) return await (organised.length > 0 ? say(turn, { key: 'timeline-none' }) : refuse(turn));
  if (others.length === 0) return await say(turn, await listOf(turn, only, 0));
  const buttons = [only, ...others].map((incident) => {
    const args = { neighbourhood: neighbourhoodTerm(incident.slug), what: whatTerm(incident), place: '' };
    return [{ label: { key: 'button-choice', args }, press: encodePress({ kind: 'evidence', incident: String(incident.id), page: 0 }) }];
  });
  await say(turn, { key: 'timeline-which', buttons });
}

/** The button under the timeline, and those that turn the pages. */
export async function pressEvidence(turn: Turn, id: string, page: number): Promise<void> {
  const { tx, store, atlas } = turn;
  const incident = await store.incidents.get(tx, BigInt(id));
  if (!incident) return await note(turn, { key: 'incident-gone' });
  if (!maySeeEvidence(await viewerOf(turn, incident), incident.slug, atlas)) return await refuse(turn);
  await acknowledge(turn);
  const list = await listOf(turn, incident, page);
  await (page === 0 ? say(turn, list) : showAnew(turn, list));
}

/** Shows one, without anything that says where and by whom it was made. */
export async function openEvidence(turn: Turn, id: string): Promise<void> {
  const { tx, store, contact, atlas, language, now } = turn;
  const piece = await store.evidence.get(tx, BigInt(id));
  const incident = piece?.incidentId && piece.state === 'kept' ? await store.incidents.get(tx, piece.incidentId) : undefined;
  if (!piece || !incident || piece.pretended) return await note(turn, { key: 'incident-gone' });
  if (!maySeeEvidence(await viewerOf(turn, incident), incident.slug, atlas)) return await refuse(turn);
  record(turn, 'see-evidence', `evidence:${id}`);
  await acknowledge(turn);
  const { as, link, sha256 = '' } = piece.details;
  const args = { time: { term: 'time', at: piece.at }, rank: piece.rank, hash: shortHash(sha256) } as const;
  if (link !== undefined) return await say(turn, { key: 'evidence-link-shown', args: { ...args, link }, free: true });
  if (as === undefined) return await say(turn, { key: 'evidence-not-shown', args });
  const to = { contactId: contact.id, personId: contact.member?.id, channel: contact.channel, lane: contact.lane };
  const content: Content = { key: 'evidence-shown', language, args, evidence: id };
  await store.deliveries.say(tx, { to, kind: 'answer', op: 'exhibit', content, lifeMs: LIFE_MS }, now);
}

async function viewerOf({ tx, store, contact }: Turn, incident: Incident): Promise<Viewer> {
  const { member } = contact;
  if (!member) return { member, skills: [], answer: undefined };
  const { answer } = await store.events.presence(tx, incident.id, member.id);
  return { member, skills: await store.skills.of(tx, member.id), answer };
}

/** So many at a time, the newest first page, each with a button. */
async function listOf({ tx, store }: Turn, incident: Incident, page: number): Promise<Content> {
  const args = { neighbourhood: neighbourhoodTerm(incident.slug), what: whatTerm(incident) };
  const all = foldTimeline(await store.events.of(tx, incident.id)).entries.filter(({ said }) => said.kind === 'evidence');
  if (all.length === 0) return { key: 'evidence-none', args };
  const pages = Math.ceil(all.length / LINES);
  const shown = Math.min(page, pages - 1);
  const to = all.length - shown * LINES;
  const entries = all.slice(Math.max(0, to - LINES), to).map(({ at, by: { rank }, said, struck }) => ({ at, rank, said, struck }));
  const open = entries.flatMap(({ said }, i) =>
    said.kind === 'evidence'
      ? [
          {
            label: { key: 'button-evidence-open', args: { number: i + 1 } },
            press: encodePress({ kind: 'evidence-open', evidence: said.evidence }),
          },
        ]
      : [],
  );
  const rows = Array.from({ length: Math.ceil(open.length / ROW) }, (_, row) => open.slice(row * ROW, (row + 1) * ROW));
  const turned = (to: number, key: string) => ({
    label: { key },
    press: encodePress({ kind: 'evidence', incident: String(incident.id), page: to }),
  });
  const older = shown + 1 < pages ? [turned(shown + 1, 'button-older')] : [];
  const newer = shown > 0 ? [turned(shown - 1, 'button-newer')] : [];
  const turn = [...older, ...newer];
  const said = { ...args, count: all.length, entries: { term: 'timeline', entries } } as const;
  return { key: 'evidence-list', args: said, buttons: turn.length > 0 ? [...rows, turn] : rows };
}
