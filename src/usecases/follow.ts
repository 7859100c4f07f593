import type { Intent } from '../commands/intent.ts';
import { LINK_PREFIX } from '../domain/change.ts';
import { openLink } from './account.ts';
import { tellAids, typeAid } from './aid.ts';
import { startAlarm, typeReport } from './alarm.ts';
import { typeAnswer } from './answer.ts';
import { askAway } from './away.ts';
import { startBroadcast } from './broadcast.ts';
import { typeCasualty } from './casualty/enter.ts';
import { showPeople } from './casualty/list.ts';
import { typeContact } from './casualty/record.ts';
import { offerClosing } from './closing.ts';
import { giveKeys } from './door.ts';
import { askDuress } from './duress.ts';
import { showDuty } from './duty.ts';
import { showEvidence } from './exhibit.ts';
import { help } from './help.ts';
import { typeHome } from './home.ts';
import { typeHouses } from './house/list.ts';
import { typeCallTo } from './house/move.ts';
import { start, welcomeBack } from './join.ts';
import { joinByText } from './join-typed.ts';
import { reply } from './lawyer.ts';
import { askToLeave, resume, stop } from './leave.ts';
import { typeOutcome } from './mediation.ts';
import { showMembers } from './member.ts';
import { typeMerge } from './merge.ts';
import { askMoved } from './moved.ts';
import { typeNeed } from './need.ts';
import { askNumber } from './number.ts';
import { offer } from './organisers.ts';
import { askQuiet } from './quiet.ts';
import { startRecording } from './record.ts';
import { askRings } from './ring-policy.ts';
import { typeSeen } from './see.ts';
import { tellSkills } from './skills.ts';
import { typeSplit } from './split.ts';
import { typeStandDown } from './stand-down.ts';
import { showTimeline } from './timeline.ts';
import { tellTrust } from './trust.ts';
import type { Turn } from './turn.ts';
import { typeVerdict } from './verdict.ts';
import { startVisit } from './visit.ts';
import { showCodes, typeVouch } from './vouch.ts';

/** What is done about an intent. */
interface Meaning<I extends Intent> {
  /** What only members can mean is answered from a stranger like anything unknown: once an hour. */
  readonly who: 'anybody' | 'members';
  /** A command means the same whatever conversation is open. Anything else may be what the conversation waits for. */
  readonly command: boolean;
  follow(turn: Turn, intent: I, typed: string): Promise<void>;
}

function commandOfAnybody<I extends Intent>(follow: Meaning<I>['follow']): Meaning<I> {
  return { who: 'anybody', command: true, follow };
}

function commandOfMembers<I extends Intent>(follow: Meaning<I>['follow']): Meaning<I> {
  return { who: 'members', command: true, follow };
}

/** One entry for every intent there is. */
const meanings: { readonly [I in Intent as I['kind']]: Meaning<I> } = {
  stop: commandOfAnybody((turn, { carrierAnswers }) => stop(turn, carrierAnswers && turn.contact.channel === 'phone')),
  resume: commandOfAnybody((turn) => (turn.contact.member ? resume(turn) : joinByText(turn, undefined, undefined))),
  start: commandOfAnybody(async (turn, { payload }) => {
    const { tx, store, contact } = turn;
    if (contact.state === 'stopped') await store.contacts.setState(tx, contact.id, 'open');
    await (payload.startsWith(LINK_PREFIX) ? openLink(turn, payload.slice(LINK_PREFIX.length)) : start(turn, payload));
  }),
  join: commandOfAnybody((turn, { neighbourhood, unknown }) => joinByText(turn, neighbourhood, unknown)),
  forget: commandOfAnybody(askToLeave),
  leave: commandOfAnybody(askToLeave),
  alarm: commandOfAnybody((turn) => startAlarm(turn)),
  invite: commandOfMembers(giveKeys),
  away: commandOfMembers(askAway),
  quiet: commandOfMembers(askQuiet),
  trust: commandOfMembers(tellTrust),
  skills: commandOfMembers((turn, { change, unknown }) => tellSkills(turn, change, unknown)),
  moved: commandOfMembers(askMoved),
  number: commandOfMembers((turn, { number }) => askNumber(turn, number)),
  vouch: commandOfMembers((turn, { code }) => (code === undefined ? showCodes(turn) : typeVouch(turn, code))),
  vouched: commandOfMembers((turn) => showMembers(turn, 0)),
  need: commandOfMembers((turn, { wishes, code }, typed) => typeNeed(turn, wishes, code, typed)),
  verdict: commandOfMembers((turn, { code, confirmed }) => typeVerdict(turn, code, confirmed)),
  'stand-down': commandOfMembers((turn, { code }) => typeStandDown(turn, code)),
  broadcast: commandOfMembers(startBroadcast),
  freeze: commandOfMembers((turn) => offer(turn, 'freeze')),
  unfreeze: commandOfMembers((turn) => offer(turn, 'unfreeze')),
  'remove-organiser': commandOfMembers((turn) => offer(turn, 'remove-organiser')),
  duress: commandOfMembers(askDuress),
  houses: commandOfMembers((turn, { code, places }) => typeHouses(turn, code, places)),
  'move-call': commandOfMembers((turn, { code, place }) => typeCallTo(turn, code, place)),
  split: commandOfMembers((turn, { code, place }) => typeSplit(turn, code, place)),
  merge: commandOfMembers((turn, { codes }) => typeMerge(turn, codes)),
  record: commandOfMembers(startRecording),
  timeline: commandOfMembers(showTimeline),
  rings: commandOfMembers(askRings),
  aid: commandOfMembers((turn, { code, yes = true }, typed) => (code === undefined ? tellAids(turn) : typeAid(turn, code, yes, typed))),
  outcome: commandOfMembers((turn, { said, code }) => typeOutcome(turn, said, code)),
  visit: commandOfAnybody((turn) => startVisit(turn)),
  reply: commandOfAnybody((turn, { visit, text }) => reply(turn, visit, text)),
  duty: commandOfMembers(showDuty),
  evidence: commandOfMembers(showEvidence),
  'closing-report': commandOfMembers(offerClosing),
  home: { who: 'members', command: false, follow: (turn, { safe }) => typeHome(turn, safe) },
  see: { who: 'members', command: false, follow: typeSeen },
  casualty: { who: 'members', command: false, follow: typeCasualty },
  people: commandOfMembers(showPeople),
  contact: commandOfMembers((turn, { code, number }) => typeContact(turn, code, number)),
  report: {
    who: 'anybody',
    command: false,
    follow: (turn, { what, supply, neighbourhood, place, separate }) =>
      typeReport(turn, { what, ...(supply ? { supply } : {}), ...(neighbourhood ? { slug: neighbourhood } : {}), place, separate }),
  },
  answer: { who: 'members', command: false, follow: (turn, { answer, code, minutes }) => typeAnswer(turn, answer, code, minutes) },
  neighbourhood: { who: 'anybody', command: false, follow: (turn) => (turn.contact.member ? welcomeBack(turn) : help(turn)) },
  help: { who: 'anybody', command: false, follow: (turn) => help(turn) },
  unclear: { who: 'anybody', command: false, follow: (turn) => help(turn) },
};

/** Whether an intent means the same whatever conversation is open. */
export function isCommand({ kind }: Intent): boolean {
  return meanings[kind].command;
}

/** Does what somebody means. `typed` is what they wrote, short enough for a place. */
export async function follow(turn: Turn, intent: Intent, typed: string): Promise<void> {
  const meaning: Meaning<Intent> = meanings[intent.kind];
  if (meaning.who === 'members' && !turn.contact.member) return await help(turn);
  await meaning.follow(turn, intent, typed);
}
