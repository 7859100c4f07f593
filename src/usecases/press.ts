import { assertNever } from '../domain/assert-never.ts';
import { isCasualtyPress } from '../domain/casualty/press.ts';
import { DRAFT_LIFE_MS } from '../domain/draft.ts';
import { isHousePress } from '../domain/house-press.ts';
import { isMediationPress } from '../domain/mediation-press.ts';
import type { Press } from '../domain/press.ts';
import { isRingPress } from '../domain/ring-press.ts';
import { confirmAccount, giveLink } from './account.ts';
import { cancelReport, chooseWhat, chooseWhere, sendReport, skipPlace } from './alarm.ts';
import { pressAnother, tellAnother } from './another.ts';
import { pressAnswer } from './answer.ts';
import { chooseAway, comeBack, goAway } from './away.ts';
import { cancelBroadcast, chooseBroadcast, sendBroadcast } from './broadcast.ts';
import { pressCasualtyButton } from './casualty/press.ts';
import { pressClosing } from './closing.ts';
import { pressEvidenceOf } from './evidence.ts';
import { openEvidence, pressEvidence } from './exhibit.ts';
import { answerHome } from './home.ts';
import { pressAccounted, pressWriteHome } from './home-words.ts';
import { pressHouseButton } from './house-press.ts';
import { agree, chooseLanguage, chooseNeighbourhood, chooseRole, turnPage } from './join.ts';
import { leave, stay } from './leave.ts';
import { pressMap } from './map.ts';
import { pressMediation } from './mediation-press.ts';
import { liftMember, removeMember, showMember, showMembers, suspendTree } from './member.ts';
import { chooseFrom, chooseTo, moveAllTheSame } from './moved.ts';
import { pressNeed, pressNeedSkill } from './need.ts';
import { choose, offer } from './organisers.ts';
import { chooseQuiet, setQuiet } from './quiet.ts';
import { pressRecording } from './record.ts';
import { decideRequest } from './request.ts';
import { pressRingButton } from './ring-press.ts';
import { pressCount, pressSee, pressSeen } from './see.ts';
import { pressSilence } from './silence.ts';
import { endSkills, pressSkill } from './skills.ts';
import { decideSpend } from './spend.ts';
import { pressStandDown } from './stand-down.ts';
import { pressStrike, pressTimeline } from './timeline.ts';
import { acknowledge, note, say, type Turn } from './turn.ts';
import { pressUpdate } from './update.ts';
import { pressVerdict } from './verdict.ts';
import { pressVouch } from './vouch.ts';
import { pressWitness } from './witness.ts';

/** A button was pressed. Whether whoever pressed it may do so is asked by each verb: buttons can be old, or forged. */
export async function press(turn: Turn, pressed: Press | undefined): Promise<void> {
  const { tx, store, contact, now } = turn;
  if (!pressed) return await note(turn, { key: 'incident-gone' });
  if (isMediationPress(pressed)) return await pressMediation(turn, pressed);
  if (isCasualtyPress(pressed)) return await pressCasualtyButton(turn, pressed);
  if (isHousePress(pressed)) return await pressHouseButton(turn, pressed);
  if (isRingPress(pressed)) return await pressRingButton(turn, pressed);
  switch (pressed.kind) {
    case 'language':
      return await chooseLanguage(turn, pressed.language);
    case 'join-neighbourhood':
      return await chooseNeighbourhood(turn, pressed.slug);
    case 'join-page':
      return await turnPage(turn, pressed.page);
    case 'join-role':
      return await chooseRole(turn, pressed.role);
    case 'join-agree':
      return await agree(turn);
    case 'report-what':
      return await chooseWhat(turn, pressed.what, pressed.supply);
    case 'report-where':
      return await chooseWhere(turn, pressed.slug);
    case 'report-skip':
      return await skipPlace(turn);
    case 'report-send':
      return await sendReport(turn);
    case 'report-cancel':
      return await cancelReport(turn);
    case 'away-from':
      return await chooseAway(turn, pressed.slug);
    case 'away-for':
      return await goAway(turn, pressed.slug, pressed.days);
    case 'away-back':
      return await comeBack(turn, pressed.slug);
    case 'quiet-in':
      return await chooseQuiet(turn, pressed.slug);
    case 'quiet-hours':
      return await setQuiet(turn, pressed.slug, pressed.hours);
    case 'move-from':
      return await chooseFrom(turn, pressed.slug);
    case 'move-to':
      return await chooseTo(turn, pressed.slug);
    case 'move-sure':
      return await moveAllTheSame(turn);
    case 'answer':
      return await pressAnswer(turn, pressed.incident, pressed.answer);
    case 'map':
      return await pressMap(turn, pressed.incident);
    case 'verdict':
      return await pressVerdict(turn, pressed.incident, pressed.confirmed);
    case 'witness':
      return await pressWitness(turn, pressed.incident, pressed.sees);
    case 'see':
      return await pressSee(turn, pressed.incident);
    case 'seen':
      return await pressSeen(turn, pressed.incident, pressed.sighting);
    case 'count':
      return await pressCount(turn, pressed.incident, pressed.of);
    case 'timeline':
      return await pressTimeline(turn, pressed.incident);
    case 'evidence':
      return await pressEvidence(turn, pressed.incident, pressed.page);
    case 'evidence-of':
      return await pressEvidenceOf(turn, pressed.incident);
    case 'evidence-open':
      return await openEvidence(turn, pressed.evidence);
    case 'strike':
    case 'restore':
      return await pressStrike(turn, pressed.event, pressed.kind);
    case 'home-safe':
    case 'home-help':
      return await answerHome(turn, pressed.incident, pressed.kind === 'home-safe', 'button');
    case 'home-accounted':
      return await pressAccounted(turn, pressed.check);
    case 'home-write':
      return await pressWriteHome(turn, pressed.check);
    case 'closing-report':
      return await pressClosing(turn, pressed.incident);
    case 'update':
      return await pressUpdate(turn, pressed.incident);
    case 'need':
      return await pressNeed(turn, pressed.incident);
    case 'need-skill':
      return await pressNeedSkill(turn, pressed.incident, pressed.skill, pressed.more);
    case 'skill':
      return await pressSkill(turn, pressed.skill, pressed.has);
    case 'skills-done':
      return await endSkills(turn);
    case 'another':
      return await pressAnother(turn, pressed.incident);
    case 'another-same': {
      const found = await store.drafts.get(tx, contact.id, DRAFT_LIFE_MS, now);
      if (found?.draft.kind !== 'another' || found.draft.incident !== pressed.incident) return await note(turn, { key: 'incident-gone' });
      await acknowledge(turn);
      return await tellAnother(turn, pressed.incident, found.draft.place, null);
    }
    case 'stand-down':
      return await pressStandDown(turn, pressed.incident);
    case 'mute':
    case 'ban':
      return await pressSilence(turn, pressed.incident, pressed.kind === 'ban');
    case 'broadcast-to':
      return await chooseBroadcast(turn, pressed.slug);
    case 'broadcast-send':
      return await sendBroadcast(turn, pressed.draft);
    case 'broadcast-cancel':
      return await cancelBroadcast(turn, pressed.draft);
    case 'spend-send':
    case 'spend-drop':
      return await decideSpend(turn, pressed.scope, pressed.kind === 'spend-send');
    case 'freeze':
    case 'unfreeze':
    case 'remove-organiser':
      return await choose(turn, pressed.kind, BigInt(pressed.person));
    case 'freeze-more':
      return await offer(turn, 'freeze', BigInt(pressed.person));
    case 'unfreeze-more':
      return await offer(turn, 'unfreeze', BigInt(pressed.person));
    case 'remove-organiser-more':
      return await offer(turn, 'remove-organiser', BigInt(pressed.person));
    case 'record-again':
    case 'record-drop':
    case 'record-hear':
    case 'record-next':
    case 'record-walk':
      return await pressRecording(turn, pressed.kind, pressed.phrase);
    case 'vouch-yes':
      return await pressVouch(turn);
    case 'vouched-page':
      return await showMembers(turn, pressed.page);
    case 'member':
      return await showMember(turn, pressed.slug, BigInt(pressed.person));
    case 'remove-member':
      return await removeMember(turn, pressed.slug, BigInt(pressed.person));
    case 'suspend-tree':
      return await suspendTree(turn, pressed.slug, BigInt(pressed.person));
    case 'lift':
      return await liftMember(turn, pressed.slug, BigInt(pressed.person));
    case 'request-yes':
    case 'request-no':
      return await decideRequest(turn, BigInt(pressed.request), pressed.kind === 'request-yes');
    case 'number-account':
      return await giveLink(turn);
    case 'change-yes':
    case 'change-no':
      return await confirmAccount(turn, BigInt(pressed.change), pressed.kind === 'change-yes');
    case 'leave-sure':
      return await leave(turn);
    case 'leave-keep':
      return await stay(turn);
    case 'cancel':
      // What was sent cannot be taken back by an old button, nor may it seem so.
      if (!(await store.drafts.drop(tx, contact.id))) return await note(turn, { key: 'incident-gone' });
      await acknowledge(turn);
      return await say(turn, { key: 'report-cancelled' });
    default:
      return assertNever(pressed);
  }
}
