import { Transactions } from '@carrel/messaging';
import { Injectable } from '@nestjs/common';

/** Takes the patron's traces out of a session; ids, codes and times stay, and with them every count. */
@Injectable()
export class Erasing {
  constructor(private readonly transactions: Transactions) {}

  async session(cause: { id: string }, sessionId: string, extent: 'identity' | 'everything'): Promise<void> {
    await this.transactions.runOnce(cause, async ({ manager }) => {
      const erase = (sql: string) => manager.query(sql, [sessionId]);
      await erase(
        `UPDATE sessions SET patron_name = '', patron_email = NULL, token_hash = id::text WHERE id = $1`,
      );
      if (extent === 'identity') return;
      await erase(`UPDATE sessions SET question = '', fields = '{}', dismiss_reason = NULL WHERE id = $1`);
      await erase(`UPDATE lines SET text = '' WHERE session_id = $1`);
      await erase('DELETE FROM attachments WHERE session_id = $1');
      await erase(`UPDATE transfers SET reason = '', decline_reason = NULL WHERE session_id = $1`);
      await erase(`UPDATE notes SET text = '' WHERE session_id = $1`);
    });
  }
}
