import { assertNever } from '../domain/assert-never.ts';
import type { RingPress } from '../domain/ring-press.ts';
import { decideAid, endAid } from './aid.ts';
import { pressMerge, pressMergeSure, pressMergeWith } from './merge.ts';
import { pressRing, stopRings } from './ring.ts';
import { chooseRings, setRings } from './ring-policy.ts';
import type { Turn } from './turn.ts';

/** A button about how far a call goes, help between neighbourhoods, or which incidents are one. Each verb asks whether whoever pressed may. */
export async function pressRingButton(turn: Turn, pressed: RingPress): Promise<void> {
  switch (pressed.kind) {
    case 'rings-in':
      return await chooseRings(turn, pressed.slug);
    case 'rings-set':
      return await setRings(turn, pressed.slug, pressed.policy);
    case 'ring-next':
      return await pressRing(turn, pressed.incident);
    case 'ring-stop':
      return await stopRings(turn, pressed.incident);
    case 'aid-yes':
    case 'aid-always':
    case 'aid-no':
      return await decideAid(turn, BigInt(pressed.ring), pressed.kind);
    case 'aid-end':
      return await endAid(turn, BigInt(pressed.aid));
    case 'merge':
      return await pressMerge(turn, pressed.incident);
    case 'merge-with':
      return await pressMergeWith(turn, pressed.incident, pressed.other);
    case 'merge-sure':
      return await pressMergeSure(turn, pressed.incident, pressed.other);
    default:
      return assertNever(pressed);
  }
}
