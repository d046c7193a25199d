import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { requests } from '@carrel/contracts';
import { aNats, answer, eventually } from '@carrel/testing';
import { databaseOf, freePort, provision, startPostgres, startProgram } from '@carrel/tools';
import pg from 'pg';
import { testKeys } from '../libs/testing/src/jwks.js';

const built = resolve(import.meta.dirname, '../services/questions/dist/main.js');

/** PROFILE=folder writes a profile of the service's processor time there. */
const profiled = process.env.PROFILE ? ['--cpu-prof', `--cpu-prof-dir=${process.env.PROFILE}`] : [];

/** NODE_FLAGS=--max-semi-space-size=4: flags of the service's Node. */
const nodeFlags = process.env.NODE_FLAGS?.split(' ') ?? [];

/** One built questions service on a database of its own. */
export interface Built {
  readonly url: string;
  /** The superuser's, for seeding and for the bare SQL beside the service. */
  readonly sql: pg.Pool;
  /** Seconds of processor time the service has used so far. */
  cpu(): Promise<number>;
  /** Resolves once it has sent and done what was left to do behind its answers. */
  rest(): Promise<void>;
  stop(): Promise<void>;
}

/** PostgreSQL with every commit on disk, NATS, and a stand-in for admin's names; services are built ones. */
export async function aWorld() {
  const dataDir = mkdtempSync(join(tmpdir(), 'carrel-bench-'));
  const settings = { shared_buffers: '1GB', maintenance_work_mem: '512MB', max_wal_size: '4GB' };
  const postgres = await startPostgres({ dataDir, settings });
  const { jwksUrl } = await testKeys();

  return {
    /** Migrates a database, lets `seed` fill it, then starts the service and waits until it is ready. */
    async service(database: string, seed: (sql: pg.Pool) => Promise<void>): Promise<Built> {
      // Two services on one server would take each other's events.
      const nats = await aNats();
      await answer(nats, requests.accountNames, ({ ids }) => ({
        accounts: ids.map((id) => ({ id, name: `Librarian ${id.slice(-4)}`, institutionId: id })),
      }));
      // Those who keep what became no question have none of it.
      await answer(nats, requests.forgetMailFrom, () => ({ forgotten: 0 }));
      await answer(nats, requests.forgetChatsOf, () => ({ sessionIds: [], open: 0 }));
      const { appUrl, ownerUrl } = await provision(postgres.url, 'questions', 'bench', { database });
      const port = await freePort();
      const env = {
        ...process.env,
        NODE_ENV: 'test',
        LOG_LEVEL: 'error',
        PORT: String(port),
        QUESTIONS_DATABASE_URL: appUrl,
        QUESTIONS_DATABASE_OWNER_URL: ownerUrl,
        NATS_URL: nats.url,
        NATS_MONITOR_URL: nats.monitorUrl,
        JWKS_URL: jwksUrl,
        TRUST_PROXY: 'loopback',
        CARREL_SECRET: 'a secret of a benchmark, thirty-two bytes and more',
      };
      await (
        await startProgram(process.execPath, [built, 'migrate'], { env })
      ).ended;
      const sql = new pg.Pool({ connectionString: databaseOf(postgres.url, database), max: 12 });
      sql.on('error', () => undefined);
      await seed(sql);
      const program = await startProgram(process.execPath, [...profiled, ...nodeFlags, built], { env });
      const url = `http://127.0.0.1:${port}`;
      await eventually(async () => {
        if (!(await fetch(`${url}/health/ready`)).ok) throw new Error('not ready yet');
      }, 90_000);
      const cpu = async () => {
        const text = await (await fetch(`${url}/metrics`)).text();
        return Number(/^process_cpu_seconds_total(?:\{[^}]*\})? ([\d.e+-]+)/m.exec(text)?.[1] ?? NaN);
      };
      const stop = async () => {
        await program.stop();
        await sql.end();
        await nats.stop();
      };
      const rest = () =>
        eventually(async () => {
          const { rows } = await sql.query(`SELECT (SELECT count(*) FROM outbox WHERE sent_at IS NULL) +
            (SELECT count(*) FROM graphile_worker.jobs WHERE run_at <= now()) AS left`);
          if (Number(rows[0].left)) throw new Error('still at work');
        }, 90_000);
      return { url, sql, cpu, rest, stop };
    },
    async stop(): Promise<void> {
      await postgres.stop();
      rmSync(dataDir, { recursive: true, force: true });
    },
  };
}
