import type { Intent } from '../commands/intent.ts';
import { may, rankAt } from '../domain/access.ts';
import type { CasualtyKind } from '../domain/casualty/casualty.ts';
import type { Button } from '../domain/content.ts';
import { DRAFT_LIFE_MS, type Draft } from '../domain/draft.ts';
import type { Incident } from '../domain/incident.ts';
import { encodePress } from '../domain/press.ts';
import {
  counted,
  type Hearing,
  hearing,
  inside,
  machines,
  moved,
  NUMBER_MAX,
  numbersOf,
  SAID_AGAIN_MS,
  SIGHTINGS_MAX,
  SIGHTINGS_WITHIN_MS,
  spellSighting,
} from '../domain/sighting.ts';
import { type Force, isSighting, type Sighting } from '../domain/timeline.ts';
import { endedContent, offerAlarms, whatTerm } from './answer.ts';
import { offerMove } from './house/move.ts';
import { offerNews } from './news.ts';
import { acknowledge, neighbourhoodTerm, note, record, refuse, say, type Turn } from './turn.ts';

type SeeIntent = Extract<Intent, { kind: 'see' }>;

/** "What do you see?" was pressed. */
export async function pressSee(turn: Turn, id: string): Promise<void> {
  const attended = await attend(turn, id);
  if (!attended) return;
  const { incident } = attended;
  const seen = (sighting: Sighting): Button => ({
    label: { key: `seen-${spellSighting(sighting)}` },
    press: encodePress({ kind: 'seen', incident: id, sighting }),
  });
  const count = (of: Force): Button => ({
    label: { key: `button-count-${of}` },
    press: encodePress({ kind: 'count', incident: id, of }),
  });
  const begin = (of: CasualtyKind): Button => ({
    label: { key: `button-${of}` },
    press: encodePress({ kind: 'casualty-begin', incident: id, of }),
  });
  await acknowledge(turn);
  await say(turn, {
    key: 'see-what',
    args: { neighbourhood: neighbourhoodTerm(incident.slug), what: whatTerm(incident) },
    buttons: [
      [seen(moved('sighted')), seen(moved('arrived'))],
      [seen(moved('cordon')), seen(moved('storming'))],
      [seen(moved('moved-on'))],
      [seen(moved('withdrawn'))],
      [seen(machines('machinery-coming'))],
      [seen(machines('machinery-stuck'))],
      [seen(machines('machinery-back'))],
      [count('police'), count('riot-police')],
      [count('machines')],
      [begin('hurt'), begin('taken')],
      [seen(inside('children'))],
      [seen(inside('immobile'))],
    ],
  });
}

/** Somebody counts: shows numbers to tap, and waits for one that is typed. */
export async function pressCount(turn: Turn, id: string, of: Force): Promise<void> {
  const { tx, store, contact, now } = turn;
  if (!(await attend(turn, id))) return;
  await store.drafts.put(tx, contact.id, { kind: 'count', incident: id, of }, now);
  await acknowledge(turn);
  const buttons = numbersOf[of].map((number) => ({
    label: { key: 'button-number', args: { number } },
    press: encodePress({ kind: 'seen', incident: id, sighting: counted(of, number) }),
  }));
  await say(turn, { key: 'see-how-many', args: { force: of }, buttons: [buttons.slice(0, 4), buttons.slice(4)] });
}

/** One tap: it is written down. */
export async function pressSeen(turn: Turn, id: string, sighting: Sighting): Promise<void> {
  const { tx, store, contact, now } = turn;
  const attended = await attend(turn, id);
  if (!attended) return;
  const waiting = await store.drafts.get(tx, contact.id, DRAFT_LIFE_MS, now);
  if (waiting?.draft.kind === 'count') await store.drafts.drop(tx, contact.id);
  await writeDown(turn, attended, [sighting]);
}

/** A text while a number is waited for. False where it is none: 1, 2 and 3 answer the call, as ever. */
export async function typeCount(turn: Turn, draft: Extract<Draft, { kind: 'count' }>, typed: string, intent: Intent): Promise<boolean> {
  const [, digits] = /^~? ?(\d{1,9})$/u.exec(typed) ?? [];
  // 4 is also "left": whoever counts says that with its button.
  const answers = intent.kind === 'answer' && intent.answer !== 'left';
  if (digits === undefined || answers) return false;
  if (Number(digits) > NUMBER_MAX) await say(turn, { key: 'see-number', args: { limit: NUMBER_MAX } });
  else await pressSeen(turn, draft.incident, counted(draft.of, Number(digits)));
  return true;
}

/**
 * What somebody means whose words could say what they see: that, where they are coming to an open incident or there, organise the one whose
 * code they give, or have yet to say that they are coming; else what the words mean from everybody.
 */
export async function settleSighting(turn: Turn, intent: Intent): Promise<Intent> {
  if (intent.kind !== 'see') return intent;
  const { tx, store, contact, now } = turn;
  if (!contact.member || contact.state === 'stopped') return intent.otherwise;
  if (intent.code === undefined) return (await attended(turn)).length > 0 ? intent : intent.otherwise;
  const named = await store.incidents.byCode(tx, intent.code, now);
  return named && (await hearingOf(turn, named)) !== 'refused' ? intent : intent.otherwise;
}

/** Somebody typed what they see. */
export async function typeSeen(turn: Turn, { code, sightings }: SeeIntent): Promise<void> {
  const { tx, store, now } = turn;
  const found = code === undefined ? await attended(turn) : [await store.incidents.byCode(tx, code, now)];
  const [only] = found;
  if (only && found.length === 1) {
    const there = await attend(turn, String(only.id));
    return there && (await writeDown(turn, there, sightings));
  }
  const open = found.filter((incident) => incident !== undefined);
  const [sighting, ...more] = sightings;
  if (!sighting) return;
  const { choices, buttons } = await offerAlarms(turn, open, (incident) => ({ kind: 'seen', incident, sighting }));
  // A button carries one thing.
  await say(turn, more.length > 0 ? { key: 'see-which-code', args: { choices } } : { key: 'see-which', args: { choices }, buttons });
}

export interface Attended {
  readonly incident: Incident;
  readonly how: Extract<Hearing, 'heard' | 'pretend'>;
}

/** The incident, locked, where whoever spoke is heard about it; else they are told why not. */
export async function attend(turn: Turn, id: string): Promise<Attended | undefined> {
  const { tx, store, contact } = turn;
  const incident = await store.incidents.lock(tx, BigInt(id));
  const mine = incident && (await store.deliveries.hasCopy(tx, incident.id, contact.id, contact.member?.id));
  const how = incident ? await hearingOf(turn, incident) : 'refused';
  if (incident && (how === 'heard' || how === 'pretend') && incident.stage === 'open') return { incident, how };
  if (!incident || (how === 'refused' && !mine)) await note(turn, { key: 'incident-gone' });
  else if (how === 'refused') await refuse(turn);
  else if (incident.stage !== 'open') await note(turn, endedContent(incident));
  else await note(turn, { key: 'see-elsewhere', args: { code: incident.code } });
  return undefined;
}

/** Open incidents that whoever spoke was called to or reported, and is heard about. */
export async function attended(turn: Turn): Promise<readonly Incident[]> {
  const { tx, store, contact } = turn;
  if (!contact.member) return [];
  const heard: Incident[] = [];
  for (const incident of await store.incidents.openFor(tx, contact.member.id)) {
    const how = await hearingOf(turn, incident);
    if (how === 'heard' || how === 'pretend') heard.push(incident);
  }
  return heard;
}

export async function hearingOf({ tx, store, contact, atlas }: Turn, incident: Incident): Promise<Hearing> {
  const { member } = contact;
  if (!member) return 'refused';
  return hearing({ member, ...(await store.events.presence(tx, incident.id, member.id)) }, incident.slug, atlas);
}

async function writeDown(turn: Turn, { incident, how }: Attended, sightings: readonly Sighting[]): Promise<void> {
  const { tx, store, contact, atlas, heard, now } = turn;
  const { member } = contact;
  // Whoever says that nobody is in there any more may be mistaken, or worse.
  const clears = sightings.some((said) => said.kind === 'inside' && said.out);
  if (clears && !may(member, 'clear-inside', incident.slug, atlas)) return await refuse(turn);
  if (member && how === 'heard') {
    const lately = await store.events.by(tx, incident.id, member.id, now - SIGHTINGS_WITHIN_MS);
    const own = lately.flatMap(({ at, said }) => (isSighting(said) ? [{ at, spelt: spellSighting(said) }] : []));
    if (own.length >= SIGHTINGS_MAX) return await note(turn, { key: 'see-enough' });
    const rank = rankAt(member, incident.slug, atlas);
    for (const said of sightings) {
      const again = own.some(({ at, spelt }) => spelt === spellSighting(said) && at > now - SAID_AGAIN_MS);
      if (again) continue;
      const event = await store.events.add(tx, { incidentId: incident.id, personId: member.id, rank, said }, now);
      await offerNews(turn, incident, event, said);
    }
    if (clears) record(turn, 'clear-inside', `incident:${incident.id}`);
  }
  if (how === 'heard' && sightings.some((said) => said.kind === 'move' && said.move === 'moved-on')) await offerMove(turn, incident);
  const seen = { term: 'sightings', sightings } as const;
  if (heard.signal.kind === 'press') return await note(turn, { key: 'seen-noted', args: { seen } });
  await say(turn, { key: 'seen-noted-typed', args: { seen, neighbourhood: neighbourhoodTerm(incident.slug) } });
}
