import {
  appendFileSync,
  chmodSync,
  chownSync,
  cpSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  rmSync,
  statSync,
  writeFileSync,
} from 'node:fs';
import { connect, createServer, type Socket } from 'node:net';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { freePort } from '../ports.js';
import { startPostgres, type Postgres } from '../postgres.js';
import { databaseOf, withClient } from '../provision.js';

/** A primary whose commits wait for its standby, and an address that leads to whichever of them takes writes. */
export interface ReplicatedPostgres {
  /** The superuser's address, by way of the front. */
  readonly url: string;
  /** The superuser's address of the standby alone. */
  readonly standbyUrl: string;
  /** Kills the primary and promotes the standby, to which the address leads from then on. */
  failOver(): Promise<void>;
  stop(): Promise<void>;
}

const standbyName = 'carrel_standby';

/** Starts both on loopback below `folder`, which PostgreSQL's account must be able to enter. */
export async function startReplicatedPostgres(folder: string): Promise<ReplicatedPostgres> {
  const primary = await startPostgres({ dataDir: join(folder, 'primary'), apart: true });
  let standby: Postgres | undefined;
  let front: Front | undefined;
  try {
    await copyRunning(primary, join(folder, 'standby'));
    standby = await startPostgres({ dataDir: join(folder, 'standby'), apart: true });
    await superuser(primary, [
      `alter system set synchronous_standby_names = '${standbyName}'`,
      'select pg_reload_conf()',
    ]);
    await untilSynchronous(primary);
    front = await Front.start(Number(new URL(primary.url).port));
  } catch (error) {
    await Promise.all([primary.stop(), standby?.stop()]);
    throw error;
  }
  const [second, open] = [standby, front];
  return {
    url: Object.assign(new URL(primary.url), { port: String(open.port) }).href,
    standbyUrl: second.url,
    failOver: async () => {
      await primary.kill();
      await superuser(second, ['select pg_promote()']);
      open.lead(Number(new URL(second.url).port));
    },
    stop: async () => {
      open.stop();
      await Promise.all([primary.stop(), second.stop()]);
    },
  };
}

/** A base backup by PostgreSQL's own functions, since the embedded server comes without pg_basebackup. */
async function copyRunning(primary: Postgres, target: string): Promise<void> {
  mkdirSync(target, { mode: 0o755 });
  const [from, to] = [join(primary.folder, 'cluster'), join(target, 'cluster')];
  const { label } = await withClient(databaseOf(primary.url, 'postgres'), async (client) => {
    await client.query(`select pg_backup_start('standby', true)`);
    cpSync(from, to, { recursive: true, preserveTimestamps: true });
    const { rows } = await client.query<{ label: string }>('select labelfile as label from pg_backup_stop()');
    return rows[0]!;
  });
  for (const own of ['postmaster.pid', 'postmaster.opts']) rmSync(join(to, own), { force: true });
  writeFileSync(join(to, 'backup_label'), label);
  writeFileSync(join(to, 'standby.signal'), '');
  const { port, password } = new URL(primary.url);
  const source = `host=127.0.0.1 port=${port} user=postgres password=${password} application_name=${standbyName}`;
  appendFileSync(join(to, 'postgresql.auto.conf'), `primary_conninfo = '${source}'\n`);
  giveTo(to, statSync(from));
  const file = 'superuser-password';
  writeFileSync(join(target, file), readFileSync(join(primary.folder, file)), { mode: 0o600 });
}

/** Copies belong to root where root starts the servers. */
function giveTo(folder: string, { uid, gid, mode }: { uid: number; gid: number; mode: number }): void {
  if (process.getuid?.() === 0) {
    const all = (path: string): void => {
      chownSync(path, uid, gid);
      if (statSync(path).isDirectory()) for (const name of readdirSync(path)) all(join(path, name));
    };
    all(folder);
  }
  chmodSync(folder, mode & 0o777);
}

const superuser = (server: Pick<Postgres, 'url'>, statements: readonly string[]): Promise<void> =>
  withClient(databaseOf(server.url, 'postgres'), async (client) => {
    for (const statement of statements) await client.query(statement);
  });

async function untilSynchronous(primary: Postgres): Promise<void> {
  await withClient(databaseOf(primary.url, 'postgres'), async (client) => {
    for (const until = Date.now() + 30_000; ;) {
      const { rows } = await client.query(`select from pg_stat_replication where sync_state = 'sync'`);
      if (rows.length) return;
      if (Date.now() > until) throw new Error('the standby does not follow the primary');
      await sleep(100);
    }
  });
}

/** One TCP address that leads to one server at a time, as the Service of a database operator does. */
class Front {
  private readonly open = new Set<Socket>();

  private constructor(
    readonly port: number,
    private target: number,
    private readonly close: () => void,
  ) {}

  static async start(target: number): Promise<Front> {
    const port = await freePort();
    const server = createServer((client) => front.join(client));
    const front: Front = new Front(port, target, () => void server.close());
    await new Promise<void>((resolve) => server.listen(port, '127.0.0.1', resolve));
    return front;
  }

  private join(client: Socket): void {
    const server = connect(this.target, '127.0.0.1');
    for (const [one, other] of [
      [client, server],
      [server, client],
    ] as const) {
      this.open.add(one);
      one.on('error', () => other.destroy()).on('close', () => (this.open.delete(one), other.destroy()));
      one.pipe(other);
    }
  }

  lead(target: number): void {
    this.target = target;
    for (const socket of this.open) socket.destroy();
  }

  stop(): void {
    this.close();
    for (const socket of this.open) socket.destroy();
  }
}
