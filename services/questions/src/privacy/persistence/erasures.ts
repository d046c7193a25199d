import type { Transaction } from '@carrel/messaging';
import { keyOf, Transactions } from '@carrel/messaging';
import { Injectable } from '@nestjs/common';

/** A library's request to forget one patron; the address is kept until it is done and not longer. */
export interface Erasure {
  readonly id: string;
  readonly institutionId: string;
  readonly address: string | null;
  readonly askedBy: string;
  readonly askedAt: Date;
  /** How many questions are erased so far. */
  readonly questions: number;
  readonly doneAt: Date | null;
}

const columns = `id, institution_id AS "institutionId", address, asked_by AS "askedBy", asked_at AS "askedAt",
  questions, done_at AS "doneAt"`;

@Injectable()
export class Erasures {
  constructor(private readonly transactions: Transactions) {}

  /** With the job that carries it out. */
  add(erasure: Pick<Erasure, 'id' | 'institutionId' | 'address' | 'askedBy' | 'askedAt'>): Promise<void> {
    const { id, institutionId, address, askedBy, askedAt } = erasure;
    return this.transactions.forLibrary(institutionId, async (tx) => {
      await tx.manager.query(
        'INSERT INTO erasures (id, institution_id, address, asked_by, asked_at) VALUES ($1, $2, $3, $4, $5)',
        [id, institutionId, address, askedBy, askedAt],
      );
      await tx.job('erase-patron', { id }, { key: `erase-${id}` });
    });
  }

  /** For the library, which asks for its progress. */
  of(institutionId: string, id: string): Promise<Erasure | undefined> {
    return this.transactions.forLibrary(institutionId, (tx) => this.one(tx, id));
  }

  /** The newest first: of one library, or of all; one more than asked for when there is more. */
  page(institutionId: string | null, before: string | undefined, limit: number): Promise<Erasure[]> {
    const read = ({ manager }: Transaction) =>
      manager.query<Erasure[]>(
        `SELECT ${columns} FROM erasures WHERE ($1::uuid IS NULL OR institution_id = $1)
           AND ($2::uuid IS NULL OR id < $2) ORDER BY id DESC LIMIT $3`,
        [institutionId, before ?? null, limit + 1],
      );
    return institutionId === null
      ? this.transactions.forEveryLibrary(read)
      : this.transactions.forLibrary(institutionId, read);
  }

  /** For the job that carries it out. */
  get(id: string): Promise<Erasure | undefined> {
    return this.transactions.forEveryLibrary((tx) => this.one(tx, id));
  }

  private async one({ manager }: Transaction, id: string): Promise<Erasure | undefined> {
    const [row] = await manager.query<Erasure[]>(`SELECT ${columns} FROM erasures WHERE id = $1`, [
      keyOf(id, 'an erasure'),
    ]);
    return row;
  }

  /** Schedules another run. */
  later({ id, institutionId }: Pick<Erasure, 'id' | 'institutionId'>, runAt: Date): Promise<void> {
    return this.transactions.forLibrary(institutionId, (tx) =>
      tx.job('erase-patron', { id }, { key: `erase-${id}`, runAt }),
    );
  }

  async went({ manager }: Transaction, id: string, questions: number, done: Date | null): Promise<void> {
    await manager.query(
      `UPDATE erasures SET questions = questions + $2, done_at = $3,
         address = CASE WHEN $3::timestamptz IS NULL THEN address END WHERE id = $1`,
      [id, questions, done],
    );
  }
}
