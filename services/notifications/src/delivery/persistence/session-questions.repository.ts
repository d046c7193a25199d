import type { Transaction } from '@carrel/messaging';
import { Injectable } from '@nestjs/common';
import { DataSource } from 'typeorm';

/** Which question came from which chat: a transcript may be mailed before or after the event of its question. */
@Injectable()
export class SessionQuestions {
  constructor(private readonly db: DataSource) {}

  async questionOf(
    sessionId: string,
    { manager }: Pick<Transaction, 'manager'> = this.db,
  ): Promise<string | undefined> {
    const [row] = await manager.query<{ question_id: string }[]>(
      'SELECT question_id FROM session_questions WHERE session_id = $1',
      [sessionId],
    );
    return row?.question_id;
  }

  async sessionOf(questionId: string): Promise<string | undefined> {
    const [row] = await this.db.query<{ session_id: string }[]>(
      'SELECT session_id FROM session_questions WHERE question_id = $1',
      [questionId],
    );
    return row?.session_id;
  }

  /** Remembers it, and files the mails of the chat under its question. */
  async connect({ manager }: Transaction, sessionId: string, questionId: string): Promise<void> {
    await manager.query('INSERT INTO session_questions VALUES ($1, $2) ON CONFLICT DO NOTHING', [
      sessionId,
      questionId,
    ]);
    await manager.query(
      'UPDATE deliveries SET question_id = $2 WHERE session_id = $1 AND question_id IS NULL',
      [sessionId, questionId],
    );
  }
}
