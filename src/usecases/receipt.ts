import type { Clock } from '../clock.ts';
import { announce, type Database } from '../store/database.ts';
import { takeInbound } from '../store/inbound.ts';
import { saveReceipt } from '../store/receipt.ts';

/** What a provider says of a message of ours. */
export interface Report {
  readonly providerId: string;
  readonly status: string;
  readonly errorCode: string | null;
}

/** Takes a receipt in, once per message and status; the lane reads what is new. */
export function createTakeReceipt(options: { readonly database: Database; readonly clock: Clock; committed(): void }) {
  return async (report: Report): Promise<void> => {
    const now = options.clock.now();
    await options.database.transaction(async (tx) => {
      if (!(await takeInbound(tx, `status:${report.providerId}:${report.status}`, now))) return;
      await saveReceipt(tx, report, now);
      await announce(tx);
    });
    options.committed();
  };
}
