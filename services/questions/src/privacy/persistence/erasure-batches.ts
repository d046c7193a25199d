import { mailboxSpellings } from '@carrel/kernel';
import { keyOf, Transactions, type Transaction } from '@carrel/messaging';
import { Injectable } from '@nestjs/common';
import { DataSource } from 'typeorm';
import { ErasedQuestion, type Extent } from '../domain/erased-question.js';

/** Which questions of one library: a patron's, one alone, or those quiet since a moment. */
export type Which =
  | { readonly institutionId: string; readonly address: string }
  | { readonly institutionId: string; readonly questionId: string }
  | { readonly institutionId: string; readonly quietSince: Date };

const batch = 500;
interface Row {
  readonly id: string;
  readonly sequence: number;
  readonly home: string;
  readonly session: string | null;
  readonly patron: string | null;
}

/**
 * Takes a patron's traces out of the questions, so many at once. What is erased is not found again, so a run
 * that was cut off goes on where it stopped.
 */
@Injectable()
export class ErasureBatches {
  constructor(
    private readonly db: DataSource,
    private readonly transactions: Transactions,
  ) {}

  /** Every library that has ever had a question. */
  async libraries(): Promise<string[]> {
    const rows = await this.db.query<{ id: string }[]>(`
      WITH RECURSIVE home (id) AS (
        (SELECT home_institution_id FROM questions WHERE erased_at IS NULL ORDER BY 1 LIMIT 1)
        UNION ALL
        SELECT (SELECT home_institution_id FROM questions
          WHERE erased_at IS NULL AND home_institution_id > home.id ORDER BY 1 LIMIT 1)
        FROM home WHERE home.id IS NOT NULL)
      SELECT id FROM home WHERE id IS NOT NULL`);
    return rows.map(({ id }) => id);
  }

  /** Still open at some library: they are closed before they are erased (row 48). */
  async stillOpen(which: Which): Promise<string[]> {
    const [where, values] = condition(which, 'everything');
    const rows = await this.db.query<{ id: string }[]>(
      `SELECT q.id FROM questions q WHERE ${where} AND EXISTS (
         SELECT FROM holdings h WHERE h.question_id = q.id AND h.status IN ('new', 'pending')) LIMIT ${batch}`,
      values,
    );
    return rows.map(({ id }) => id);
  }

  /** The next batch, with its events, or nothing; `also` happens in the same transaction. */
  next(
    which: Which,
    extent: Extent,
    now: Date,
    also: (tx: Transaction, erased: number) => Promise<unknown> = async () => undefined,
  ): Promise<number> {
    return this.transactions.forEveryLibrary(async (tx) => {
      const [where, values] = condition(which, extent);
      const rows = await tx.manager.query<Row[]>(
        `SELECT q.id, q.sequence, q.home_institution_id AS home, q.session_id AS session, q.patron_id AS patron
         FROM questions q
         WHERE ${where} ORDER BY q.id LIMIT ${batch} FOR UPDATE`,
        values,
      );
      if (rows.length) {
        const ids = rows.map(({ id }) => id);
        await tx.manager.query(
          `UPDATE questions SET patron_name = NULL, patron_email = NULL, token_hash = NULL, patron_id = NULL,
             fields = '[]', language = NULL, sequence = sequence + 1 WHERE id = ANY($1)`,
          [ids],
        );
        await this.records(
          tx,
          rows.map(({ patron }) => patron),
        );
        if (extent === 'everything') await this.words(tx, ids, now);
        for (const { id, sequence, home: homeInstitutionId, session: sessionId } of rows) {
          const known = { id, sequence, homeInstitutionId, sessionId };
          const question = Object.assign(new ErasedQuestion(), known);
          question.recordErased(extent, now);
          await tx.publish(question);
        }
      }
      // Once no question of his or hers is left, nothing else keeps the record.
      if (!rows.length && 'address' in which)
        await tx.manager.query('DELETE FROM patrons WHERE institution_id = $1 AND email = ANY($2)', [
          which.institutionId,
          mailboxSpellings(which.address),
        ]);
      await also(tx, rows.length);
      return rows.length;
    });
  }

  /** Records of patrons whose last question with an address this was; their links go with them. */
  private async records({ manager }: Transaction, ids: readonly (string | null)[]): Promise<void> {
    const known = [...new Set(ids)].filter((id) => id !== null);
    await manager.query(
      `DELETE FROM patrons p WHERE p.id = ANY($1::uuid[])
         AND NOT EXISTS (SELECT FROM questions q WHERE q.patron_id = p.id)`,
      [known],
    );
  }

  /** Everything anybody wrote; ids, codes and times stay, and with them every count. */
  private async words({ manager }: Transaction, ids: string[], now: Date): Promise<void> {
    const blank = (sql: string) => manager.query(`${sql} = ANY($1)`, [ids]);
    await manager.query(
      `UPDATE questions SET subject = NULL, text = '', promised_at = NULL, pooled = false, erased_at = $2 WHERE id = ANY($1)`,
      [ids, now],
    );
    await blank(`UPDATE messages SET text = '', quoted = '' WHERE question_id`);
    await blank('UPDATE history SET why = NULL WHERE why IS NOT NULL AND question_id');
    await blank('DELETE FROM transcripts WHERE question_id');
    await blank('DELETE FROM drafts WHERE question_id');
    await this.surveys(manager, ids);
    await blank('DELETE FROM files WHERE question_id');
    await blank('DELETE FROM mail_files WHERE question_id');
    await blank('DELETE FROM question_words WHERE question_id');
    await blank('UPDATE reviews SET comment = NULL WHERE comment IS NOT NULL AND question_id');
  }

  /** Words of a library's surveys that are older: also about chats that became no question. */
  async oldSurveys(institutionId: string, answeredBefore: Date): Promise<void> {
    const old = 'institution_id = $1 AND answered_at < $2';
    const values = [institutionId, answeredBefore];
    await this.db.query(
      `DELETE FROM survey_texts WHERE response_id IN (SELECT id FROM survey_responses WHERE ${old})`,
      values,
    );
    await this.db.query(
      `UPDATE survey_responses SET subject_id = NULL WHERE subject_id IS NOT NULL AND ${old}`,
      values,
    );
  }

  /** About chats that became no question. */
  surveysAbout(sessionIds: readonly string[]): Promise<void> {
    return this.transactions.run(({ manager }) => this.surveys(manager, sessionIds));
  }

  /** Which of these sessions are questions that are not erased. */
  async keptOf(sessionIds: readonly string[]): Promise<string[]> {
    const rows = await this.db.query<{ id: string }[]>(
      'SELECT session_id AS id FROM questions WHERE session_id = ANY($1::uuid[]) AND erased_at IS NULL',
      [sessionIds],
    );
    return rows.map(({ id }) => id);
  }

  /** Words go, and what is counted no longer says about which question or chat it was (R137, R138). */
  private async surveys(manager: Transaction['manager'], ids: readonly string[]): Promise<void> {
    const about = `subject_id IN (SELECT unnest($1::uuid[]) UNION ALL
      SELECT session_id FROM questions WHERE id = ANY($1) AND session_id IS NOT NULL)`;
    await manager.query(
      `DELETE FROM survey_texts WHERE response_id IN (SELECT id FROM survey_responses WHERE ${about})`,
      [ids],
    );
    await manager.query(`UPDATE survey_responses SET subject_id = NULL WHERE ${about}`, [ids]);
  }
}

function condition(which: Which, extent: Extent): [string, unknown[]] {
  const here = 'q.home_institution_id = $1 AND q.erased_at IS NULL';
  if ('address' in which)
    return [
      `${here} AND q.patron_email IS NOT NULL AND lower(q.patron_email) = ANY($2)`,
      [which.institutionId, mailboxSpellings(which.address)],
    ];
  if ('questionId' in which)
    return [`${here} AND q.id = $2`, [which.institutionId, keyOf(which.questionId, 'a question')]];
  const identity = '(q.patron_email IS NOT NULL OR q.patron_name IS NOT NULL OR q.token_hash IS NOT NULL)';
  const left = extent === 'identity' ? ` AND ${identity}` : '';
  return [`${here} AND q.last_activity_at < $2${left}`, [which.institutionId, which.quietSince]];
}
