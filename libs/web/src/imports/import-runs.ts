import { createHash } from 'node:crypto';
import { Clock, NotFound, Refusal } from '@carrel/kernel';
import { keyOf, newId, Transactions, type Transaction } from '@carrel/messaging';
import { Injectable } from '@nestjs/common';
import { DataSource } from 'typeorm';

type ImportStatus = 'running' | 'finished' | 'cancelled';

/** One file on its way in, and how far it has come. */
export interface ImportRun {
  readonly id: string;
  readonly kind: string;
  readonly source: string;
  readonly fileName: string;
  readonly status: ImportStatus;
  readonly startedAt: Date;
  readonly seenAt: Date;
  readonly endedAt: Date | null;
  readonly bytes: number;
  readonly bytesDone: number;
  readonly rows: number;
  readonly added: number;
  readonly linked: number;
  readonly unchanged: number;
  readonly changed: number;
  readonly refused: number;
}
export type ImportCounts = Pick<ImportRun, 'rows' | 'added' | 'linked' | 'unchanged' | 'changed' | 'refused'>;

/** Why a row was not taken; no value of the row is in it. */
export interface RowFault {
  readonly field: string | null;
  readonly code: string;
  readonly message: string;
}
/** A row as the command sends it: mapped, or refused by the mapping. */
export interface SentRow {
  /** Of the file, from 1. */
  readonly line: number;
  /** Where in the file the row ends, in bytes. */
  readonly at: number;
  readonly outsideId: string | null;
  readonly row?: unknown;
  readonly fault?: RowFault;
}
export interface Remark extends RowFault {
  readonly row: number;
  readonly line: number;
  readonly outsideId: string | null;
  readonly what: 'refused' | 'changed';
}
export interface NewRow {
  readonly row: number;
  readonly outsideId: string;
  readonly value: unknown;
}
/** What became of a new row: the id it has here, whether that was here before, or why it was refused. */
export type Taken = { readonly id: string; readonly linked?: boolean } | { readonly fault: RowFault };

/** What one kind of row becomes. */
export interface Importer {
  /** Within the transaction of the whole batch; with `dryRun` nothing needs to be written. */
  take(rows: readonly NewRow[], about: { source: string; dryRun: boolean; now: Date }): Promise<Taken[]>;
}

class Rehearsed extends Error {
  constructor(readonly outcome: Outcome) {
    super('a rehearsal ends without a trace');
  }
}
interface Outcome {
  readonly counts: ImportCounts;
  readonly remarks: readonly Remark[];
}

class ImportEnded extends Refusal {
  readonly kind = 'conflict';
  readonly code = 'import-ended';
}

/** So many refused or changed rows of one file are kept to be read; all are counted. */
const mostRemarks = 10_000;

const columns = `id, kind, source, file_name AS "fileName", status, started_at AS "startedAt", seen_at AS "seenAt",
  ended_at AS "endedAt", bytes::float8 AS bytes, bytes_done::float8 AS "bytesDone", rows, added, linked, unchanged,
  changed, refused`;

/** Files that are moved in: each row once by its outside id, each batch with its place in the file in one transaction. */
@Injectable()
export class ImportRuns {
  constructor(
    private readonly db: DataSource,
    private readonly transactions: Transactions,
    private readonly clock: Clock,
  ) {}

  /** The run of this file that was broken off, or a new one. */
  async begin(file: {
    kind: string;
    source: string;
    fileName: string;
    fingerprint: string;
    bytes: number;
  }): Promise<ImportRun> {
    const { kind, source, fileName, fingerprint, bytes } = file;
    const now = this.clock.now();
    const [run] = await this.db.query<ImportRun[]>(
      `INSERT INTO imports (id, kind, source, file_name, fingerprint, status, started_at, seen_at, bytes)
       VALUES ($1, $2, $3, $4, $5, 'running', $6, $6, $7)
       ON CONFLICT (kind, source, fingerprint) WHERE status = 'running' DO UPDATE SET seen_at = excluded.seen_at
       RETURNING ${columns}`,
      [newId(), kind, source, fileName, fingerprint, now, bytes],
    );
    return run!;
  }

  /** @throws ImportEnded once somebody has cancelled it, or another process has taken it further */
  async take(run: ImportRun, done: number, sent: readonly SentRow[], importer: Importer): Promise<Outcome> {
    return this.transactions.run(async (tx) => {
      const bytesDone = sent.at(-1)?.at ?? run.bytesDone;
      const [claimed] = await tx.manager.query<[{ id: string }[], number]>(
        `UPDATE imports SET rows = rows + $3, bytes_done = $4, seen_at = $5
         WHERE id = $1 AND status = 'running' AND rows = $2 RETURNING id`,
        [run.id, done, sent.length, bytesDone, this.clock.now()],
      );
      if (!claimed.length) throw await this.whyNot(run.id);
      const outcome = await this.sort(tx, run, done, sent, importer, false);
      const { added, linked, unchanged, changed, refused } = outcome.counts;
      await tx.manager.query(
        `UPDATE imports SET added = added + $2, linked = linked + $3, unchanged = unchanged + $4,
           changed = changed + $5, refused = refused + $6 WHERE id = $1`,
        [run.id, added, linked, unchanged, changed, refused],
      );
      return outcome;
    });
  }

  /** What would become of the rows. Nothing of it stays. */
  async rehearse(
    run: Pick<ImportRun, 'kind' | 'source'>,
    done: number,
    sent: readonly SentRow[],
    importer: Importer,
  ): Promise<Outcome> {
    try {
      return await this.transactions.run(async (tx): Promise<Outcome> => {
        throw new Rehearsed(await this.sort(tx, { ...run, id: newId() }, done, sent, importer, true));
      });
    } catch (end) {
      if (end instanceof Rehearsed) return end.outcome;
      throw end;
    }
  }

  async finish(run: ImportRun): Promise<void> {
    await this.db.query(
      `UPDATE imports SET status = 'finished', ended_at = $2, bytes_done = bytes WHERE id = $1 AND status = 'running'`,
      [run.id, this.clock.now()],
    );
  }

  /** What it has taken stays; the rest is not taken, and the same file starts anew. */
  async cancel(id: string): Promise<ImportRun> {
    const run = await this.get(id);
    if (run.status === 'finished')
      throw new ImportEnded('This import is finished; nothing is left to cancel.');
    await this.db.query(
      `UPDATE imports SET status = 'cancelled', ended_at = coalesce(ended_at, $2) WHERE id = $1 AND status <> 'finished'`,
      [id, this.clock.now()],
    );
    return this.get(id);
  }

  async get(id: string): Promise<ImportRun> {
    const [run] = await this.db.query<ImportRun[]>(`SELECT ${columns} FROM imports WHERE id = $1`, [
      keyOf(id, 'an import'),
    ]);
    if (!run) throw new NotFound('import');
    return run;
  }

  /** The newest first. */
  page(before: string | undefined, limit: number): Promise<ImportRun[]> {
    return this.db.query(
      `SELECT ${columns} FROM imports WHERE $1::uuid IS NULL OR id < $1 ORDER BY id DESC LIMIT $2`,
      [before ?? null, limit],
    );
  }

  async remarks(id: string, after: number, limit: number): Promise<Remark[]> {
    await this.get(id);
    return this.db.query(
      `SELECT row, line, outside_id AS "outsideId", what, field, code, message FROM import_remarks
       WHERE import_id = $1 AND row > $2 ORDER BY row LIMIT $3`,
      [id, after, limit],
    );
  }

  /** What outside ids of this source are called here, page by page. */
  links(kind: string, source: string, after: string): Promise<{ outsideId: string; id: string }[]> {
    return this.db.query(
      `SELECT outside_id AS "outsideId", id FROM imported WHERE kind = $1 AND source = $2 AND outside_id > $3
       ORDER BY outside_id LIMIT 1000`,
      [kind, source, after],
    );
  }

  private async whyNot(id: string): Promise<Error> {
    const { status } = await this.get(id);
    if (status === 'running') return new ImportEnded('Another process goes on with this import.');
    return new ImportEnded(status === 'cancelled' ? 'The import was cancelled.' : 'The import is finished.');
  }

  private async sort(
    tx: Transaction,
    run: Pick<ImportRun, 'id' | 'kind' | 'source'>,
    done: number,
    sent: readonly SentRow[],
    importer: Importer,
    dryRun: boolean,
  ): Promise<Outcome> {
    const { kind, source } = run;
    const known = new Map(
      (
        await tx.manager.query<{ outsideId: string; digest: string }[]>(
          `SELECT outside_id AS "outsideId", digest FROM imported
           WHERE kind = $1 AND source = $2 AND outside_id = ANY($3)`,
          [kind, source, sent.map(({ outsideId }) => outsideId).filter((id) => id !== null)],
        )
      ).map(({ outsideId, digest }) => [outsideId, digest]),
    );
    const counts = { rows: sent.length, added: 0, linked: 0, unchanged: 0, changed: 0, refused: 0 };
    const remarks: Remark[] = [];
    const remark = (what: Remark['what'], n: number, fault: RowFault) => {
      const { line, outsideId } = sent[n]!;
      counts[what] += 1;
      remarks.push({ row: done + n + 1, line, outsideId, what, ...fault });
    };
    const fresh: (NewRow & { n: number; digest: string })[] = [];
    for (const [n, { outsideId, row, fault }] of sent.entries()) {
      if (fault) remark('refused', n, fault);
      else if (!outsideId) remark('refused', n, noOutsideId);
      else {
        const digest = createHash('sha256').update(JSON.stringify(row)).digest('base64url');
        const before = known.get(outsideId);
        if (before === digest) counts.unchanged += 1;
        else if (before !== undefined) remark('changed', n, changedSince);
        else {
          known.set(outsideId, digest);
          fresh.push({ n, digest, row: done + n + 1, outsideId, value: row });
        }
      }
    }
    const taken = fresh.length ? await importer.take(fresh, { source, dryRun, now: this.clock.now() }) : [];
    const kept: [outsideId: string, id: string, digest: string][] = [];
    for (const [i, { n, outsideId, digest }] of fresh.entries()) {
      const outcome = taken[i]!;
      if ('fault' in outcome) remark('refused', n, outcome.fault);
      else {
        counts[outcome.linked ? 'linked' : 'added'] += 1;
        kept.push([outsideId, outcome.id, digest]);
      }
    }
    remarks.sort((a, b) => a.row - b.row);
    if (dryRun) return { counts, remarks };
    await tx.manager.query(
      `INSERT INTO imported (kind, source, outside_id, id, digest, import_id)
       SELECT $1, $2, r.o, r.i, r.d, $3 FROM unnest($4::text[], $5::uuid[], $6::text[]) AS r (o, i, d)`,
      [kind, source, run.id, ...[0, 1, 2].map((part) => kept.map((each) => each[part as 0 | 1 | 2]))],
    );
    await tx.manager.query(
      `INSERT INTO import_remarks (import_id, row, line, outside_id, what, field, code, message)
       SELECT $1, r.row, r.line, r."outsideId", r.what, r.field, r.code, r.message
       FROM jsonb_to_recordset($2::jsonb) AS r (row integer, line integer, "outsideId" text, what text, field text,
         code text, message text)
       WHERE (SELECT refused + changed FROM imports WHERE id = $1) < ${mostRemarks}`,
      [run.id, JSON.stringify(remarks)],
    );
    return { counts, remarks };
  }
}

const noOutsideId: RowFault = {
  field: 'outsideId',
  code: 'missing',
  message: 'the row has no outside id, by which it would be known again',
};
const changedSince: RowFault = {
  field: null,
  code: 'changed',
  message: 'it was moved in before and has changed in the file since; what is here stays as it is',
};
