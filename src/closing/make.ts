import { Worker } from 'node:worker_threads';
import type { ClosingFacts } from '../domain/closing/facts.ts';
import type { Language } from '../domain/language.ts';
import { type Report, renderReport, timelineTable } from '../locales/closing.ts';
import type { Renderer } from '../locales/render.ts';
import { writeCsv } from './csv.ts';
import type { Order } from './worker.ts';

/** The files of a report in a language, the PDF locked where there is a password. Rejects where the PDF cannot be made. */
export async function makeFiles(
  facts: ClosingFacts,
  language: Language,
  renderer: Renderer,
  toPdf: (report: Report, password?: string) => Promise<Uint8Array>,
  password?: string,
) {
  const pdf = await toPdf(renderReport(facts, language, renderer), password);
  return { pdf, csv: writeCsv(timelineTable(facts, language, renderer)) };
}

/** Makes the PDF in another thread, which ends with it. */
export function makePdfAside(report: Report, password?: string): Promise<Uint8Array> {
  return new Promise((resolve, reject) => {
    const worker = new Worker(new URL('./worker.ts', import.meta.url), {
      workerData: { report, password } satisfies Order,
      execArgv: [],
      env: {},
    });
    worker.once('message', (pdf: Uint8Array) => resolve(pdf));
    worker.once('error', reject);
    worker.once('exit', (code) => reject(new Error(`the thread ended without a report: ${code}`)));
  });
}
