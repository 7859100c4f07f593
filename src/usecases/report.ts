import { fold } from '../commands/fold.ts';
import { scopeOf } from '../domain/access.ts';
import { assertNever } from '../domain/assert-never.ts';
import type { Voice } from '../domain/confirmation.ts';
import type { Button, Content } from '../domain/content.ts';
import type { Incident, Supply } from '../domain/incident.ts';
import type { Kind } from '../domain/kind.ts';
import type { Point } from '../domain/neighbourhood.ts';
import { firesAlone, type Member } from '../domain/person.ts';
import { encodePress } from '../domain/press.ts';
import { decideReport, type ReportDecision } from '../domain/report.ts';
import { BEGUN_WITHIN_MS, type Begun, type Restraint, restrain } from '../domain/restraint.ts';
import { worthOf } from '../domain/trust.ts';
import { standing } from '../domain/vouch.ts';
import { openWindow } from '../store/agenda.ts';
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
  const worth = member ? worthOf(await store.witnesses.outcomes(tx, member.id), now) : 1;
  // Who let whom in is asked only where somebody's word has to be weighed: a trusted one is not kept waiting.
  const weighs = member !== undefined && live.length > 0 && !firesAlone(member, report.slug, atlas);
  const through = weighs ? (await store.vouches.through(tx, [member.id]))(member.id) : [];
  const decision = decideReport(
    {
      reporter: { contactId: contact.id, member, stopped: contact.state === 'stopped', worth, through },
      slug: report.slug,
      separate: report.separate,
      live: await Promise.all(
        live.map(async (i) => ({
          ...i,
          samePlace: place !== '' && fold(i.place) === place,
          unconfirmed: i.asker === 'unconfirmed',
          voices: await voicesOf(i, weighs),
        })),
      ),
      atlas,
    },
    now,
  );
  const trusted = isTrusted(member) && standing(member, report.slug, atlas) !== 'none';
  const silenced = !trusted && (await store.bans.count(tx, contact.id, atlas.above(report.slug), now));
  if (silenced) return await answerSilenced(turn, report, decision);
  switch (decision.kind) {
    case 'open': {
      const incident = await begin(turn, report);
      await openIncident(turn, incident, decision.asker);
      return await showOrganisers(turn, incident);
    }
    case 'hold': {
      const begun = await begunBefore(turn, report.slug);
      const incident = await begin(turn, report);
      await askAbout(turn, incident, restrain(begun, trusted, now));
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
    case 'add': {
      await add(turn, report, decision.incident);
      const incident = await store.incidents.lock(tx, decision.incident);
      // What was kept because of who reported it first is asked about now that somebody else does.
      if (incident && !(await store.alerts.hasCard(tx, incident.id))) {
        const begun = await begunBefore(turn, incident.slug);
        if (restrain(begun, trusted, now) === 'ask') await askAbout(turn, incident, 'ask');
      }
      const reports = await store.reports.countReporters(tx, decision.incident);
      return await say(turn, { key: 'report-added', args: { time: { term: 'time', at: now }, reports } });
    }
    case 'join':
      return await join(
        turn,
        report,
        live.find((i) => i.id === decision.incident),
      );
    default:
      return assertNever(decision);
  }

  async function voicesOf(incident: Incident, weighed: boolean): Promise<readonly Voice[]> {
    const voices = await store.witnesses.voices(tx, incident.id, atlas.above(incident.slug), now);
    return weighed ? await store.vouches.withKin(tx, voices) : voices;
  }
}

/** Asks organisers and trusted neighbours about a held report, for as long as its neighbourhood's window is open. */
async function askAbout(turn: Turn, incident: Incident, restraint: Restraint): Promise<void> {
  const { tx, store, atlas, now } = turn;
  if (restraint === 'ask') {
    await openWindow(tx, incident.id, now + (atlas.get(incident.slug)?.window ?? 0) * 1_000);
    await showOrganisers(turn, incident);
    await askWitnesses(turn, incident);
  }
  if (restraint === 'ask' || restraint === 'keep') return;
  const args = { neighbourhood: neighbourhoodTerm(incident.slug), time: { term: 'time', at: now } } as const;
  const content =
    restraint === 'tell-person' ? { key: 'reports-kept', args, buttons: silenceButtons(incident) } : { key: 'strangers-kept', args };
  for (const to of await store.people.organisers(tx, atlas.above(incident.slug), turn.reachable)) {
    await store.deliveries.say(tx, { to, kind: 'answer', op: 'message', content }, now);
  }
}

function silenceButtons({ id }: Incident): readonly (readonly Button[])[] {
  return (['mute', 'ban'] as const).map((kind) => [
    { label: { key: `button-${kind}` }, press: encodePress({ kind, incident: String(id) }) },
  ]);
}

/** What its reporter, and strangers where they are one, have begun that nobody has confirmed. */
async function begunBefore({ tx, store, contact, now }: Turn, slug: string): Promise<Begun> {
  const since = now - BEGUN_WITHIN_MS;
  const own = await store.reports.begunBy(tx, contact.id, contact.member?.id, since);
  return { own, strangers: contact.member ? [] : await store.reports.begunByStrangers(tx, slug, since) };
}

/** Answers like any report, and shows it to nobody: whoever knows that they are silenced takes another number. */
async function answerSilenced(turn: Turn, report: Report, decision: ReportDecision): Promise<void> {
  const { tx, store, now } = turn;
  const incident = decision.kind === 'join' ? await store.incidents.get(tx, decision.incident) : undefined;
  if (incident) return await sayJoined(turn, incident, (await store.reports.countReporters(tx, incident.id)) + 1);
  const reports = 'incident' in decision ? (await store.reports.countReporters(tx, decision.incident)) + 1 : 1;
  if (reports > 1) return await say(turn, { key: 'report-added', args: { time: { term: 'time', at: now }, reports } });
  const organisers = await store.people.countOrganisers(tx, turn.atlas.above(report.slug), turn.reachable);
  await say(turn, heldContent(turn, report, organisers > 0));
}

/** Danger is never kept waiting by a count: whoever is trusted, or organises anywhere, is always asked about. */
function isTrusted(member: Member | undefined): boolean {
  return member !== undefined && (member.trust === 'trusted' || member.memberships.some(({ role }) => role === 'organiser'));
}

async function begin(turn: Turn, report: Report): Promise<Incident> {
  const { tx, store, now } = turn;
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
  await store.reports.add(tx, { incident, personId: contact.member?.id, contactId: contact.id, place, point }, now);
}

/** Nobody is called again: the place is added for organisers and for those who are coming. */
async function join(turn: Turn, report: Report, incident: Incident | undefined): Promise<void> {
  if (!incident) return;
  const { tx, store, now } = turn;
  const houses = (await store.houses.of(tx, incident.id, now)).map(({ place }) => place);
  const known = [...(await store.reports.places(tx, incident.id)), ...houses].map(fold);
  await add(turn, report, incident.id);
  if (report.place && !known.includes(fold(report.place))) {
    const content: Content = { key: 'place-added', args: { neighbourhood: neighbourhoodTerm(incident.slug), place: report.place } };
    const added = { kind: 'place', incidentId: incident.id, slug: incident.slug } as const;
    const alert = await store.alerts.create(tx, { ...added, content }, now);
    await store.alerts.beginReached(tx, { ...added, id: alert }, ['coming', 'there'], SAID_AT_ONCE, now);
  }
  await sayJoined(turn, incident, await store.reports.countReporters(tx, incident.id));
}

async function sayJoined(turn: Turn, incident: Incident, reports: number): Promise<void> {
  const { coming, there } = await turn.store.incidents.headcount(turn.tx, incident.id);
  await say(turn, {
    key: 'report-joined',
    args: { code: incident.code, time: { term: 'time', at: turn.now }, reports, coming, there },
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
