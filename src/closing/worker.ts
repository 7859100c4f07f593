import { parentPort, workerData } from 'node:worker_threads';
import type { Report } from '../locales/closing.ts';
import { makePdf } from './pdf.ts';

/** What the thread is given. */
export interface Order {
  readonly report: Report;
  readonly password: string | undefined;
}

// A thread of its own: laying out ten pages takes half a second, in which an alarm must not wait; and what was loaded for it goes with it.
if (parentPort) {
  const { report, password } = workerData as Order;
  parentPort.postMessage(await makePdf(report, password));
}
