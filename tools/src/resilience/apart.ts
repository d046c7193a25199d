// A part of the system alone in its network namespace, for Apart (network.ts): node apart.js <what it is, as JSON>.
import { appendFileSync } from 'node:fs';
import { join } from 'node:path';
import { startNats, type NatsAccounts } from '../nats.js';
import { startPostgres } from '../postgres.js';
import { startProgram } from '../program.js';
import { databaseOf, withClient } from '../provision.js';
import { root } from '../stack/layout.js';

/** What stands alone, listening on every address of its namespace. */
export type PartApart =
  | { part: 'postgres'; dataDir: string; port: number }
  | { part: 'nats'; dataDir: string; port: number; monitorPort: number; accounts: NatsAccounts }
  | { part: 'mailbox'; dataDir: string; port: number; pagePort: number };

const wanted = JSON.parse(process.argv[2] ?? '') as PartApart;
const running = await start(wanted);
process.once('SIGTERM', () => void running.stop().then(() => process.exit()));
console.log(JSON.stringify({ url: running.url }));

async function start(what: PartApart): Promise<{ url: string; stop(): Promise<void> }> {
  const { part, dataDir, port } = what;
  const everywhere = '0.0.0.0';
  if (part === 'nats') return startNats({ ...what, host: everywhere });
  if (part === 'postgres') {
    const server = await startPostgres({ dataDir, port, settings: { listen_addresses: '*' } });
    appendFileSync(join(server.folder, 'cluster/pg_hba.conf'), 'host all all all scram-sha-256\n');
    await withClient(databaseOf(server.url, 'postgres'), (client) => client.query('select pg_reload_conf()'));
    return server;
  }
  const script = join(root, 'node_modules/maildev/dist/bin/maildev.js');
  const where = [
    '--ip',
    everywhere,
    '--smtp',
    String(port),
    '--web-ip',
    everywhere,
    '--web',
    String(what.pagePort),
  ];
  const mailbox = await startProgram(process.execPath, [script, ...where, '--mail-directory', dataDir]);
  return { url: `smtp://127.0.0.1:${port}`, stop: () => mailbox.stop() };
}
