import { assertNever } from '../domain/assert-never.ts';
import type { MediationPress } from '../domain/mediation-press.ts';
import { agreeDuty, askLawyers, endDuty, pressDuty } from './duty.ts';
import { pressReply } from './lawyer.ts';
import { pressMediate, pressOutcome, pressOutcomeDay } from './mediation.ts';
import { pressWanted } from './need.ts';
import { tellEntry } from './news.ts';
import { askReminderDay, dropReminder, moveReminder } from './reminder.ts';
import type { Turn } from './turn.ts';
import { pressSend, pressStep, pressVisit } from './visit.ts';

/** A button about who is wanted, talks and what came of them, or a visit. Each verb asks whether whoever pressed may. */
export async function pressMediation(turn: Turn, pressed: MediationPress): Promise<void> {
  switch (pressed.kind) {
    case 'wanted':
      return await pressWanted(turn, pressed.incident, pressed.skill, pressed.count);
    case 'mediate':
      return await pressMediate(turn, pressed.incident);
    case 'outcome-day':
      return await pressOutcomeDay(turn, pressed.incident, pressed.outcome);
    case 'outcome':
      return await pressOutcome(turn, pressed.incident, pressed.said);
    case 'outcome-tell':
      return await tellEntry(turn, pressed.event);
    case 'reminder-drop':
      return await dropReminder(turn, pressed.reminder);
    case 'reminder-day':
      return await askReminderDay(turn, pressed.reminder);
    case 'reminder-on':
      return await moveReminder(turn, pressed.reminder, pressed.day);
    case 'visit':
      return await pressVisit(turn, pressed.incident);
    case 'visit-step':
      return await pressStep(turn, pressed.visit, pressed.step, pressed.choice);
    case 'visit-send':
      return await pressSend(turn, pressed.visit);
    case 'visit-reply':
      return await pressReply(turn, pressed.visit);
    case 'duty':
      return await pressDuty(turn, pressed.slug, pressed.days);
    case 'duty-ask':
      return await askLawyers(turn, pressed.slug);
    case 'duty-agree':
      return await agreeDuty(turn, pressed.slug, BigInt(pressed.person));
    case 'duty-end':
      return await endDuty(turn, pressed.slug, BigInt(pressed.person));
    default:
      return assertNever(pressed);
  }
}
