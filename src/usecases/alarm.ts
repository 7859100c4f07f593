import type { Content } from '../domain/content.ts';
import { DRAFT_LIFE_MS, type Draft } from '../domain/draft.ts';
import type { Supply } from '../domain/incident.ts';
import { type Kind, kinds } from '../domain/kind.ts';
import type { Point } from '../domain/neighbourhood.ts';
import { encodePress } from '../domain/press.ts';
import { takeReport } from './report.ts';
import { acknowledge, neighbourhoodsTerm, neighbourhoodTerm, note, say, type Turn } from './turn.ts';

export type ReportDraft = Extract<Draft, { kind: 'report' }>;

const empty: ReportDraft = { kind: 'report', place: '', separate: false, typed: false };
const supplies: readonly Supply[] = ['light', 'water', 'heat'];

/** The alarm button: what, where, send. A location that was sent first is kept. */
export async function startAlarm(turn: Turn, point?: Point): Promise<void> {
  await turn.store.drafts.put(turn.tx, turn.contact.id, { ...empty, ...(point ? { point } : {}) }, turn.now);
  const what = (kind: Kind, supply: Supply | null) => ({
    label: { key: 'button-what', args: { what: { term: 'what', kind, supply } as const } },
    press: encodePress(supply ? { kind: 'report-what', what: kind, supply } : { kind: 'report-what', what: kind }),
  });
  const plain = kinds.filter((kind) => kind !== 'cutoff').map((kind) => [what(kind, null)]);
  await say(turn, { key: 'report-what', buttons: [...plain, supplies.map((supply) => what('cutoff', supply))] });
}

export async function chooseWhat(turn: Turn, what: Kind, supply: Supply | undefined): Promise<void> {
  const own = turn.contact.member?.memberships.map((m) => m.slug) ?? [];
  const only = own.length === 1 ? own[0] : undefined;
  await acknowledge(turn);
  const begun = (await reportDraft(turn)) ?? empty;
  await goOn(turn, { ...begun, what, ...(supply ? { supply } : {}), ...(only ? { slug: only } : {}) });
}

/** The neighbourhood was chosen or named. Of a typed report it was all that was missing. */
export async function chooseWhere(turn: Turn, slug: string): Promise<void> {
  const draft = await reportDraft(turn);
  if (!draft?.what || !turn.atlas.get(slug)) return await note(turn, { key: 'report-expired' });
  if (turn.heard.signal.kind === 'press') await acknowledge(turn);
  await goOn(turn, { ...draft, slug });
}

/** A report typed in one message; asks for the neighbourhood where it is not clear which. */
export async function typeReport(turn: Turn, report: Omit<ReportDraft, 'kind' | 'typed'>): Promise<void> {
  const own = turn.contact.member?.memberships ?? [];
  if (turn.contact.state === 'stopped' && !report.slug) return await holdEverywhere(turn, report);
  const slug = report.slug ?? (own.length === 1 ? own[0]?.slug : undefined);
  await goOn(turn, { ...report, ...(slug ? { slug } : {}), kind: 'report', typed: true });
}

/** Whoever asked for silence cannot be asked which neighbourhood: each of theirs gets the report to look at, a stranger's the city. */
async function holdEverywhere(turn: Turn, report: Omit<ReportDraft, 'kind' | 'typed'>): Promise<void> {
  const own = turn.contact.member?.memberships.map((m) => m.slug) ?? [];
  const slugs = own.length > 0 ? own : turn.atlas.all.filter((n) => n.parent === null).map((n) => n.slug);
  for (const slug of slugs) await finish(turn, { ...report, slug, kind: 'report', typed: true });
}

/** Something that can be reported is in what was typed, though it is no report: asks whether it is one, with the words as the place. */
export async function offerReport(turn: Turn, what: Kind, supply: Supply | undefined, typed: string): Promise<void> {
  const own = turn.contact.member?.memberships ?? [];
  const slug = own.length === 1 ? own[0]?.slug : undefined;
  await goOn(turn, { ...empty, what, place: typed, ...(supply ? { supply } : {}), ...(slug ? { slug } : {}) });
}

/** The place was typed. */
export async function choosePlace(turn: Turn, draft: ReportDraft, place: string): Promise<void> {
  await askToSend(turn, { ...draft, place });
}

/** The place was sent as a location. */
export async function choosePoint(turn: Turn, draft: ReportDraft, point: Point): Promise<void> {
  await goOn(turn, { ...draft, point });
}

export async function skipPlace(turn: Turn): Promise<void> {
  const draft = await reportDraft(turn);
  if (!draft?.what || !draft.slug) return await note(turn, { key: 'report-expired' });
  await acknowledge(turn);
  await askToSend(turn, draft);
}

export async function sendReport(turn: Turn): Promise<void> {
  const draft = await reportDraft(turn);
  if (!draft?.what || !draft.slug) return await note(turn, { key: 'report-expired' });
  await acknowledge(turn);
  await finish(turn, draft);
}

export async function cancelReport(turn: Turn): Promise<void> {
  // After Send there is nothing to cancel, and "nothing was sent" would not be true.
  if (!(await reportDraft(turn))) return await note(turn, { key: 'report-expired' });
  await turn.store.drafts.drop(turn.tx, turn.contact.id);
  await acknowledge(turn);
  await say(turn, { key: 'report-cancelled' });
}

/** Asks the next question that is open. */
async function goOn(turn: Turn, draft: ReportDraft): Promise<void> {
  const { tx, store, contact, atlas, now } = turn;
  if (draft.slug && draft.typed) return await finish(turn, draft);
  await store.drafts.put(tx, contact.id, draft, now);
  if (!draft.slug) {
    const own = contact.member?.memberships.map((m) => m.slug) ?? [];
    const offered = draft.point ? atlas.nearest(draft.point) : atlas.leaves;
    const slugs = own.length > 0 ? own : offered.map((n) => n.slug);
    const buttons = slugs.map((slug) => [
      {
        label: { key: 'button-neighbourhood', args: { neighbourhood: neighbourhoodTerm(slug) } },
        press: encodePress({ kind: 'report-where', slug }),
      },
    ]);
    return await say(turn, { key: 'report-which', args: { neighbourhoods: neighbourhoodsTerm(turn, slugs) }, buttons });
  }
  if (draft.point || draft.place) return await askToSend(turn, draft);
  await say(turn, {
    key: 'report-where',
    args: summary(draft),
    buttons: [[{ label: { key: 'button-skip' }, press: encodePress({ kind: 'report-skip' }) }], [cancelButton]],
  });
}

const cancelButton = { label: { key: 'button-cancel' }, press: encodePress({ kind: 'report-cancel' }) };

async function askToSend(turn: Turn, draft: ReportDraft): Promise<void> {
  await turn.store.drafts.put(turn.tx, turn.contact.id, draft, turn.now);
  const where = draft.place || draft.point ? 'report-check' : 'report-check-no-place';
  await say(turn, {
    key: where,
    args: { ...summary(draft), place: draft.place || '📍' },
    buttons: [[{ label: { key: 'button-send-report' }, press: encodePress({ kind: 'report-send' }) }], [cancelButton]],
  });
}

async function finish(turn: Turn, draft: ReportDraft): Promise<void> {
  const { slug, what, supply = null, place, point = null, separate } = draft;
  if (!what || !slug) return;
  await turn.store.drafts.drop(turn.tx, turn.contact.id);
  await takeReport(turn, { what, supply, slug, place, point, separate });
}

function summary(draft: ReportDraft): NonNullable<Content['args']> {
  const what = { term: 'what', kind: draft.what ?? 'demolition', supply: draft.supply ?? null } as const;
  return { neighbourhood: neighbourhoodTerm(draft.slug ?? ''), what };
}

async function reportDraft(turn: Turn): Promise<ReportDraft | undefined> {
  const found = await turn.store.drafts.get(turn.tx, turn.contact.id, DRAFT_LIFE_MS, turn.now);
  return found?.draft.kind === 'report' ? found.draft : undefined;
}
