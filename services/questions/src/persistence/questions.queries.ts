import type { AnswerOf, requests } from '@carrel/contracts';
import { Injectable } from '@nestjs/common';
import { DataSource } from 'typeorm';

import { HistoryLine, Message } from '../domain/record.js';

export type TranscriptLine = AnswerOf<typeof requests.sessionTranscript>['lines'][number];

/** What is read beside the aggregate itself. */
@Injectable()
export class QuestionsQueries {
  constructor(private readonly db: DataSource) {}

  async nextNumber(): Promise<string> {
    const [row] = await this.db.query<{ number: string }[]>(`SELECT nextval('question_numbers') AS number`);
    return row!.number;
  }

  homeOf(id: string): Promise<string | undefined> {
    return this.one('SELECT home_institution_id AS found FROM questions WHERE id = $1', id);
  }

  byNumber(number: string): Promise<string | undefined> {
    return this.one('SELECT id AS found FROM questions WHERE number = $1', number);
  }

  bySession(sessionId: string): Promise<string | undefined> {
    return this.one('SELECT id AS found FROM questions WHERE session_id = $1', sessionId);
  }

  byReferral(referralId: string): Promise<string | undefined> {
    return this.one('SELECT question_id AS found FROM referrals WHERE id = $1', referralId);
  }

  async assignedTo(accountId: string, atMost: number): Promise<string[]> {
    const rows = await this.db.query<{ id: string }[]>(
      `SELECT question_id AS id FROM holdings WHERE assignee_id = $1 AND status <> 'closed' LIMIT $2`,
      [accountId, atMost],
    );
    return rows.map(({ id }) => id);
  }

  async isOfToken(id: string, tokenHash: string): Promise<boolean> {
    const hash = await this.one<string | null>('SELECT token_hash AS found FROM questions WHERE id = $1', id);
    return hash === tokenHash;
  }

  history(questionId: string): Promise<HistoryLine[]> {
    return this.db.manager.find(HistoryLine, { where: { questionId }, order: { id: 'ASC' } });
  }

  messages(questionId: string): Promise<Message[]> {
    return this.db.manager.find(Message, { where: { questionId }, order: { at: 'ASC', id: 'ASC' } });
  }

  async message(questionId: string, id: string): Promise<Message | null> {
    return this.db.manager.findOneBy(Message, { questionId, id });
  }

  async transcript(questionId: string): Promise<TranscriptLine[] | undefined> {
    return this.one('SELECT lines AS found FROM transcripts WHERE question_id = $1', questionId);
  }

  private async one<T = string>(sql: string, value: string): Promise<T | undefined> {
    const [row] = await this.db.query<{ found: T }[]>(sql, [value]);
    return row?.found;
  }
}
