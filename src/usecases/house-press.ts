import { assertNever } from '../domain/assert-never.ts';
import type { HousePress } from '../domain/house-press.ts';
import { pressArrive, pressComingTo } from './answer.ts';
import { pressHouse, pressHouseNeed, pressHouseStatus, pressHouseUntil, pressWanted } from './house/house.ts';
import { pressAddHouse, pressHouses } from './house/list.ts';
import { pressCallTo } from './house/move.ts';
import { pressSplit, pressSplitSure } from './split.ts';
import type { Turn } from './turn.ts';

/** A button about the houses of an incident, or who comes to them. Each verb asks whether whoever pressed may. */
export async function pressHouseButton(turn: Turn, pressed: HousePress): Promise<void> {
  switch (pressed.kind) {
    case 'houses':
      return await pressHouses(turn, pressed.incident, 0);
    case 'houses-page':
      return await pressHouses(turn, pressed.incident, pressed.page);
    case 'house-add':
      return await pressAddHouse(turn, pressed.incident);
    case 'house':
      return await pressHouse(turn, pressed.house);
    case 'house-status':
      return await pressHouseStatus(turn, pressed.house, pressed.status);
    case 'house-until':
      return await pressHouseUntil(turn, pressed.house, pressed.day);
    case 'house-wanted':
      return await pressWanted(turn, pressed.house);
    case 'house-need':
      return await pressHouseNeed(turn, pressed.house, pressed.wanted);
    case 'call-to':
      return await pressCallTo(turn, pressed.house);
    case 'coming-to':
      return await pressComingTo(turn, pressed.house);
    case 'arrive':
      return await pressArrive(turn, pressed.incident, pressed.minutes);
    case 'split':
      return await pressSplit(turn, pressed.house);
    case 'split-sure':
      return await pressSplitSure(turn, pressed.house);
    default:
      return assertNever(pressed);
  }
}
