import type { SurveyForm } from '@carrel/contracts';
import { newId, Transactions } from '@carrel/messaging';
import { Injectable } from '@nestjs/common';
import { DataSource } from 'typeorm';
import type { SurveyAnswers } from '../domain/answers.js';
import type { SurveySubject } from '../survey-links.js';

export interface SurveyResponse {
  readonly subject: SurveySubject;
  readonly linkHash: string;
  readonly language: string;
  readonly answers: SurveyAnswers;
  readonly at: Date;
}
/** Whose answers, and from when to before when. */
export interface Answered {
  readonly libraries: readonly string[];
  readonly form: SurveyForm;
  readonly span: { readonly from: string; readonly to: string };
}
export interface ValueCount {
  readonly question: string;
  readonly value: string;
  readonly count: number;
}
export interface SurveyText {
  readonly id: string;
  readonly at: Date;
  readonly institutionId: string;
  readonly language: string;
  readonly text: string;
}

const within =
  'r.institution_id = ANY($1::uuid[]) AND r.form = $2 AND r.answered_at >= $3 AND r.answered_at < $4';

@Injectable()
export class SurveyResponses {
  constructor(
    private readonly db: DataSource,
    private readonly transactions: Transactions,
  ) {}

  /** False when this link was used already; of many at once one is kept. */
  add({ subject, linkHash, language, answers, at }: SurveyResponse): Promise<boolean> {
    return this.transactions.run(async ({ manager }) => {
      const id = newId();
      const { form, institutionId, subjectId } = subject;
      const kept = await manager.query<unknown[]>(
        `INSERT INTO survey_responses (id, form, institution_id, link_hash, subject_id, language, answered_at, answers)
         VALUES ($1, $2, $3, $4, $5, $6, $7, $8) ON CONFLICT (link_hash) DO NOTHING RETURNING id`,
        [id, form, institutionId, linkHash, subjectId, language, at, JSON.stringify(answers.counted)],
      );
      if (kept.length === 0) return false;
      for (const [question, text] of Object.entries(answers.texts))
        await manager.query('INSERT INTO survey_texts (response_id, question, text) VALUES ($1, $2, $3)', [
          ...[id, question, text],
        ]);
      return true;
    });
  }

  async isUsed(linkHash: string): Promise<boolean> {
    const found = await this.db.query<unknown[]>('SELECT FROM survey_responses WHERE link_hash = $1', [
      linkHash,
    ]);
    return found.length > 0;
  }

  /** Whether what the survey is about was practice (A15) or is erased: nobody is asked about it then. */
  async isOver(subjectId: string): Promise<boolean> {
    const found = await this.db.query<unknown[]>(
      'SELECT FROM questions WHERE (id = $1 OR session_id = $1) AND (practice OR erased_at IS NOT NULL)',
      [subjectId],
    );
    return found.length > 0;
  }

  /** How many answered at all, by library. */
  async byLibrary({ libraries, form, span }: Answered): Promise<Map<string, number>> {
    const rows = await this.db.query<{ id: string; count: number }[]>(
      `SELECT r.institution_id AS id, count(*)::integer AS count FROM survey_responses r WHERE ${within} GROUP BY 1`,
      [libraries, form, span.from, span.to],
    );
    return new Map(rows.map(({ id, count }) => [id, count]));
  }

  /** How often each question was answered with what; words count as `true`. */
  values({ libraries, form, span }: Answered): Promise<ValueCount[]> {
    return this.db.query(
      `SELECT a.key AS question, a.value #>> '{}' AS value, count(*)::integer AS count
       FROM survey_responses r CROSS JOIN LATERAL jsonb_each(r.answers) a WHERE ${within} GROUP BY 1, 2`,
      [libraries, form, span.from, span.to],
    );
  }

  /** What patrons wrote to one question, newest first. */
  texts(
    { libraries, form, span }: Answered,
    question: string,
    after: readonly [string, string] | undefined,
    limit: number,
  ): Promise<SurveyText[]> {
    return this.db.query(
      `SELECT r.id, r.answered_at AS at, r.institution_id AS "institutionId", r.language, t.text
       FROM survey_responses r JOIN survey_texts t ON t.response_id = r.id AND t.question = $5
       WHERE ${within} AND ($6::timestamptz IS NULL OR (r.answered_at, r.id) < ($6, $7::uuid))
       ORDER BY r.answered_at DESC, r.id DESC LIMIT $8`,
      [libraries, form, span.from, span.to, question, after?.[0] ?? null, after?.[1] ?? null, limit],
    );
  }
}
