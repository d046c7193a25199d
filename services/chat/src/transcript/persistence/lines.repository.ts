import { Injectable } from '@nestjs/common';
import { DataSource, QueryFailedError, type EntityManager } from 'typeorm';
import type { Author, Line, LineKind } from '../domain/line.js';

interface Row extends Omit<Line, 'sentAt'> {
  sentAt: Date;
}
const columns = `seq, author AS "from", kind, author_id AS "authorId", text, sent_at AS "sentAt"`;
const lineOf = <R extends Row>({ sentAt, ...row }: R) => ({ ...row, sentAt: sentAt.toISOString() });

/** The hot path of chat in plain SQL: one statement a message (stack.md measured what `save` costs). */
@Injectable()
export class Lines {
  constructor(private readonly db: DataSource) {}

  /**
   * Writes a line under the session's next number, if this author may write now; undefined otherwise.
   * A clientId that is there already rolls the statement back, number and all, so that no gap is left.
   */
  async append(
    sessionId: string,
    author: Author,
    text: string,
    clientId: string,
  ): Promise<(Line & { patronName: string }) | 'known' | undefined> {
    const patron = author.kind === 'patron';
    try {
      const [row] = await this.db.query<(Row & { patronName: string })[]>(
        `WITH session AS (
           UPDATE sessions SET last_seq = last_seq + 1${patron ? ', patron_active_at = clock_timestamp()' : ''}
           WHERE id = $1 AND ${
             patron
               ? `token_hash = $2 AND status IN ('waiting', 'active')`
               : `participants @> jsonb_build_array(jsonb_build_object('librarianId', $2::text, 'leftAt', null))
                  AND status = 'active'`
           } RETURNING last_seq, patron_name)
         INSERT INTO lines (session_id, seq, author, kind, author_id, text, client_id)
         SELECT $1, last_seq, '${author.kind}', 'text', ${patron ? 'NULL' : '$2::uuid'}, $3, $4 FROM session
         RETURNING ${columns}, (SELECT patron_name FROM session) AS "patronName"`,
        [sessionId, patron ? author.tokenHash : author.id, text, clientId],
      );
      return row && lineOf(row);
    } catch (error) {
      if (error instanceof QueryFailedError && (error.driverError as { code?: string }).code === '23505')
        return 'known';
      throw error;
    }
  }

  async byClientId(sessionId: string, clientId: string): Promise<Line | undefined> {
    const [row] = await this.db.query<Row[]>(
      `SELECT ${columns} FROM lines WHERE session_id = $1 AND client_id = $2`,
      [sessionId, clientId],
    );
    return row && lineOf(row);
  }

  /** A line of the system's own, inside the transaction that changes the session. */
  async say(
    manager: EntityManager,
    sessionId: string,
    line: { kind: Exclude<LineKind, 'text'>; authorId: string | null; text: string },
  ): Promise<void> {
    await manager.query(
      `WITH session AS (UPDATE sessions SET last_seq = last_seq + 1 WHERE id = $1 RETURNING last_seq)
       INSERT INTO lines (session_id, seq, author, kind, author_id, text)
       SELECT $1, last_seq, 'system', $2, $3, $4 FROM session`,
      [sessionId, line.kind, line.authorId, line.text],
    );
  }

  async after(sessionId: string, seq: number, limit: number): Promise<Line[]> {
    const rows = await this.db.query<Row[]>(
      `SELECT ${columns} FROM lines WHERE session_id = $1 AND seq > $2 ORDER BY seq LIMIT $3`,
      [sessionId, seq, limit],
    );
    return rows.map(lineOf);
  }

  /** The last line's number per session; sessions that do not exist are left out. */
  async lastSeqs(sessionIds: string[]): Promise<Map<string, number>> {
    const rows = await this.db.query<{ id: string; last_seq: number }[]>(
      'SELECT id, last_seq FROM sessions WHERE id = ANY($1::uuid[])',
      [sessionIds],
    );
    return new Map(rows.map((row) => [row.id, row.last_seq]));
  }

  /** What patron and librarians wrote; the system's lines do not count. */
  async written(manager: EntityManager, sessionId: string): Promise<number> {
    const [row] = await manager.query<{ count: number }[]>(
      `SELECT count(*)::int FROM lines WHERE session_id = $1 AND kind = 'text'`,
      [sessionId],
    );
    return row?.count ?? 0;
  }
}
