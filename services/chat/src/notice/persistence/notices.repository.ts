import { Injectable } from '@nestjs/common';
import { DataSource, type EntityManager } from 'typeorm';
import type { KeptNotice, Notice } from '../domain/notice.js';

/** Whose notices are read: those to the account and those to its library, but none of what it did itself. */
export interface Reader {
  readonly id: string;
  readonly institutionId: string;
}
/** A reader with the kinds that he or she wants by mail alone (setting notice-preferences). */
export interface AtDesk extends Reader {
  readonly hidden: readonly string[];
}

const columns = `seq::int, kind, at, institution_ids AS "institutionIds", account_ids AS "accountIds",
  question_id AS "questionId", number, referral_id AS "referralId", duty_id AS "dutyId", group_id AS "groupId",
  library_id AS "libraryId", assignee_id AS "assigneeId", by_id AS "byId", due_at AS "dueAt"`;
const toReader = `(account_ids @> ARRAY[$1::uuid] OR institution_ids @> ARRAY[$2::uuid]) AND by_id IS DISTINCT FROM $1
  AND kind <> ALL($3::text[])`;
const KEPT_DAYS = 30;

type Row = Omit<KeptNotice, 'dueAt'> & { dueAt: Date | null };
const noticeOf = ({ dueAt, ...row }: Row): KeptNotice => ({ ...row, dueAt: dueAt?.toISOString() ?? null });

@Injectable()
export class Notices {
  constructor(private readonly db: DataSource) {}

  async add(manager: EntityManager, notice: Notice, at: string): Promise<void> {
    // One at a time, so that nobody reads past a number that is committed later.
    await manager.query(`SELECT pg_advisory_xact_lock(hashtext('notices'))`);
    await manager.query(
      `INSERT INTO notices (kind, at, institution_ids, account_ids, question_id, number, referral_id, duty_id, group_id,
         library_id, assignee_id, by_id, due_at) VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13)`,
      [
        notice.kind,
        at,
        notice.institutionIds,
        notice.accountIds,
        notice.questionId,
        notice.number,
        notice.referralId,
        notice.dutyId,
        notice.groupId,
        notice.libraryId,
        notice.assigneeId,
        notice.byId,
        notice.dueAt,
      ],
    );
  }

  /** In the order of `seq`. */
  async after(reader: AtDesk, seq: number, limit: number): Promise<KeptNotice[]> {
    const rows = await this.db.query<Row[]>(
      `SELECT ${columns} FROM notices WHERE ${toReader} AND seq > $4 ORDER BY notices.seq LIMIT $5`,
      [reader.id, reader.institutionId, reader.hidden, seq, limit],
    );
    return rows.map(noticeOf);
  }

  /** The latest first. */
  async before(
    reader: AtDesk,
    seq: number | null,
    limit: number,
    unreadAfter: number,
  ): Promise<KeptNotice[]> {
    const rows = await this.db.query<Row[]>(
      `SELECT ${columns} FROM notices WHERE ${toReader} AND ($4::bigint IS NULL OR seq < $4) AND seq > $5
       ORDER BY notices.seq DESC LIMIT $6`,
      [reader.id, reader.institutionId, reader.hidden, seq, unreadAfter, limit],
    );
    return rows.map(noticeOf);
  }

  async countAfter(reader: AtDesk, seq: number): Promise<number> {
    const [row] = await this.db.query<{ count: number }[]>(
      `SELECT count(*)::int FROM notices WHERE ${toReader} AND seq > $4`,
      [reader.id, reader.institutionId, reader.hidden, seq],
    );
    return row?.count ?? 0;
  }

  /** The last number given, to whomever; 0 before the first. */
  async lastSeq(): Promise<number> {
    const [row] = await this.db.query<{ last: number | null }[]>('SELECT max(seq)::int AS last FROM notices');
    return row?.last ?? 0;
  }

  async readUpTo(accountId: string): Promise<number> {
    const [row] = await this.db.query<{ seq: number }[]>(
      'SELECT up_to::int AS seq FROM notices_read WHERE account_id = $1',
      [accountId],
    );
    return row?.seq ?? 0;
  }

  /** Never back, and never past the last. */
  async markRead(accountId: string, seq: number): Promise<void> {
    await this.db.query(
      `INSERT INTO notices_read (account_id, up_to)
         SELECT $1, least($2::bigint, coalesce(max(seq), 0)) FROM notices
       ON CONFLICT (account_id) DO UPDATE SET up_to = greatest(notices_read.up_to, EXCLUDED.up_to)`,
      [accountId, seq],
    );
  }

  async forgetOld(): Promise<void> {
    await this.db.query(`DELETE FROM notices WHERE at < now() - make_interval(days => ${KEPT_DAYS})`);
  }
}
