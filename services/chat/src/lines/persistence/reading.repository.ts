import { shorten } from '@carrel/kernel';
import { Injectable } from '@nestjs/common';
import { DataSource } from 'typeorm';

/** How far one librarian is with one chat. */
export interface Reading {
  /** The last line the librarian has read, by the mark or by writing after it; 0 for none. */
  readSeq: number;
  /** Lines and files of others after that. */
  unread: number;
  /** The newest of what people wrote or sent. */
  lastLine: {
    seq: number;
    from: 'patron' | 'librarian' | 'system';
    authorId: string | null;
    text: string;
    sentAt: string;
  } | null;
}
type Row = { id: string; readSeq: number; unread: number; lastLine: Reading['lastLine'] };

const PREVIEW = 160;
/** What counts as said; the rest are the system's own remarks. */
const said = `l.kind IN ('text', 'attachment')`;

/** How far librarians have read; the patron's marks pass by and are not kept. */
@Injectable()
export class ReadingMarks {
  constructor(private readonly db: DataSource) {}

  /** Never back, and never past the last line. */
  async mark(sessionId: string, accountId: string, seq: number): Promise<void> {
    await this.db.query(
      `INSERT INTO lines_read (session_id, account_id, seq)
         SELECT id, $2, least($3, last_seq) FROM sessions WHERE id = $1
       ON CONFLICT (session_id, account_id) DO UPDATE SET seq = greatest(lines_read.seq, EXCLUDED.seq)`,
      [sessionId, accountId, seq],
    );
  }

  async of(accountId: string, sessionIds: readonly string[]): Promise<Map<string, Reading>> {
    if (sessionIds.length === 0) return new Map();
    const rows = await this.db.query<Row[]>(
      `SELECT s.id, at.read_seq AS "readSeq", (SELECT count(*)::int FROM lines l WHERE l.session_id = s.id
           AND l.seq > at.read_seq AND l.author_id IS DISTINCT FROM $1 AND ${said}) AS unread,
         (SELECT jsonb_build_object('seq', l.seq, 'from', l.author, 'authorId', l.author_id,
             'text', left(l.text, 1000), 'sentAt', l.sent_at)
           FROM lines l WHERE l.session_id = s.id AND ${said} ORDER BY l.seq DESC LIMIT 1) AS "lastLine"
       FROM sessions s, LATERAL (SELECT greatest(
           coalesce((SELECT r.seq FROM lines_read r WHERE r.session_id = s.id AND r.account_id = $1), 0),
           coalesce((SELECT max(l.seq) FROM lines l WHERE l.session_id = s.id AND l.author_id = $1
             AND l.author = 'librarian' AND ${said}), 0)) AS read_seq) AS at
       WHERE s.id = ANY($2::uuid[])`,
      [accountId, sessionIds],
    );
    return new Map(rows.map(({ id, ...row }) => [id, { ...row, lastLine: preview(row.lastLine) }]));
  }
}

const preview = (line: Reading['lastLine']): Reading['lastLine'] =>
  line && {
    ...line,
    text: shorten(line.text, PREVIEW, '…'),
    sentAt: new Date(line.sentAt).toISOString(),
  };
