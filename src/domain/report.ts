import { type Voice, weigh } from './confirmation.ts';
import type { Asker, Stage } from './incident.ts';
import type { Atlas } from './neighbourhood.ts';
import { firesAlone, type Member } from './person.ts';
import { standing } from './vouch.ts';

/** A second report counts as a confirmation only while the first is this fresh. */
export const SECOND_REPORT_WITHIN_MS = 15 * 60_000;

/** A live incident of the same kind, in the reported neighbourhood or one that it lies under. */
export interface LiveIncident {
  readonly id: bigint;
  readonly slug: string;
  readonly stage: Extract<Stage, 'held' | 'open'>;
  readonly startedAt: number;
  readonly samePlace: boolean;
  /** Open, though nobody has confirmed it. */
  readonly unconfirmed: boolean;
  readonly reports: readonly { readonly contactId: bigint | null; readonly personId: bigint | null; readonly at: number }[];
  /** Who spoke of it lately: see `weigh`. */
  readonly voices: readonly Voice[];
}

export interface ReportFacts {
  readonly reporter: {
    readonly contactId: bigint;
    readonly member: Member | undefined;
    readonly stopped: boolean;
    readonly worth?: number;
    /** Those who let them in: see `Voice`. */
    readonly through?: readonly string[];
  };
  readonly slug: string;
  /** The reporter says that this is another place than what is open. */
  readonly separate: boolean;
  readonly live: readonly LiveIncident[];
  readonly atlas: Atlas;
}

export type ReportDecision =
  /** A new incident, called at once. */
  | { readonly kind: 'open'; readonly asker: Asker }
  /** A new incident that waits for a confirmation. */
  | { readonly kind: 'hold' }
  /** A held incident is believed now, and called. */
  | { readonly kind: 'confirm'; readonly incident: bigint; readonly asker: Asker }
  /** Another voice for a held incident that is not enough. */
  | { readonly kind: 'add'; readonly incident: bigint }
  /** Another voice for what is open: nobody is called again. */
  | { readonly kind: 'join'; readonly incident: bigint };

/** What becomes of a report. */
export function decideReport(facts: ReportFacts, now: number): ReportDecision {
  const { reporter, slug, atlas } = facts;
  const believed = standing(reporter.member, slug, atlas) !== 'none' && !reporter.stopped;
  const fires = believed && reporter.member !== undefined && firesAlone(reporter.member, slug, atlas);
  const asker: Asker = reporter.member?.trust === 'trusted' ? 'trusted' : 'organiser';
  const newest = [...facts.live].sort((a, b) => b.startedAt - a.startedAt);
  const open = newest.find((i) => i.stage === 'open');
  const held = newest.find((i) => i.stage === 'held' && i.slug === slug && (!open || i.samePlace));

  // Another place than what is open may be one that is already held.
  const meant = facts.separate ? newest.find((i) => i.stage === 'held' && i.slug === slug && i.samePlace) : held;
  if (meant) {
    if (fires) return { kind: 'confirm', incident: meant.id, asker };
    return believed && isEnough(meant, facts, now)
      ? { kind: 'confirm', incident: meant.id, asker: 'neighbours' }
      : { kind: 'add', incident: meant.id };
  }
  if (open && !facts.separate) {
    const confirms = open.unconfirmed && (fires || (believed && isEnough(open, facts, now)));
    return confirms ? { kind: 'confirm', incident: open.id, asker: fires ? asker : 'neighbours' } : { kind: 'join', incident: open.id };
  }
  return fires ? { kind: 'open', asker } : { kind: 'hold' };
}

/** Whether the reporter, and those who spoke before them, are believed together; nobody is a second neighbour to themselves. */
function isEnough(incident: LiveIncident, { reporter, slug, atlas }: ReportFacts, now: number): boolean {
  const { member, worth = 1, through = [] } = reporter;
  const another = incident.reports.some((r) => isAnother(r, reporter) && now - r.at <= SECOND_REPORT_WITHIN_MS);
  if (!member || !another) return false;
  const own = new Set([`person:${member.id}`, `contact:${reporter.contactId}`]);
  const trust = standing(member, slug, atlas);
  const others = incident.voices.filter(({ who }) => !own.has(who));
  return weigh([...others, { who: `person:${member.id}`, trust, worth, through, says: 'reports' }]) === 'confirm';
}

function isAnother(report: LiveIncident['reports'][number], reporter: ReportFacts['reporter']): boolean {
  if (report.contactId === reporter.contactId) return false;
  return report.personId === null || report.personId !== reporter.member?.id;
}
