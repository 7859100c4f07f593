import { clean } from '../commands/fold.ts';
import type { Intent } from '../commands/intent.ts';
import { assertNever } from '../domain/assert-never.ts';
import { LINK_PREFIX } from '../domain/change.ts';
import { DRAFT_LIFE_MS, type Draft } from '../domain/draft.ts';
import type { Point } from '../domain/neighbourhood.ts';
import { openLink } from './account.ts';
import { choosePlace, choosePoint, chooseWhere, offerReport, startAlarm, typeReport } from './alarm.ts';
import { tellAnother } from './another.ts';
import { typeAnswer } from './answer.ts';
import { askAway } from './away.ts';
import { previewBroadcast, startBroadcast } from './broadcast.ts';
import { giveKeys } from './door.ts';
import { askDuress, chooseDuress, hearDuress } from './duress.ts';
import { forward } from './forward.ts';
import { help } from './help.ts';
import { chooseNeighbourhood, enterWithKey, joinByText, offerNearest, start, welcomeBack } from './join.ts';
import { askToLeave, resume, stop } from './leave.ts';
import { showMembers } from './member.ts';
import { askMoved, goOnMoving, movedNear } from './moved.ts';
import { typeNeed } from './need.ts';
import { askNumber, typeNumber } from './number.ts';
import { typeCode } from './number-code.ts';
import { offer } from './organisers.ts';
import { askQuiet } from './quiet.ts';
import { startRecording } from './record.ts';
import { settleSighting, typeCount, typeSeen } from './see.ts';
import { tellSkills } from './skills.ts';
import { typeStandDown } from './stand-down.ts';
import { showTimeline } from './timeline.ts';
import { tellTrust } from './trust.ts';
import type { Turn } from './turn.ts';
import { writeUpdate } from './update.ts';
import { typeVerdict } from './verdict.ts';
import { showCodes, typeVouch, vouchByKey } from './vouch.ts';

/** Longest place that is kept, in characters. */
const PLACE_MAX = 200;

/** Intents that mean the same whatever conversation is open. */
const commands = new Set<Intent['kind']>([
  'stop',
  'resume',
  'forget',
  'join',
  'verdict',
  'stand-down',
  'start',
  'leave',
  'away',
  'invite',
  'quiet',
  'trust',
  'skills',
  'need',
  'moved',
  'number',
  'vouch',
  'vouched',
  'timeline',
  'broadcast',
  'freeze',
  'unfreeze',
  'remove-organiser',
  'duress',
  'record',
  'alarm',
]);

/** Somebody typed something. */
export async function text(turn: Turn, typed: string, read: Intent): Promise<void> {
  if (await hearDuress(turn, typed)) return;
  const intent = await settleSighting(turn, read);
  if (turn.contact.state === 'stopped' && !breaksSilence(intent)) return;
  // A code is waited for a quarter of an hour: it is no place of a report, and no question either.
  if (intent.kind === 'unclear' && (await typeCode(turn, clean(typed)))) return;
  if (!commands.has(intent.kind)) {
    const found = await turn.store.drafts.get(turn.tx, turn.contact.id, DRAFT_LIFE_MS, turn.now);
    if (found && (await continueDraft(turn, found.draft, clean(typed), intent, read))) return;
  }
  if (intent.kind === 'unclear' && (await vouchByKey(turn, clean(typed)))) return;
  // By SMS there is no button to answer with: help, with an example to type.
  const plea = intent.kind === 'unclear' && turn.contact.channel === 'telegram' ? intent.mentions : undefined;
  if (plea) return await offerReport(turn, plea.what, plea.supply, placeOf(clean(typed)));
  // By SMS a plea that names a danger is told how to report it.
  if (intent.kind === 'unclear' && !intent.mentions && (await forward(turn, placeOf(clean(typed))))) return;
  await follow(turn, intent, clean(typed));
}

/** After STOP only its end is listened to, a wish to be forgotten, and a report: that is heard, and not answered. */
function breaksSilence(intent: Intent): boolean {
  return ['resume', 'join', 'start', 'forget', 'leave', 'report'].includes(intent.kind);
}

/** A text that an open conversation was waiting for. False where it was not for it. */
async function continueDraft(turn: Turn, draft: Draft, typed: string, intent: Intent, read: Intent): Promise<boolean> {
  switch (draft.kind) {
    case 'report': {
      if (intent.kind === 'report' || intent.kind === 'see') return false;
      if (draft.what && !draft.slug && intent.kind === 'neighbourhood') {
        await chooseWhere(turn, intent.neighbourhood);
        return true;
      }
      if (!draft.what || !draft.slug || typed === '') return false;
      await choosePlace(turn, draft, placeOf(typed));
      return true;
    }
    case 'join':
      if (await enterWithKey(turn, draft, typed)) return true;
      if (intent.kind !== 'neighbourhood') return false;
      if (turn.contact.channel === 'phone') await joinByText(turn, intent.neighbourhood, undefined);
      else await chooseNeighbourhood(turn, intent.neighbourhood);
      return true;
    case 'another':
      // An answer is no place; and a whole report is a report, of another place still.
      if (typed === '' || intent.kind === 'answer' || intent.kind === 'see') return false;
      if (intent.kind === 'report') {
        await follow(turn, { ...intent, separate: true }, typed);
        return true;
      }
      await tellAnother(turn, draft.incident, placeOf(typed), null);
      return true;
    case 'update':
      // "Полиция ушла" is an update; "бакай полиция Абая 5" is an alarm.
      if (typed === '' || (intent.kind === 'report' && intent.neighbourhood)) return false;
      await writeUpdate(turn, draft.incident, typed);
      return true;
    case 'broadcast':
      if (typed === '' || !draft.slug || (intent.kind === 'report' && intent.neighbourhood)) return false;
      await previewBroadcast(turn, draft.slug, typed);
      return true;
    case 'count':
      return await typeCount(turn, draft, typed, intent);
    case 'move':
      return await goOnMoving(turn, draft, typed, intent);
    case 'number':
      return intent.kind === 'unclear' && (await typeNumber(turn, typed));
    case 'duress':
      if (typed === '' || intent.kind === 'report') return false;
      // A word for what one sees would freeze whoever says it in earnest.
      await chooseDuress(turn, typed, read);
      return true;
    case 'record':
    case 'leave':
    case 'vouch':
      return false;
    default:
      return assertNever(draft);
  }
}

/** What only members can mean. From a stranger it is answered like anything unknown: once an hour. */
const members = new Set<Intent['kind']>([
  'answer',
  'verdict',
  'stand-down',
  'broadcast',
  'freeze',
  'unfreeze',
  'remove-organiser',
  'duress',
  'record',
  'away',
  'quiet',
  'trust',
  'skills',
  'need',
  'moved',
  'number',
  'invite',
  'vouch',
  'vouched',
  'see',
  'timeline',
]);

async function follow(turn: Turn, intent: Intent, typed: string): Promise<void> {
  const { contact } = turn;
  if (!contact.member && members.has(intent.kind)) return await help(turn);
  switch (intent.kind) {
    case 'report': {
      const { what, supply, neighbourhood, place, separate } = intent;
      return await typeReport(turn, {
        what,
        ...(supply ? { supply } : {}),
        ...(neighbourhood ? { slug: neighbourhood } : {}),
        place,
        separate,
      });
    }
    case 'join':
      return await joinByText(turn, intent.neighbourhood, intent.unknown);
    case 'stop':
      return await stop(turn, intent.carrierAnswers && contact.channel === 'phone');
    case 'resume':
      return await (contact.member ? resume(turn) : joinByText(turn, undefined, undefined));
    case 'forget':
    case 'leave':
      return await askToLeave(turn);
    case 'invite':
      return await giveKeys(turn);
    case 'away':
      return await askAway(turn);
    case 'quiet':
      return await askQuiet(turn);
    case 'trust':
      return await tellTrust(turn);
    case 'skills':
      return await tellSkills(turn, intent.change, intent.unknown);
    case 'need':
      return await typeNeed(turn, intent.skills, intent.code, intent.more, placeOf(typed));
    case 'moved':
      return await askMoved(turn, intent);
    case 'number':
      return await askNumber(turn, intent.number);
    case 'vouch':
      return await (intent.code === undefined ? showCodes(turn) : typeVouch(turn, intent.code));
    case 'vouched':
      return await showMembers(turn, 0);
    case 'see':
      return await typeSeen(turn, intent);
    case 'timeline':
      return await showTimeline(turn);
    case 'answer':
      return await typeAnswer(turn, intent.answer, intent.code);
    case 'verdict':
      return await typeVerdict(turn, intent.code, intent.confirmed);
    case 'stand-down':
      return await typeStandDown(turn, intent.code);
    case 'start': {
      if (contact.state === 'stopped') await turn.store.contacts.setState(turn.tx, contact.id, 'open');
      if (intent.payload.startsWith(LINK_PREFIX)) return await openLink(turn, intent.payload.slice(LINK_PREFIX.length));
      return await start(turn, intent.payload);
    }
    case 'broadcast':
      return await startBroadcast(turn);
    case 'freeze':
    case 'unfreeze':
    case 'remove-organiser':
      return await offer(turn, intent.kind);
    case 'duress':
      return await askDuress(turn);
    case 'record':
      return await startRecording(turn);
    case 'alarm':
      return await startAlarm(turn);
    case 'neighbourhood':
      return await (contact.member ? welcomeBack(turn) : help(turn));
    case 'help':
    case 'unclear':
      return await help(turn);
    default:
      return assertNever(intent);
  }
}

/** Somebody sent a location: for a report, begun or not, or for the neighbourhood they are choosing. */
export async function point(turn: Turn, at: Point): Promise<void> {
  if (turn.contact.state === 'stopped') return;
  const found = await turn.store.drafts.get(turn.tx, turn.contact.id, DRAFT_LIFE_MS, turn.now);
  const draft = found?.draft;
  if (draft?.kind === 'report' && draft.what) return await choosePoint(turn, draft, at);
  if (draft?.kind === 'another') return await tellAnother(turn, draft.incident, '', at);
  if (draft?.kind === 'join') return await offerNearest(turn, at);
  if (draft?.kind === 'move') return await movedNear(turn, draft, at);
  if (!turn.contact.member) return await help(turn);
  // Somebody in a hurry sends where they are before anything else.
  await startAlarm(turn, at);
}

/** Something came that holds no words. */
export async function wordless(turn: Turn): Promise<void> {
  if (turn.contact.state === 'stopped') return;
  await help(turn, 'wordless');
}

function placeOf(typed: string): string {
  return [...typed].slice(0, PLACE_MAX).join('');
}
