import { assertNever } from '../../domain/assert-never.ts';
import type { CasualtyPress } from '../../domain/casualty/press.ts';
import { pressRecords } from '../closing.ts';
import type { Turn } from '../turn.ts';
import { pressMistake, pressSaid, pressSkip } from './ask.ts';
import { pressBegin } from './enter.ts';
import { pressHide, pressPeople } from './list.ts';
import { pressCasualty, pressErase, pressFamily, pressSame, pressStep, pressUndo } from './record.ts';
import { pressStation, pressWave } from './wave.ts';

/** A button about people hurt or taken was pressed. Whether whoever pressed it may do so is asked by each verb. */
export async function pressCasualtyButton(turn: Turn, pressed: CasualtyPress): Promise<void> {
  switch (pressed.kind) {
    case 'casualty-begin':
      return await pressBegin(turn, pressed.incident, pressed.of);
    case 'casualty-said':
      return await pressSaid(turn, pressed.said);
    case 'casualty-skip':
      return await pressSkip(turn);
    case 'casualty-mistake':
      return await pressMistake(turn);
    case 'casualties':
      return await pressPeople(turn, pressed.incident, pressed.page);
    case 'casualties-hide':
      return await pressHide(turn);
    case 'casualty':
      return await pressCasualty(turn, pressed.casualty);
    case 'casualty-step':
      return await pressStep(turn, pressed.casualty, pressed.step);
    case 'casualty-undo':
      return await pressUndo(turn, pressed.casualty, pressed.line);
    case 'casualty-same':
      return await pressSame(turn, pressed.casualty, pressed.other);
    case 'casualty-family':
      return await pressFamily(turn, pressed.casualty);
    case 'casualty-erase':
    case 'casualty-erase-sure':
      return await pressErase(turn, pressed.casualty, pressed.kind === 'casualty-erase-sure');
    case 'casualty-wave':
      return await pressWave(turn, pressed.incident);
    case 'casualties-report':
      return await pressRecords(turn, pressed.incident);
    case 'casualty-station':
      return await pressStation(turn, pressed.incident, pressed.station);
    default:
      return assertNever(pressed);
  }
}
