import { execFile } from 'node:child_process';
import { createHash, randomBytes, randomUUID } from 'node:crypto';
import { mkdtempSync, rmSync } from 'node:fs';
import { createServer } from 'node:http';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import { setTimeout as sleep } from 'node:timers/promises';
import { freePort, provision, startNats, startPostgres, startProgram, withClient } from '@carrel/tools';
import { exportJWK, generateKeyPair, SignJWT } from 'jose';

const main = join(dirname(fileURLToPath(import.meta.url)), '../../services/chat/dist/main.js');
const run = promisify(execFile);

/**
 * Chat alone on servers of its own: PostgreSQL that syncs every commit, NATS, and keys that stand in for admin's.
 * `nodeArgs` go to the service's Node, such as `--cpu-prof`.
 */
export async function startChat({ nodeArgs = [], env: more = {}, shell } = {}) {
  const dir = mkdtempSync(join(tmpdir(), 'carrel-bench-'));
  const [postgres, nats, keys] = await Promise.all([
    startPostgres({ dataDir: join(dir, 'postgres') }),
    startNats({ dataDir: join(dir, 'nats') }),
    publishKeys(),
  ]);
  const { appUrl, ownerUrl } = await provision(postgres.url, 'chat', 'of a benchmark');
  const port = await freePort();
  const env = {
    ...process.env,
    // One machine opens what many people do.
    STREAMS_PER_PERSON: '100000',
    STREAMS_PER_NETWORK: '100000',
    NODE_ENV: 'development',
    LOG_LEVEL: 'info',
    CHAT_DATABASE_URL: appUrl,
    CHAT_DATABASE_OWNER_URL: ownerUrl,
    NATS_URL: nats.url,
    NATS_MONITOR_URL: nats.monitorUrl,
    JWKS_URL: keys.url,
    PORT: String(port),
    ...more,
  };
  await run(process.execPath, [main, 'migrate'], { env });
  const args = [...nodeArgs, main];
  const options = { env, cwd: dir, logFile: join(dir, 'chat.log') };
  const service = shell
    ? await startProgram('/bin/sh', ['-c', `${shell}; exec "$@"`, 'sh', process.execPath, ...args], options)
    : await startProgram(process.execPath, args, options);
  await untilReady(`http://127.0.0.1:${port}/health/ready`, service);
  // A benchmark that fails leaves nothing running.
  const pids = { service: service.pid, postgres: postgres.pid, nats: nats.pid };
  const endAll = () => Object.values(pids).forEach((pid) => process.kill(pid, 'SIGINT'));
  process.once('exit', endAll);
  return {
    port,
    dir,
    service,
    databaseUrl: appUrl,
    postgresUrl: postgres.url,
    /** What another service needs to work beside it. */
    env: { NATS_URL: nats.url, NATS_MONITOR_URL: nats.monitorUrl, JWKS_URL: keys.url },
    pids,
    keys,
    stop: async () => {
      process.off('exit', endAll);
      await service.stop();
      keys.close();
      await Promise.all([postgres.stop(), nats.stop()]);
      for (const folder of [dir, postgres.folder]) rmSync(folder, { recursive: true, force: true });
    },
  };
}

/** Sessions under way, each with its patron's and its librarian's headers. */
export async function someChats(stack, count) {
  const chats = await Promise.all(
    Array.from({ length: count }, async (_, n) => {
      const token = `pt_${randomBytes(32).toString('base64url')}`;
      const librarianId = randomUUID();
      return {
        id: randomUUID(),
        institutionId: randomUUID(),
        librarianId,
        tokenHash: createHash('sha256').update(token).digest('hex'),
        patron: `Bearer ${token}`,
        librarian: `Bearer ${await stack.keys.tokenFor(librarianId, `Librarian ${n}`)}`,
      };
    }),
  );
  const rows = chats.map(({ id, institutionId, librarianId, tokenHash }) => {
    const present = { librarianId, institutionId, name: 'Ada', enteredAt: new Date(), leftAt: null };
    return { id, institution: institutionId, token: tokenHash, participants: [present] };
  });
  await withClient(stack.databaseUrl, (client) =>
    client.query(
      `INSERT INTO sessions (id, sequence, institution_id, subscription_group_id, queue_ids, practice, patron_name,
         token_hash, question, fields, status, offered_to, requested_at, accepted_at, participants)
       SELECT id, 2, institution, institution, '{}', false, 'Pat', token, '?', '{}', 'active', 'everyone', now(), now(),
         participants FROM json_to_recordset($1) AS s (id uuid, institution uuid, token text, participants jsonb)`,
      [JSON.stringify(rows)],
    ),
  );
  return chats;
}

async function publishKeys() {
  const { publicKey, privateKey } = await generateKeyPair('EdDSA', { crv: 'Ed25519' });
  const jwks = { keys: [{ ...(await exportJWK(publicKey)), kid: 'bench', use: 'sig', alg: 'EdDSA' }] };
  const server = createServer((_request, reply) => {
    reply.setHeader('content-type', 'application/jwk-set+json').end(JSON.stringify(jwks));
  });
  await new Promise((resolve) => server.listen(0, '127.0.0.1', resolve));
  return {
    url: `http://127.0.0.1:${server.address().port}/jwks.json`,
    tokenFor: (accountId, name) =>
      new SignJWT({
        inst: randomUUID(),
        sg: randomUUID(),
        name,
        roles: ['librarian'],
        groupRoles: [],
        op: false,
        sid: randomUUID(),
      })
        .setProtectedHeader({ alg: 'EdDSA', typ: 'at+jwt', kid: 'bench' })
        .setIssuer('carrel')
        .setAudience('carrel')
        .setSubject(accountId)
        .setIssuedAt()
        .setExpirationTime('2h')
        .sign(privateKey),
    close: () => {
      server.close();
      server.closeAllConnections();
    },
  };
}

async function untilReady(url, service) {
  for (const until = Date.now() + 60_000; ; await sleep(50)) {
    const answer = await fetch(url).catch(() => undefined);
    if (answer?.ok) return;
    if (Date.now() > until) throw new Error(`chat is not ready:\n${service.lastWords()}`);
  }
}
