import type { QueryRunner } from 'typeorm';

/** What PostgreSQL answers to one statement. */
interface Result {
  command: string;
  rows: unknown[];
}

/** Of pg: statements in one text have a result each. */
interface Connection {
  query(text: string): Promise<Result | Result[]>;
}

/** Sends statements (of `quoted`) in one way to the database. @returns what each answers */
export async function atOnce(runner: QueryRunner, statements: readonly string[]): Promise<Result[]> {
  const connection = (await runner.connect()) as Connection;
  const results = await connection.query(statements.join('; '));
  return Array.isArray(results) ? results : [results];
}
