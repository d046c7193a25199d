import { Injectable } from '@nestjs/common';
import { DataSource, type EntityManager } from 'typeorm';
import type { Line, LineKind } from '../domain/line.js';

/** Its last line's number, and when its patron was active. */
export interface SessionSigns {
  readonly id: string;
  readonly lastSeq: number;
  readonly acceptedAt: Date | null;
  readonly patronActiveAt: Date | null;
  readonly patronLeftAt: Date | null;
}
interface Row extends Omit<Line, 'sentAt'> {
  sentAt: Date;
}
const columns = `seq, author AS "from", kind, author_id AS "authorId", text, sent_at AS "sentAt"`;
const lineOf = <R extends Row>({ sentAt, ...row }: R) => ({ ...row, sentAt: sentAt.toISOString() });

/** The lines of sessions in plain SQL; what people write is inserted by the line writers. */
@Injectable()
export class Lines {
  constructor(private readonly db: DataSource) {}

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

  /**
   * The next lines, of which the texts have so many bytes together at most, but always one; `more` where there may be
   * others. What does not fit is not read.
   */
  async page(
    sessionId: string,
    after: number,
    limit: number,
    bytes: number,
  ): Promise<{ lines: Line[]; more: boolean }> {
    const rows = await this.db.query<(Row & { found: number })[]>(
      `SELECT ${columns}, found FROM (
         SELECT *, count(*) OVER ()::int AS found, sum(octet_length(text)) OVER (ORDER BY seq) - octet_length(text) AS before
         FROM (SELECT * FROM lines WHERE session_id = $1 AND seq > $2 ORDER BY seq LIMIT $3) AS next) AS counted
       WHERE before < $4 ORDER BY seq`,
      [sessionId, after, limit, bytes],
    );
    const found = rows[0]?.found ?? 0;
    const lines = rows.map(({ found: _found, ...row }) => lineOf(row));
    return { lines, more: lines.length < found || found === limit };
  }

  /** The last line's number per session; sessions that do not exist are left out. */
  async lastSeqs(sessionIds: string[]): Promise<Map<string, number>> {
    const rows = await this.db.query<{ id: string; last_seq: number }[]>(
      'SELECT id, last_seq FROM sessions WHERE id = ANY($1::uuid[])',
      [sessionIds],
    );
    return new Map(rows.map((row) => [row.id, row.last_seq]));
  }

  /** Of each session what streams compare with what they have shown; sessions that do not exist are left out. */
  async signs(sessionIds: string[]): Promise<SessionSigns[]> {
    if (!sessionIds.length) return [];
    return this.db.query(
      `SELECT id, last_seq AS "lastSeq", accepted_at AS "acceptedAt", patron_active_at AS "patronActiveAt",
         patron_left_at AS "patronLeftAt" FROM sessions WHERE id = ANY($1::uuid[])`,
      [sessionIds],
    );
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
