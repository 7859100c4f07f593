import type { Tx } from './database.ts';
import type { Piece } from './walk.ts';

/**
 * Cancels what is still queued of an incident's calls and updates. What may have arrived, because only its answer was lost, counts
 * as accepted: the all-clear follows it. What a lane has claimed and sends at this moment is put right when that is recorded.
 */
export async function cancelPiece(tx: Tx, incidentId: bigint | null, limit: number, at: Date): Promise<Piece> {
  const planned = await tx.$executeRaw`
    UPDATE delivery SET state = CASE WHEN error_code = 'unknown' THEN 'accepted' ELSE 'cancelled' END, settled_at = ${at}
    WHERE id IN (
      SELECT id FROM delivery WHERE incident_id = ${incidentId} AND kind IN ('call', 'need', 'update', 'place', 'receipt', 'house', 'enough')
        AND state IN ('queued', 'deferred', 'held', 'frozen') AND op IN ('message', 'call') LIMIT ${limit})`;
  return { next: planned < limit ? null : { at: 'cancel' }, planned };
}
