import type { Case } from './bench.ts';
import { broadcast } from './cases/broadcast.ts';
import { closedDoor } from './cases/closed-door.ts';
import { crash } from './cases/crash.ts';
import { errors } from './cases/errors.ts';
import { firstCall } from './cases/first-call.ts';
import { hang } from './cases/hang.ts';
import { memory } from './cases/memory.ts';
import { planning } from './cases/planning.ts';
import { thirty } from './cases/thirty.ts';
import { thousand } from './cases/thousand.ts';
import { twoChannels } from './cases/two-channels.ts';
import { unlimited } from './cases/unlimited.ts';

/** In the order of the table of figures. */
export const cases: readonly Case[] = [
  ...[thirty, thousand, unlimited, firstCall, planning, memory],
  ...[broadcast, crash, closedDoor, hang, twoChannels, errors],
];
