import type { Transaction } from '@carrel/messaging';
import { Injectable } from '@nestjs/common';
import { DataSource } from 'typeorm';
import type { Review } from '../domain/review.js';

/** A chat that a library has to look at: one of its patrons, or one that its librarian held. */
export interface ToReview {
  readonly questionId: string;
  readonly number: string;
  readonly at: Date;
  readonly patronInstitutionId: string;
  readonly resolution: string | null;
  readonly librarianId: string | null;
  readonly librarianInstitutionId: string | null;
  readonly reviewedAt: Date | null;
}

const columns = `r.question_id AS "questionId", r.institution_id AS "institutionId", r.reviewer_id AS "reviewerId",
  r.at, r.marks, r.comment, r.feedback_to_id AS "feedbackToId"`;

@Injectable()
export class Reviews {
  constructor(private readonly db: DataSource) {}

  async put({ manager }: Transaction, review: Review): Promise<void> {
    const { questionId, institutionId, reviewerId, at, marks, comment, feedbackToId } = review;
    await manager.query(
      `INSERT INTO reviews (question_id, institution_id, reviewer_id, at, marks, comment, feedback_to_id)
       VALUES ($1, $2, $3, $4, $5, $6, $7)
       ON CONFLICT (question_id, institution_id) DO UPDATE SET (reviewer_id, at, marks, comment, feedback_to_id) =
         (excluded.reviewer_id, excluded.at, excluded.marks, excluded.comment, excluded.feedback_to_id)`,
      [questionId, institutionId, reviewerId, at, JSON.stringify(marks), comment, feedbackToId],
    );
  }

  ofQuestion(questionId: string): Promise<Review[]> {
    return this.db.query(`SELECT ${columns} FROM reviews r WHERE r.question_id = $1 ORDER BY r.at`, [
      questionId,
    ]);
  }

  /** The librarian who ended the chat. */
  async librarianOf(questionId: string): Promise<string | null> {
    const [row] = await this.db.query<{ id: string | null }[]>(
      `SELECT actor_id AS id FROM history WHERE question_id = $1 AND what = 'created' ORDER BY id LIMIT 1`,
      [questionId],
    );
    return row?.id ?? null;
  }

  /** What reviewers of any library wrote to this librarian, newest first. */
  feedback(
    librarianId: string,
    after: readonly [string, string] | undefined,
    limit: number,
  ): Promise<Review[]> {
    return this.db.query(
      `SELECT ${columns} FROM reviews r WHERE r.feedback_to_id = $1
         AND ($2::timestamptz IS NULL OR (r.at, r.question_id) < ($2, $3::uuid))
       ORDER BY r.at DESC, r.question_id DESC LIMIT $4`,
      [librarianId, after?.[0] ?? null, after?.[1] ?? null, limit + 1],
    );
  }

  /** Chats of one week, by the days of the library's zone, newest first. */
  queue(
    institutionId: string,
    week: { monday: string; timeZone: string; reviewed: boolean },
    after: readonly [string, string] | undefined,
    limit: number,
  ): Promise<ToReview[]> {
    return this.db.query(
      `SELECT f.question_id AS "questionId", f.number, f.at, f.home_institution_id AS "patronInstitutionId",
         f.resolution, f.chat_librarian_id AS "librarianId", f.chat_institution_id AS "librarianInstitutionId",
         r.at AS "reviewedAt"
       FROM statistics_facts f
       LEFT JOIN reviews r ON r.question_id = f.question_id AND r.institution_id = $1
       WHERE (f.home_institution_id = $1 OR f.chat_institution_id = $1) AND f.source = 'chat'
         AND f.apart IS DISTINCT FROM 'practice' AND f.apart IS DISTINCT FROM 'imported' AND (r.at IS NOT NULL) = $4
         AND f.at >= ($2::date::timestamp AT TIME ZONE $3) AND f.at < (($2::date + 7)::timestamp AT TIME ZONE $3)
         AND ($5::timestamptz IS NULL OR (f.at, f.question_id) < ($5, $6::uuid))
       ORDER BY f.at DESC, f.question_id DESC LIMIT $7`,
      [
        institutionId,
        week.monday,
        week.timeZone,
        week.reviewed,
        after?.[0] ?? null,
        after?.[1] ?? null,
        limit + 1,
      ],
    );
  }
}
