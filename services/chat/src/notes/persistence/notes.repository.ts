import { Injectable } from '@nestjs/common';
import { newId } from '@carrel/messaging';
import { DataSource, type EntityManager } from 'typeorm';

export interface Note {
  id: string;
  kind: 'instant-message' | 'room' | 'outside-agency';
  sessionId: string | null;
  authorId: string;
  authorName: string;
  toId: string | null;
  queueId: string | null;
  text: string;
  at: Date;
}
export type NewNote = Omit<Note, 'id' | 'at'>;

/** Messages between librarians that the patron does not see; those about a session are kept with it. */
@Injectable()
export class Notes {
  constructor(private readonly db: DataSource) {}

  async add(note: NewNote, manager: EntityManager = this.db.manager): Promise<Note> {
    const [row] = await manager.query<Note[]>(
      `INSERT INTO notes (id, kind, session_id, author_id, author_name, to_id, queue_id, text)
       VALUES ($1, $2, $3, $4, $5, $6, $7, $8) RETURNING ${columns}`,
      [
        newId(),
        note.kind,
        note.sessionId,
        note.authorId,
        note.authorName,
        note.toId,
        note.queueId,
        note.text,
      ],
    );
    return row!;
  }

  /** Of one session, in order: what was noted, and the transfers that were asked for with their answers (R29, R34). */
  async ofSession(sessionId: string, after: number, limit: number) {
    return this.db.query<{ kind: string; authorId: string; authorName: string; text: string; at: Date }[]>(
      `SELECT kind, author_id AS "authorId", author_name AS "authorName", text, at FROM notes WHERE session_id = $1
       UNION ALL
       SELECT 'transfer', from_librarian_id, from_name, concat_ws(': ', 'Transfer ' || status, reason, decline_reason),
         offered_at FROM transfers WHERE session_id = $1
       ORDER BY at, "authorId", text OFFSET $2 LIMIT $3`,
      [sessionId, after, limit],
    );
  }

  /** Between two colleagues, the latest first. */
  async between(one: string, other: string, limit: number, before?: string): Promise<Note[]> {
    return this.db.query(
      `SELECT ${columns} FROM notes WHERE kind = 'instant-message'
         AND ((author_id = $1 AND to_id = $2) OR (author_id = $2 AND to_id = $1)) AND ($4::uuid IS NULL OR id < $4)
       ORDER BY id DESC LIMIT $3`,
      [one, other, limit, before ?? null],
    );
  }

  /** Said in a queue's room, the latest first. */
  async inRoom(queueId: string, limit: number, before?: string): Promise<Note[]> {
    return this.db.query(
      `SELECT ${columns} FROM notes WHERE kind = 'room' AND queue_id = $1 AND ($3::uuid IS NULL OR id < $3)
       ORDER BY id DESC LIMIT $2`,
      [queueId, limit, before ?? null],
    );
  }

  /** What one desk is sent, from a note on, in the order of ids. */
  async toDesk(
    desk: { accountId: string; queueIds: readonly string[] },
    after: string,
    limit: number,
  ): Promise<Note[]> {
    return this.db.query(
      `SELECT ${columns} FROM notes WHERE id > $3 AND (
         (kind = 'instant-message' AND (to_id = $1 OR author_id = $1))
         OR (kind = 'room' AND queue_id = ANY($2::uuid[]))) ORDER BY id LIMIT $4`,
      [desk.accountId, desk.queueIds, after, limit],
    );
  }

  /** Messages about no session are deleted after 30 days. */
  async forgetTalk(): Promise<void> {
    await this.db.query(`DELETE FROM notes WHERE session_id IS NULL AND at < now() - interval '30 days'`);
  }
}

const columns = `id, kind, session_id AS "sessionId", author_id AS "authorId", author_name AS "authorName",
  to_id AS "toId", queue_id AS "queueId", text, at`;
