import { keyOf, Transactions } from '@carrel/messaging';
import { Injectable } from '@nestjs/common';

/** Libraries that are closed, each with the one that looks after its questions, if there is one. */
@Injectable()
export class ClosedLibraries {
  constructor(private readonly transactions: Transactions) {}

  /** Which library the operator named when it was closed. */
  async remember(institutionId: string, successorId: string | null): Promise<void> {
    await this.transactions.run(({ manager }) =>
      manager.query(
        `INSERT INTO closed_libraries AS c (institution_id, successor_id) VALUES ($1, $2)
         ON CONFLICT (institution_id) DO UPDATE SET successor_id = coalesce(excluded.successor_id, c.successor_id)`,
        [keyOf(institutionId, 'a library'), successorId],
      ),
    );
  }

  all(): Promise<{ id: string; successorId: string | null }[]> {
    return this.transactions.run(({ manager }) =>
      manager.query(
        'SELECT institution_id AS id, successor_id AS "successorId" FROM closed_libraries ORDER BY 1',
      ),
    );
  }
}
