import { assertNever } from '../domain/assert-never.ts';
import { ALARMS_MAX, askWhere, type Matter, type Question, type Step } from '../domain/hotline.ts';
import type { Kind } from '../domain/kind.ts';
import type { Language } from '../domain/language.ts';
import { countCalled } from '../store/opening.ts';
import { knowsWhere, pressAnswer, repeatKey } from './answer.ts';
import { helpByHotline } from './home.ts';
import { lockReports } from './incident.ts';
import { noteDigit, takeMissedCall } from './missed-call.ts';
import { takeReport } from './report.ts';
import { tellSafe } from './safe.ts';
import { maySpeak } from './speak.ts';
import { say, type Turn } from './turn.ts';

/**
 * Takes a step of a call to the hotline, and says or asks what follows. A step that comes again (`fresh` is false) has no second
 * effect, and is answered again.
 */
export async function takeStep(turn: Turn, call: string, step: Step, fresh: boolean): Promise<void> {
  if (step.kind !== 'arrived' && step.kind !== 'ended') await noteDigit(turn, call);
  switch (step.kind) {
    case 'arrived':
      await say(turn, { key: 'voice-hello' });
      // Of somebody known we know the language, too.
      return await ask(turn, { kind: turn.contact.member ? 'menu' : 'language' });
    case 'language':
      return await chooseLanguage(turn, step.language);
    case 'matter': {
      const slugs = placesOf(turn);
      const [only] = slugs;
      // All of one's neighbours may know that one is safe.
      if (step.matter === 'safe' && turn.contact.member) return await tellSafe(turn, slugs, fresh);
      if (slugs.length === 1 && only) return await tell(turn, call, step.matter, only, fresh);
      return await ask(turn, askWhere(step.matter, slugs, 0));
    }
    case 'page':
      return await ask(turn, askWhere(step.matter, placesOf(turn), step.page));
    case 'where':
      if (!turn.atlas.get(step.slug)) return await ask(turn, askWhere(step.matter, placesOf(turn), 0));
      return await tell(turn, call, step.matter, step.slug, fresh);
    case 'coming':
      return await takeComing(turn, fresh);
    case 'which':
      return await come(turn, step.incident, fresh);
    case 'stray':
      return;
    case 'ended':
      return await takeMissedCall(turn, call);
    default:
      return assertNever(step);
  }
}

/** Asks somebody on the line. */
async function ask(turn: Turn, question: Question): Promise<void> {
  await say(turn, { key: `hotline-${question.kind}`, question });
}

/** A stranger's choice; members have made theirs. */
async function chooseLanguage(turn: Turn, language: Language): Promise<void> {
  const { tx, store, contact } = turn;
  if (contact.member) return await ask(turn, { kind: 'menu' });
  await store.contacts.setLanguage(tx, contact.id, language);
  await ask({ ...turn, language }, { kind: 'menu' });
}

/** A member's own neighbourhoods are taken as given; a stranger may mean any. */
function placesOf({ contact, atlas }: Turn): readonly string[] {
  const own = contact.member?.memberships.map((m) => m.slug) ?? [];
  return own.length > 0 ? own : atlas.leaves.map((n) => n.slug);
}

async function tell(turn: Turn, call: string, matter: Matter, slug: string, fresh: boolean): Promise<void> {
  if (matter === 'safe') return await tellSafe(turn, [slug], fresh);
  if (matter === 'message') return await hearOut(turn, call, slug, fresh);
  const what = await kindOf(turn, matter, slug);
  if (fresh) await takeReport(turn, { what, supply: null, slug, place: '', point: null, separate: false });
  // Whoever opens an alarm is told so by its receipt, which does not come on the line.
  if (turn.aloud.length === 0) await tellReported(turn, what, slug);
}

/** Lets somebody speak, where there is an organiser whom a voice reaches, and too many have not spoken just now. */
async function hearOut(turn: Turn, call: string, slug: string, fresh: boolean): Promise<void> {
  const { tx, store, atlas, reachable } = turn;
  // Whoever is asked whether they are safe is told to press this where they are not.
  if (fresh) await helpByHotline(turn);
  const channels = reachable.filter((channel) => channel === 'telegram');
  const organisers = await store.people.organisers(tx, atlas.above(slug), channels);
  if (organisers.length === 0) return await say(turn, { key: 'hotline-nobody' });
  await ((await maySpeak(turn, call, slug)) ? ask(turn, { kind: 'speak', slug }) : say(turn, { key: 'hotline-full' }));
}

/** Police and bailiffs have one key: they are what is reported there already, so that nobody is called a second time. */
async function kindOf(turn: Turn, matter: Exclude<Matter, 'safe' | 'message'>, slug: string): Promise<Kind> {
  if (matter === 'demolition') return matter;
  const { tx, store, atlas } = turn;
  await lockReports(turn, slug);
  const bailiffs = await store.incidents.live(tx, atlas.above(slug), 'bailiffs');
  const police = await store.incidents.live(tx, atlas.above(slug), 'police');
  return bailiffs.length > 0 && police.length === 0 ? 'bailiffs' : 'police';
}

/** How what the caller has reported stands now. */
async function tellReported(turn: Turn, what: Kind, slug: string): Promise<void> {
  const { tx, store, atlas, contact, now } = turn;
  const live = await store.incidents.live(tx, atlas.above(slug), what);
  const mine = live
    .filter(({ reports }) => reports.some((r) => r.contactId === contact.id))
    .toSorted((a, b) => b.startedAt - a.startedAt)[0];
  if (!mine) return await say(turn, { key: 'noted' });
  if (mine.stage === 'held') return await say(turn, { key: 'report-added', args: { time: { term: 'time', at: now } } });
  await say(turn, { key: 'receipt', args: { called: await countCalled(turn, mine), time: { term: 'time', at: now } } });
}

/** The caller comes: to the alarm that is open for them, or to the one of several that they choose. An answer is never guessed. */
async function takeComing(turn: Turn, fresh: boolean): Promise<void> {
  const { tx, store, contact } = turn;
  const open = contact.member ? await store.incidents.openFor(tx, contact.member.id) : [];
  const [only] = open;
  if (!only) return await say(turn, { key: 'answer-none' });
  if (open.length === 1) return await come(turn, String(only.id), fresh);
  const known = await Promise.all(open.map((incident) => knowsWhere(turn, incident)));
  const hidden = known.includes(false);
  const incidents = open.slice(0, ALARMS_MAX).map(({ id }) => String(id));
  await ask(turn, { kind: 'which', incidents, ...(hidden ? { hidesPlace: true } : {}) });
}

async function come(turn: Turn, incident: string, fresh: boolean): Promise<void> {
  await (fresh ? pressAnswer : repeatKey)(turn, incident, 'coming');
}
