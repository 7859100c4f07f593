import { fold } from '../commands/fold.ts';
import { scopeOf } from '../domain/access.ts';
import { assertNever } from '../domain/assert-never.ts';
import type { Content } from '../domain/content.ts';
import type { Incident, Supply } from '../domain/incident.ts';
import type { Kind } from '../domain/kind.ts';
import type { Point } from '../domain/neighbourhood.ts';
import { encodePress } from '../domain/press.ts';
import { decideReport, SECOND_REPORT_WITHIN_MS } from '../domain/report.ts';
import { openIncident } from '../store/opening.ts';
import { believe, freeCode, lockReports, showOrganisers } from './incident.ts';
import { neighbourhoodTerm, say, type Turn } from './turn.ts';
import { askWitnesses } from './witness.ts';

/** People told in the transaction of the report itself; the engine goes on. */
const SAID_AT_ONCE = 250;

export interface Report {
  readonly what: Kind;
  readonly supply: Supply | null;
  readonly slug: string;
  readonly place: string;
  readonly point: Point | null;
  readonly separate: boolean;
}

/** Takes a complete report in: decides what becomes of it, and tells the reporter at once. */
export async function takeReport(turn: Turn, report: Report): Promise<void> {
  const { tx, store, atlas, contact, now } = turn;
  await lockReports(turn, report.slug);
  const live = await store.incidents.live(tx, atlas.above(report.slug), report.what);
  const place = fold(report.place);
  // Whoever holds a frozen phone is heard as a stranger would be: an alarm of theirs waits for somebody else's word.
  const member = contact.member?.frozen ? undefined : contact.member;
  const decision = decideReport(
    {
      reporter: { contactId: contact.id, member, stopped: contact.state === 'stopped' },
      slug: report.slug,
      separate: report.separate,
      live: await Promise.all(
        live.map(async (i) => ({
          ...i,
          samePlace: place !== '' && fold(i.place) === place,
          unconfirmed: i.asker === 'unconfirmed',
          voices: await store.witnesses.voices(tx, i.id, atlas.above(i.slug), now - SECOND_REPORT_WITHIN_MS),
        })),
      ),
      atlas,
    },
    now,
  );
  switch (decision.kind) {
    case 'open': {
      const incident = await begin(turn, report);
      await openIncident(turn, incident, decision.asker);
      return await showOrganisers(turn, incident);
    }
    case 'hold': {
      const incident = await begin(turn, report);
      await showOrganisers(turn, incident);
      await askWitnesses(turn, incident);
      const organisers = await store.people.countOrganisers(tx, scopeOf('confirm', report.slug, atlas), turn.reachable);
      return await say(turn, heldContent(turn, report, organisers > 0));
    }
    case 'confirm': {
      const incident = await store.incidents.lock(tx, decision.incident);
      if (!incident) return;
      if (incident.stage === 'held') await add(turn, report, incident.id);
      else await join(turn, report, incident);
      await believe(turn, incident, decision.asker);
      return;
    }
    case 'add':
      await add(turn, report, decision.incident);
      return await say(turn, {
        key: 'report-added',
        args: { time: { term: 'time', at: now }, reports: await store.incidents.countReporters(tx, decision.incident) },
      });
    case 'join':
      return await join(
        turn,
        report,
        live.find((i) => i.id === decision.incident),
      );
    default:
      return assertNever(decision);
  }
}

async function begin(turn: Turn, report: Report): Promise<Incident> {
  const { tx, store, atlas, now } = turn;
  const { slug, place, point, supply } = report;
  const code = await freeCode(turn);
  const incident = await store.incidents.create(
    tx,
    {
      code,
      slug,
      kind: report.what,
      supply,
      stage: 'held',
      asker: 'nobody',
      decideAt: now + (atlas.get(slug)?.window ?? 0) * 1_000,
      place,
      point,
    },
    now,
  );
  await add(turn, report, incident.id);
  return incident;
}

async function add(turn: Turn, report: Report, incident: bigint): Promise<void> {
  const { tx, store, contact, now } = turn;
  const { place, point } = report;
  await store.incidents.addReport(tx, { incident, personId: contact.member?.id, contactId: contact.id, place, point }, now);
}

/** Nobody is called again: the place is added for organisers and for those who are coming. */
async function join(turn: Turn, report: Report, incident: Incident | undefined): Promise<void> {
  if (!incident) return;
  const { tx, store, now } = turn;
  const known = (await store.incidents.places(tx, incident.id)).map(fold);
  await add(turn, report, incident.id);
  if (report.place && !known.includes(fold(report.place))) {
    const content: Content = { key: 'place-added', args: { neighbourhood: neighbourhoodTerm(incident.slug), place: report.place } };
    const added = { kind: 'place', incidentId: incident.id, slug: incident.slug } as const;
    const alert = await store.alerts.create(tx, { ...added, content }, now);
    await store.alerts.beginReached(tx, { ...added, id: alert }, ['coming', 'there'], SAID_AT_ONCE, now);
  }
  const { coming, there } = await store.incidents.headcount(tx, incident.id);
  await say(turn, {
    key: 'report-joined',
    args: {
      code: incident.code,
      time: { term: 'time', at: now },
      reports: await store.incidents.countReporters(tx, incident.id),
      coming,
      there,
    },
    buttons: [[{ label: { key: 'button-another' }, press: encodePress({ kind: 'another', incident: String(incident.id) }) }]],
  });
}

function heldContent(turn: Turn, report: Report, somebodyConfirms: boolean): Content {
  return {
    key: somebodyConfirms ? 'report-held' : 'report-held-nobody',
    args: {
      neighbourhood: neighbourhoodTerm(report.slug),
      what: { term: 'what', kind: report.what, supply: report.supply },
      place: report.place ? `${report.place}.` : '',
      time: { term: 'time', at: turn.now },
    },
  };
}
