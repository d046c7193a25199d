import type { Transactions } from '@carrel/messaging';

/** How many questions there are, which is how much a rebuild goes through. */
export async function questionCount(transactions: Transactions): Promise<number> {
  const [row] = await transactions.run(({ manager }) =>
    manager.query<[{ n: number }]>('SELECT count(*)::int AS n FROM questions'),
  );
  return row.n;
}
