// npm run pooler-test: the journey with PgBouncer in transaction mode between the services and PostgreSQL.
// Wants Debian's package pgbouncer, or PGBOUNCER_BIN; works on built code (npm run build).
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { freePort, freePorts, startPgBouncer, startStack } from '@carrel/tools';
import { journey } from './dist/journey/journey.js';

const dataDir = mkdtempSync(join(tmpdir(), 'carrel-pooler-'));
const secret = 'a secret of the pooler test, thirty-two bytes';
const basePort = await freePorts();
const poolerPort = await freePort();
// The embedded server's superuser has a password of its own, so PgBouncer knows the services' roles alone.
const postgresUrl = `postgres://127.0.0.1:${basePort + 10}`;
const bouncer = await startPgBouncer({ port: poolerPort, postgresUrl, secret });
let failed = false;
let stack;
try {
  const env = { ...process.env, CARREL_SECRET: secret };
  stack = await startStack({ dataDir, basePort, poolerPort, demo: true, quiet: true, env });
  const rounds = Number(process.env.ROUNDS ?? 3);
  for (let n = 0; n < rounds; n += 1) {
    const began = Date.now();
    await journey({ url: stack.url, mailboxUrl: stack.urls.mailbox }, { say: () => {} });
    console.log(`journey ${n + 1} of ${rounds}: ${Date.now() - began} ms`);
  }
  const [{ version }] = await bouncer.show('version');
  console.log(version);
  for (const { database, total_xact_count, total_query_count } of await bouncer.show('stats')) {
    if (database.startsWith('carrel_')) {
      console.log(
        `${database}: ${total_xact_count} transactions, ${total_query_count} queries through the pooler`,
      );
      if (Number(total_xact_count) === 0) failed = true;
    }
  }
  for (const { database, cl_active, sv_active, sv_idle } of await bouncer.show('pools')) {
    if (database.startsWith('carrel_'))
      console.log(`${database}: ${cl_active} clients on ${Number(sv_active) + Number(sv_idle)} connections`);
  }
} catch (error) {
  console.error(error);
  failed = true;
} finally {
  await stack?.stop();
  await bouncer.stop();
  rmSync(dataDir, { recursive: true, force: true });
}
process.exit(failed ? 1 : 0);
