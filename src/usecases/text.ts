import { clean } from '../commands/fold.ts';
import type { Intent } from '../commands/intent.ts';
import { assertNever } from '../domain/assert-never.ts';
import { DRAFT_LIFE_MS, type Draft } from '../domain/draft.ts';
import type { Point } from '../domain/neighbourhood.ts';
import { choosePlace, choosePoint, chooseWhere, offerReport, startAlarm } from './alarm.ts';
import { tellAnother } from './another.ts';
import { previewBroadcast } from './broadcast.ts';
import { typeTold } from './casualty/ask.ts';
import { settleCasualty } from './casualty/enter.ts';
import { typeCasualtyStep } from './casualty/record.ts';
import { typeWave } from './casualty/wave.ts';
import { chooseDuress, hearDuress } from './duress.ts';
import { takeLinks } from './evidence.ts';
import { follow, isCommand } from './follow.ts';
import { forward } from './forward.ts';
import { help } from './help.ts';
import { settleHome } from './home.ts';
import { hearHomeWords, writeHome } from './home-words.ts';
import { typeHouseUntil, typeWanted } from './house/house.ts';
import { pointHouse, typeHouseLines } from './house/list.ts';
import { chooseNeighbourhood, offerNearest } from './join.ts';
import { enterWithKey, joinByText } from './join-typed.ts';
import { typeReply } from './lawyer.ts';
import { typeOutcomeDay } from './mediation.ts';
import { goOnMoving, movedNear } from './moved.ts';
import { typeNumber } from './number.ts';
import { typeCode } from './number-code.ts';
import { typeReminderDay } from './reminder.ts';
import { settleSighting, typeCount } from './see.ts';
import type { Turn } from './turn.ts';
import { writeUpdate } from './update.ts';
import { typeStep } from './visit.ts';
import { vouchByKey } from './vouch.ts';

/** Longest place that is kept, in characters. */
const PLACE_MAX = 200;

/** Somebody typed something. */
export async function text(turn: Turn, typed: string, read: Intent): Promise<void> {
  if (await hearDuress(turn, typed)) return;
  const intent = await settleHome(turn, await settleCasualty(turn, await settleSighting(turn, read)), typed);
  if (turn.contact.state === 'stopped' && !breaksSilence(intent)) return;
  // A code is waited for a quarter of an hour: it is no place of a report, and no question either.
  if (intent.kind === 'unclear' && (await typeCode(turn, clean(typed)))) return;
  if (!isCommand(intent)) {
    const found = await turn.store.drafts.get(turn.tx, turn.contact.id, DRAFT_LIFE_MS, turn.now);
    if (found && (await continueDraft(turn, found.draft, clean(typed), intent, read))) return;
  }
  if (intent.kind === 'unclear' && (await vouchByKey(turn, clean(typed)))) return;
  // Of whoever is where an alarm is, a link to a film is no plea.
  if (intent.kind === 'unclear' && (await takeLinks(turn, clean(typed)))) return;
  // By SMS there is no button to answer with: help, with an example to type.
  const plea = intent.kind === 'unclear' && turn.contact.channel === 'telegram' ? intent.mentions : undefined;
  if (plea) return await offerReport(turn, plea.what, plea.supply, placeOf(clean(typed)));
  // By SMS a plea that names a danger is told how to report it.
  if (intent.kind === 'unclear' && !intent.mentions && (await forward(turn, placeOf(clean(typed))))) return;
  if (intent.kind === 'unclear' && (await hearHomeWords(turn, placeOf(clean(typed))))) return;
  await follow(turn, intent, placeOf(clean(typed)));
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
        await follow(turn, { ...intent, separate: true }, placeOf(typed));
        return true;
      }
      await tellAnother(turn, draft.incident, placeOf(typed), null);
      return true;
    case 'update':
      // "Полиция ушла" is an update; "бакай полиция Абая 5" is an alarm, and "1" the answer to one.
      if (typed === '' || intent.kind === 'answer' || (intent.kind === 'report' && intent.neighbourhood)) return false;
      await writeUpdate(turn, draft.incident, typed);
      return true;
    case 'broadcast':
      if (typed === '' || !draft.slug || intent.kind === 'answer' || (intent.kind === 'report' && intent.neighbourhood)) return false;
      await previewBroadcast(turn, draft.slug, typed);
      return true;
    case 'count':
      return await typeCount(turn, draft, typed, intent);
    case 'outcome':
      return await typeOutcomeDay(turn, draft, typed);
    case 'reminder':
      return await typeReminderDay(turn, draft, typed);
    case 'visit':
      // As with an update: an alarm is one, and an answer to a call.
      if (typed === '' || intent.kind === 'answer' || intent.kind === 'see' || (intent.kind === 'report' && intent.neighbourhood))
        return false;
      return await typeStep(turn, draft, typed);
    case 'visit-reply':
      if (intent.kind === 'answer' || (intent.kind === 'report' && intent.neighbourhood)) return false;
      return await typeReply(turn, draft, typed);
    case 'house-add':
      if (intent.kind === 'answer' || intent.kind === 'see' || (intent.kind === 'report' && intent.neighbourhood)) return false;
      return await typeHouseLines(turn, draft);
    case 'house-wanted':
      // 1, 2, 3 and 4 answer the call, as ever.
      return intent.kind !== 'answer' && (await typeWanted(turn, draft.house, typed));
    case 'house-until':
      return await typeHouseUntil(turn, draft.house, typed);
    case 'casualty':
      return await typeTold(turn, draft, typed, intent);
    case 'casualty-told':
      return await typeCasualtyStep(turn, draft, typed, intent);
    case 'casualty-wave':
      return await typeWave(turn, draft.incident, typed, intent);
    case 'move':
      return await goOnMoving(turn, draft, typed, intent);
    case 'number':
      return intent.kind === 'unclear' && (await typeNumber(turn, typed));
    case 'duress':
      if (typed === '' || intent.kind === 'report') return false;
      // A word for what one sees would freeze whoever says it in earnest.
      await chooseDuress(turn, typed, read);
      return true;
    case 'home-words':
      // As with an update: "the police took me" is no alarm, "Bakai police, Abay 5" is.
      if (intent.kind === 'answer' || intent.kind === 'home' || (intent.kind === 'report' && intent.neighbourhood)) return false;
      return await hearHomeWords(turn, placeOf(typed));
    case 'home-write':
      if (typed === '' || (intent.kind === 'report' && intent.neighbourhood)) return false;
      await writeHome(turn, draft.check, typed);
      return true;
    case 'record':
    case 'leave':
    case 'vouch':
      return false;
    default:
      return assertNever(draft);
  }
}

/** Somebody sent a location: for a report, begun or not, or for the neighbourhood they are choosing. */
export async function point(turn: Turn, at: Point): Promise<void> {
  if (turn.contact.state === 'stopped') return;
  const found = await turn.store.drafts.get(turn.tx, turn.contact.id, DRAFT_LIFE_MS, turn.now);
  const draft = found?.draft;
  if (draft?.kind === 'report' && draft.what) return await choosePoint(turn, draft, at);
  if (draft?.kind === 'another') return await tellAnother(turn, draft.incident, '', at);
  if (draft?.kind === 'house-add') return await pointHouse(turn, draft, at);
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
