import type { SettingValue } from '@carrel/contracts';
import { settingSql } from '@carrel/directory';
import { searchVector, stemmedLanguages } from '@carrel/kernel';
import { Statements, Transactions, type Transaction } from '@carrel/messaging';
import { Injectable } from '@nestjs/common';
import type { EntityManager } from 'typeorm';
import { questionCount } from './question-count.js';

const nil = '00000000-0000-0000-0000-000000000000';
const batchSize = 200;

/** The languages of a library whose plurals its searches know. */
export const languagesOf = ({ staff, patrons }: SettingValue<'languages'>): string[] =>
  stemmedLanguages([...staff, ...patrons]);

/** What a search finds of each question, apart from the question itself so that other changes write no words anew. */
@Injectable()
export class SearchWords {
  constructor(
    private readonly transactions: Transactions,
    private readonly statements: Statements,
  ) {}

  /** The words of a new question of that library, as a tsvector. */
  async vectorOf(manager: EntityManager, institutionId: string, text: string): Promise<string> {
    return searchVector(text, await this.languagesAt(manager, institutionId));
  }

  /** The languages whose plurals a library's searches know. */
  async languagesAt(manager: EntityManager, institutionId: string): Promise<string[]> {
    const [row] = await this.statements.within<{ languages: SettingValue<'languages'> }>(
      manager,
      `SELECT ${settingSql('languages', '$1::uuid')} AS languages`,
      [institutionId],
    );
    return languagesOf(row!.languages);
  }

  /** So that a search finds what was written; a very long question keeps the words it has. */
  async add(manager: EntityManager, questionId: string, institutionId: string, text: string): Promise<void> {
    await manager.query(
      `INSERT INTO question_words AS w (question_id, words) VALUES ($1, $2::tsvector)
       ON CONFLICT (question_id) DO UPDATE SET words = w.words || excluded.words
       WHERE octet_length(w.words::text) + octet_length(excluded.words::text) < 1000000`,
      [questionId, await this.vectorOf(manager, institutionId, text)],
    );
  }

  /** How many questions a rebuild goes through. */
  total(): Promise<number> {
    return questionCount(this.transactions);
  }

  /** One batch of a rebuild, from the questions themselves; the others keep the words they have. */
  async next(
    { manager }: Transaction,
    place: string | null,
  ): Promise<{ done: number; place: string | null }> {
    const { count, next } = await this.renewBatch(manager, nil, place ?? nil);
    return { done: count, place: next ?? null };
  }

  /** Has the words of a library's questions gathered anew, since its languages are others now. */
  async renewLater(manager: EntityManager, institutionId: string): Promise<void> {
    await manager.query(
      'INSERT INTO search_renewals (id) VALUES ($1) ON CONFLICT (id) DO UPDATE SET after = excluded.after',
      [institutionId],
    );
  }

  /** Goes on with what `renewLater` or a migration has asked for. Answers whether there may be more. */
  renewSome(): Promise<boolean> {
    return this.transactions.run(async ({ manager }) => {
      const [asked] = await manager.query<{ id: string; after: string }[]>(
        'SELECT id, after FROM search_renewals ORDER BY id LIMIT 1 FOR UPDATE SKIP LOCKED',
      );
      if (!asked) return false;
      const { next } = await this.renewBatch(manager, asked.id, asked.after);
      if (next) await manager.query('UPDATE search_renewals SET after = $2 WHERE id = $1', [asked.id, next]);
      else await manager.query('DELETE FROM search_renewals WHERE id = $1', [asked.id]);
      return true;
    });
  }

  private async renewBatch(
    manager: EntityManager,
    institutionId: string,
    after: string,
  ): Promise<{ count: number; next: string | undefined }> {
    // Whoever writes to a question holds its row, so that no message comes in between.
    const ids = (
      await manager.query<{ id: string }[]>(
        `SELECT id FROM questions WHERE id > $1 ${institutionId === nil ? '' : 'AND home_institution_id = $3'}
         ORDER BY id LIMIT $2 FOR UPDATE`,
        [after, batchSize, ...(institutionId === nil ? [] : [institutionId])],
      )
    ).map(({ id }) => id);
    await manager.query('DELETE FROM question_words WHERE question_id = ANY($1)', [ids]);
    const questions = await manager.query<Gathered[]>(textsOf, [ids]);
    await manager.query(
      `INSERT INTO question_words (question_id, words)
       SELECT * FROM unnest($1::uuid[], $2::tsvector[])`,
      [
        questions.map(({ id }) => id),
        questions.map(({ text, languages }) => searchVector(text, languagesOf(languages))),
      ],
    );
    return { count: ids.length, next: ids.length < batchSize ? undefined : ids.at(-1) };
  }
}

interface Gathered {
  readonly id: string;
  readonly text: string;
  readonly languages: SettingValue<'languages'>;
}

/** As they are gathered one by one: no words of what was erased, nor of quality notes. */
const textsOf = `SELECT q.id, ${settingSql('languages', 'q.home_institution_id')} AS languages,
  left(concat_ws(' ', q.number, q.subject, q.text,
    (SELECT string_agg(line->>'text', ' ') FROM transcripts t, jsonb_array_elements(t.lines) line
     WHERE t.question_id = q.id),
    (SELECT string_agg(m.text, ' ') FROM messages m WHERE m.question_id = q.id AND m.kind <> 'quality')
  ), 400000) AS text FROM questions q WHERE q.id = ANY($1) AND q.erased_at IS NULL`;
