// npm run bench bench/retention-months.ts: a month of messages leaves a table of ROWS (10 million over a year), line by
// line in batches as retention does it, and as a partition that is dropped; and what each costs who reads by question.
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { startPostgres } from '@carrel/tools';
import pg from 'pg';

const rows = Number(process.env.ROWS ?? 10_000_000);
const each = 5;
const questions = rows / each;
const months = 12;
const batch = 1_000;

const dataDir = mkdtempSync(join(tmpdir(), 'carrel-bench-'));
const settings = { shared_buffers: '1GB', maintenance_work_mem: '512MB', max_wal_size: '4GB' };
const postgres = await startPostgres({ dataDir, settings });
const sql = new pg.Client({ connectionString: postgres.url });
await sql.connect();

/** As questions keeps them: ids in the order of time, some 250 bytes of words, read by question. */
const columns = `id uuid NOT NULL, question_id uuid NOT NULL, kind text NOT NULL, at timestamptz(3) NOT NULL,
  author_id uuid, institution_id uuid, text text NOT NULL, delivered_by text`;
const idOf = (n: string) => `lpad(to_hex(${n}), 32, '0')::uuid`;
const start = '2025-01-01T00:00:00Z';

async function fill(table: string): Promise<void> {
  for (let month = 0; month < months; month += 1) {
    const [from, to] = [0, 1].map((more) => Math.round((questions * (month + more)) / months));
    await sql.query(
      `INSERT INTO ${table} SELECT ${idOf(`q * ${each} + n`)}, ${idOf('q')}, 'answer',
         ('${start}'::timestamptz + interval '${month} months')
           + interval '27 days' * ((q - $1::bigint)::float / greatest($2::bigint - $1::bigint, 1)), NULL, ${idOf('q % 1500')},
         repeat(md5(q::text), 8), 'mail'
       FROM generate_series($1::bigint, $2::bigint - 1) q, generate_series(1, ${each}) n`,
      [from, to],
    );
  }
  await sql.query(`VACUUM (ANALYZE) ${table}`);
}

const wal = async (): Promise<number> =>
  Number((await sql.query(`SELECT pg_wal_lsn_diff(pg_current_wal_lsn(), '0/0') AS bytes`)).rows[0].bytes);

async function measured(work: () => Promise<unknown>): Promise<{ seconds: number; walMB: number }> {
  await sql.query('CHECKPOINT');
  const [bytes, began] = [await wal(), Date.now()];
  await work();
  return {
    seconds: round((Date.now() - began) / 1000),
    walMB: Math.round(((await wal()) - bytes) / 1e6),
  };
}

/** Milliseconds to read one question's messages, by a prepared statement, of 2,000 drawn at random. */
async function reading(table: string): Promise<number> {
  const text = `SELECT * FROM ${table} WHERE question_id = $1 ORDER BY at, id`;
  const began = Date.now();
  for (let n = 0; n < 2_000; n += 1) {
    const question = Math.floor((questions / months) * (1 + Math.random() * (months - 1)));
    const id = question.toString(16).padStart(32, '0');
    const found = await sql.query({ name: `read-${table}`, text, values: [id] });
    if (found.rowCount !== each) throw new Error(`${found.rowCount} messages of question ${question}`);
  }
  return round((Date.now() - began) / 2_000);
}

async function inBatches(): Promise<void> {
  for (let from = 0; from < questions / months; from += batch) {
    const to = Math.min(from + batch, Math.round(questions / months));
    const ids = Array.from({ length: to - from }, (_, n) => (from + n).toString(16).padStart(32, '0'));
    await sql.query({
      name: 'erase',
      text: 'DELETE FROM whole WHERE question_id = ANY($1::uuid[])',
      values: [ids],
    });
  }
}

const round = (value: number) => Math.round(value * 1000) / 1000;
try {
  await sql.query(`CREATE TABLE whole (${columns}, PRIMARY KEY (id));
    CREATE INDEX ON whole (question_id, at, id)`);
  const filledWhole = await measured(() => fill('whole'));
  const readWhole = await reading('whole');
  const batches = await measured(inBatches);
  const vacuum = await measured(() => sql.query('VACUUM whole'));
  await sql.query('DROP TABLE whole');

  const partitions = Array.from({ length: months }, (_, month) => {
    const at = (more: number) => `('${start}'::timestamptz + interval '${month + more} months')`;
    return `EXECUTE format('CREATE TABLE month_${month} PARTITION OF parted FOR VALUES FROM (%L) TO (%L)', ${at(0)}, ${at(1)});`;
  });
  await sql.query(`CREATE TABLE parted (${columns}, PRIMARY KEY (id, at)) PARTITION BY RANGE (at);
    DO $$ BEGIN ${partitions.join(' ')} END $$;
    CREATE INDEX ON parted (question_id, at, id)`);
  const filledParted = await measured(() => fill('parted'));
  const readParted = await reading('parted');
  const dropped = await measured(() => sql.query('DROP TABLE month_0'));

  const removed = Math.round(rows / months);
  console.table({
    'filled, whole': filledWhole,
    'filled, by month': filledParted,
    [`${removed} rows in batches`]: batches,
    'vacuum after them': vacuum,
    'the month dropped': dropped,
  });
  console.log(
    JSON.stringify({
      rows,
      removed,
      batches,
      vacuum,
      dropped,
      readMs: { whole: readWhole, byMonth: readParted },
    }),
  );
} finally {
  await sql.end();
  await postgres.stop();
  rmSync(dataDir, { recursive: true, force: true });
}
