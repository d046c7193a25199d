import { chmodSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import pg from 'pg';
import { startProgram, untilReady, type Program } from './program.js';
import { provisionedUrl, withClient } from './provision.js';
import { services } from './stack/layout.js';

/** A running PgBouncer that hands the services' databases out for one transaction at a time. */
export interface PgBouncer {
  readonly port: number;
  /** `show pools`, `show stats` and the like. */
  show(what: string): Promise<Record<string, string>[]>;
  stop(): Promise<void>;
}

/**
 * Starts PgBouncer before a server whose services `provision` has made, or will make: PGBOUNCER_BIN, else the one on the
 * path (Debian's package pgbouncer). The size of its pools is below what the services open, so that they share.
 */
export async function startPgBouncer(options: {
  port: number;
  postgresUrl: string;
  secret: string;
  poolSize?: number;
}): Promise<PgBouncer> {
  const { port, postgresUrl, secret, poolSize = 8 } = options;
  const folder = mkdtempSync(join(tmpdir(), 'carrel-pgbouncer-'));
  const config = join(folder, 'pgbouncer.ini');
  const databases = services.map((service) => {
    const url = new URL(provisionedUrl(postgresUrl, service, secret, 'app'));
    return `carrel_${service} = host=${url.hostname} port=${url.port} user=${url.username} password='${url.password}'`;
  });
  writeFileSync(
    config,
    `[databases]
${databases.join('\n')}

[pgbouncer]
listen_addr = 127.0.0.1
listen_port = ${port}
unix_socket_dir =
auth_type = any
admin_users = anyone
pool_mode = transaction
default_pool_size = ${poolSize}
max_client_conn = 500
ignore_startup_parameters = extra_float_digits,idle_in_transaction_session_timeout
`,
  );
  // It refuses to run as root.
  const root = process.getuid?.() === 0;
  chmodSync(folder, 0o755);
  const binary = process.env.PGBOUNCER_BIN || 'pgbouncer';
  const program: Program = await startProgram(binary, [...(root ? ['-u', 'nobody'] : []), config]).catch(
    (error: unknown) => {
      throw new Error(
        `PgBouncer does not start (${String(error)}): apt-get install pgbouncer, or PGBOUNCER_BIN.`,
      );
    },
  );
  const console_ = `postgres://anyone@127.0.0.1:${port}/pgbouncer`;
  const show = (what: string) =>
    withClient(console_, async (client: pg.Client) => (await client.query(`show ${what}`)).rows);
  await untilReady('PgBouncer', program, () => show('version'), 15_000);
  return {
    port,
    show: show as PgBouncer['show'],
    stop: async () => {
      await program.stop('SIGINT');
      rmSync(folder, { recursive: true, force: true });
    },
  };
}
