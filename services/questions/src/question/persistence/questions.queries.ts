import type { AnswerOf, requests } from '@carrel/contracts';
import { keyOf, Statements } from '@carrel/messaging';
import { Injectable } from '@nestjs/common';
import { DataSource } from 'typeorm';

import { HistoryLine, Message } from '../domain/history.js';

export type SessionNote = AnswerOf<typeof requests.sessionNotes>['notes'][number];
export type TranscriptLine = AnswerOf<typeof requests.sessionTranscript>['lines'][number];

/** Reads beside the aggregate. */
@Injectable()
export class QuestionsQueries {
  constructor(
    private readonly db: DataSource,
    private readonly statements: Statements,
  ) {}

  async nextNumber(): Promise<string> {
    const [row] = await this.statements.read<{ number: string }>(
      `SELECT nextval('question_numbers') AS number`,
      [],
    );
    return row!.number;
  }

  /** So many numbers at once. */
  async nextNumbers(count: number): Promise<string[]> {
    const rows = await this.db.query<{ number: string }[]>(
      `SELECT nextval('question_numbers') AS number FROM generate_series(1, $1)`,
      [count],
    );
    return rows.map(({ number }) => number);
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

  byToken(tokenHash: string): Promise<string | undefined> {
    return this.one('SELECT id AS found FROM questions WHERE token_hash = $1', tokenHash);
  }

  /** Whose question it is: the token that asking it returned, and the patron's record. */
  async ownerOf(
    id: string,
  ): Promise<{ tokenHash: string | null; patronId: string | null; institutionId: string } | undefined> {
    const [row] = await this.db.query<
      { tokenHash: string | null; patronId: string | null; institutionId: string }[]
    >(
      `SELECT token_hash AS "tokenHash", patron_id AS "patronId", home_institution_id AS "institutionId"
       FROM questions WHERE id = $1`,
      [keyOf(id, 'a question')],
    );
    return row;
  }

  history(questionId: string): Promise<HistoryLine[]> {
    const where = { questionId: keyOf(questionId, 'a history') };
    return this.db.manager.find(HistoryLine, { where, order: { id: 'ASC' } });
  }

  messages(questionId: string): Promise<Message[]> {
    const where = { questionId: keyOf(questionId, 'the messages of a question') };
    return this.db.manager.find(Message, { where, order: { at: 'ASC', id: 'ASC' } });
  }

  async message(questionId: string, id: string): Promise<Message | null> {
    const key = { questionId: keyOf(questionId, 'a message'), id: keyOf(id, 'a message') };
    return this.db.manager.findOneBy(Message, key);
  }

  /** What was said in the chat, and what librarians noted beside it. */
  async chat(questionId: string): Promise<{ lines: TranscriptLine[]; notes: SessionNote[] } | undefined> {
    const [row] = await this.db.query<{ lines: TranscriptLine[]; notes: SessionNote[] }[]>(
      'SELECT lines, notes FROM transcripts WHERE question_id = $1',
      [keyOf(questionId, 'a transcript')],
    );
    return row;
  }

  private async one<T = string>(sql: string, value: string): Promise<T | undefined> {
    if (!value) throw new Error('Something is asked for without a key.');
    const [row] = await this.statements.read<{ found: T }>(sql, [value]);
    return row?.found;
  }
}
