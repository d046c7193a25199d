import type { DataSource } from 'typeorm';
import { SENDER_LOCK } from './relay.js';

/**
 * Sends again every event stored since then (7 days back at most), for a NATS that lost its store. The running
 * relays carry them in their first order and before anything newer; consumers' inboxes drop what they had.
 * Answers how many events go out again.
 */
export async function replaySince(dataSource: DataSource, since: Date): Promise<number> {
  return dataSource.transaction(async (manager) => {
    // No relay may send between the first and the last row.
    await manager.query('select pg_advisory_xact_lock($1)', [SENDER_LOCK]);
    const [, replayed] = await manager.query(
      `update outbox set sent_at = null, replays = replays + 1 where stored_at >= $1 and sent_at is not null`,
      [since],
    );
    return replayed;
  });
}
