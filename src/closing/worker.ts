import { parentPort, workerData } from 'node:worker_threads';
import type { Report } from '../locales/closing.ts';
import { makePdf } from './pdf.ts';

// A thread of its own: laying out ten pages takes half a second, in which an alarm must not wait; and what was loaded for it goes with it.
parentPort?.postMessage(await makePdf(workerData as Report));
