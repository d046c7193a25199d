import { Injectable } from '@nestjs/common';
import { Transactions, type Transaction } from '@carrel/messaging';
import { DataSource, type EntityManager } from 'typeorm';
import type { Limits, Load } from '../domain/cap.js';
import { Monitor, type Librarian } from '../domain/monitor.js';
import { NotOnShift } from '../domain/refusals.js';

/** What the librarian's group allows, and when a patron counts as yellow (B4). */
export interface Cap extends Limits {
  yellowSeconds: number;
}

/** Who showed that he or she is there, and by which sign-in. */
interface SignOfLife {
  id: string;
  signIn: string;
}

/** SQL for whether monitor `m` speaks the language, if one is asked for; one whose languages are not known may. */
const speaks = (language: string): string =>
  `(${language}::text IS NULL OR m.languages = '{}'
    OR EXISTS (SELECT FROM unnest(m.languages) AS l WHERE lower(split_part(l, '-', 1)) = ${language}))`;

@Injectable()
export class Monitors {
  constructor(
    private readonly transactions: Transactions,
    private readonly db: DataSource,
  ) {}

  /** The librarian's monitor, locked; created on first use, so that two first sign-ins share one row. */
  async change(
    librarian: Librarian,
    decide: (monitor: Monitor, tx: Transaction) => Promise<void> | void,
    now: Date,
  ): Promise<Monitor> {
    return this.transactions.run(async (tx) => {
      await tx.manager.query(
        `INSERT INTO monitors (account_id, institution_id, subscription_group_id, name, availability, queue_ids, last_seen_at)
         VALUES ($1, $2, $3, $4, 'offline', '{}', $5) ON CONFLICT DO NOTHING`,
        [librarian.id, librarian.institutionId, librarian.subscriptionGroupId, librarian.name, now],
      );
      return this.changeExisting(librarian.id, decide);
    });
  }

  /** Notes signs of life from the sign-in that holds the shift; who had vanished is returned, to be brought back. */
  async seen(librarians: SignOfLife[], now: Date): Promise<string[]> {
    const rows = await this.mark(librarians, now, 'SKIP LOCKED');
    // A row that somebody holds is waited for alone: whoever waits while holding others makes deadlocks, which may end a
    // patron's request, as that keeps two rows.
    for (const { id } of rows.filter(({ vanished }) => vanished === null)) {
      const one = librarians.filter((librarian) => librarian.id === id);
      rows.push(...(await this.mark(one, now)));
    }
    return rows.filter(({ vanished }) => vanished).map(({ id }) => id);
  }

  /** Those on shift; `vanished` is null of one whose row was left as it was. */
  private mark(
    librarians: SignOfLife[],
    now: Date,
    whereLocked: 'SKIP LOCKED' | '' = '',
  ): Promise<{ id: string; vanished: boolean | null }[]> {
    const onShift = `SELECT m.account_id FROM monitors m JOIN unnest($1::uuid[], $2::text[]) AS s(id, sign_in)
        ON m.account_id = s.id AND m.sign_in = s.sign_in
      WHERE m.availability <> 'offline'`;
    return this.db.query(
      `WITH on_shift AS (${onShift}),
         held AS MATERIALIZED (${onShift} FOR NO KEY UPDATE OF m ${whereLocked}),
         marked AS (UPDATE monitors m SET last_seen_at = $3 FROM held WHERE m.account_id = held.account_id
           RETURNING m.account_id, m.vanished_at IS NOT NULL AS vanished)
       SELECT o.account_id AS id, marked.vanished FROM on_shift o LEFT JOIN marked USING (account_id)`,
      [librarians.map(({ id }) => id), librarians.map(({ signIn }) => signIn), now],
    );
  }

  /** As change, for a librarian who must have been on shift before. */
  async changeExisting(
    accountId: string,
    decide: (monitor: Monitor, tx: Transaction) => Promise<void> | void,
  ): Promise<Monitor> {
    return this.transactions.run(async (tx) => {
      const monitor = await tx.manager.findOne(Monitor, {
        where: { accountId },
        lock: { mode: 'pessimistic_write' },
      });
      if (!monitor) throw new NotOnShift();
      await decide(monitor, tx);
      await tx.manager.save(monitor);
      return monitor;
    });
  }

  /** A librarian's sessions now; yellow ones are those whose patron was silent for so long (A7). */
  async load(manager: EntityManager, accountId: string, { yellowSeconds }: Cap): Promise<Load> {
    const [row] = await manager.query<Load[]>(
      `SELECT count(*)::int AS "all",
         (count(*) FILTER (WHERE patron_left_at IS NULL
           AND greatest(patron_active_at, accepted_at) > now() - make_interval(secs => $2)))::int AS lively
       FROM sessions WHERE status = 'active' AND participants @> $1::jsonb`,
      [JSON.stringify([{ librarianId: accountId, leftAt: null }]), yellowSeconds],
    );
    return row ?? { all: 0, lively: 0 };
  }

  /** Sessions a librarian is in now, the oldest first. */
  async openSessionIds(manager: EntityManager, accountId: string): Promise<string[]> {
    const rows = await manager.query<{ id: string }[]>(
      `SELECT id FROM sessions WHERE status = 'active' AND participants @> $1::jsonb ORDER BY accepted_at, id`,
      [JSON.stringify([{ librarianId: accountId, leftAt: null }])],
    );
    return rows.map((row) => row.id);
  }

  /**
   * Whether somebody of the patron's own group could take a request on now. The row found is kept as it is until
   * the transaction ends: who leaves meanwhile waits, and then sees the request that counted on him or her.
   */
  async someoneLocal(
    manager: EntityManager,
    at: { queueIds: string[]; subscriptionGroupId: string; language: string | null },
    cap: Cap,
  ): Promise<boolean> {
    const rows = await manager.query<unknown[]>(
      `SELECT 1 FROM monitors m
       WHERE m.availability = 'available' AND m.vanished_at IS NULL AND m.queue_ids && $1::uuid[]
         AND m.subscription_group_id = $2 AND ${speaks('$6')}
         AND (SELECT count(*) < least($5::int, m.personal_limit + $5::int - $4::int) AND count(*) FILTER (
                WHERE s.patron_left_at IS NULL AND greatest(s.patron_active_at, s.accepted_at) > now() - make_interval(secs => $3)) < least($4::int, m.personal_limit)
              FROM sessions s WHERE s.status = 'active' AND s.participants @>
                jsonb_build_array(jsonb_build_object('librarianId', m.account_id, 'leftAt', null)))
       LIMIT 1 FOR SHARE OF m`,
      [
        ...[at.queueIds, at.subscriptionGroupId, cap.yellowSeconds, cap.patronsAtOnce, cap.patronsWithIdle],
        at.language,
      ],
    );
    return rows.length > 0;
  }

  /** Whether anybody at all is available on one of these queues; the row found stays so until the transaction ends. */
  async someone(
    manager: EntityManager,
    queueIds: string[],
    language: string | null = null,
  ): Promise<boolean> {
    const rows = await manager.query<unknown[]>(
      `SELECT 1 FROM monitors m WHERE availability = 'available' AND vanished_at IS NULL AND queue_ids && $1::uuid[]
         AND ${speaks('$2')} LIMIT 1 FOR SHARE`,
      [queueIds, language],
    );
    return rows.length > 0;
  }
}
