import { mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { request } from 'node:http';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { endLeftover, isAlive, settingsOfLog, startPostgres } from '@carrel/tools';

const prefix = 'carrel-test-postgres-';
/** The one of docker-compose.yml. */
const image = 'postgres:18.1';

const settings = { ...settingsOfLog, fsync: 'off', full_page_writes: 'off', max_connections: '300' };

/** The PostgreSQL server that all suites of one jest run share. */
export interface ServerForRun {
  stop(): Promise<void>;
}

/**
 * Starts it in a container where an engine answers, else from the embedded binaries, and names it to the
 * suites in CARREL_TEST_POSTGRES. A server already named there is used and left alone.
 */
export async function startServerForRun(): Promise<ServerForRun> {
  if (process.env.CARREL_TEST_POSTGRES) return { stop: async () => {} };
  const server = (await inContainer()) ?? (await embedded());
  process.env.CARREL_TEST_POSTGRES = server.url;
  return server;
}

async function embedded(): Promise<ServerForRun & { url: string }> {
  await sweep();
  const dataDir = mkdtempSync(join(tmpdir(), prefix));
  writeFileSync(join(dataDir, 'jest.pid'), String(process.pid));
  const postgres = await startPostgres({ dataDir, durable: false });
  return {
    url: postgres.url,
    stop: async () => {
      await postgres.stop();
      for (const folder of [dataDir, postgres.folder]) rmSync(folder, { recursive: true, force: true });
    },
  };
}

/** A test run that was killed could not tidy up; the next one does. */
async function sweep(): Promise<void> {
  for (const name of readdirSync(tmpdir()).filter((n) => n.startsWith(prefix))) {
    const folder = join(tmpdir(), name);
    try {
      if (isAlive(Number(readFileSync(join(folder, 'jest.pid'), 'utf8')))) continue;
      const pid = readFileSync(join(folder, 'cluster/postmaster.pid'), 'utf8').split('\n')[0];
      await endLeftover(Number(pid), folder, 'SIGINT');
    } catch (error) {
      const { code } = error as NodeJS.ErrnoException;
      if (code !== 'ENOENT' && code !== 'EACCES') throw error;
      if (code === 'EACCES') continue;
    }
    rmSync(folder, { recursive: true, force: true });
  }
}

async function inContainer(): Promise<(ServerForRun & { url: string }) | undefined> {
  if (!(await engineAnswers())) return undefined;
  try {
    const { GenericContainer, Wait } = await import('testcontainers');
    const container = await new GenericContainer(image)
      .withEnvironment({
        POSTGRES_PASSWORD: 'carrel-test',
        POSTGRES_INITDB_ARGS: '--encoding=UTF8 --locale=C --locale-provider=builtin --builtin-locale=C.UTF-8',
      })
      .withCommand(Object.entries(settings).map(([name, value]) => `-c${name}=${value}`))
      .withTmpFs({ '/var/lib/postgresql': 'rw' })
      .withExposedPorts(5432)
      .withWaitStrategy(Wait.forLogMessage(/ready to accept connections/, 2))
      .withStartupTimeout(60_000)
      .start();
    return {
      url: `postgres://postgres:carrel-test@${container.getHost()}:${container.getMappedPort(5432)}`,
      stop: async () => void (await container.stop()),
    };
  } catch (error) {
    const why = `The container engine answers and could not start ${image}: ${String(error)}`;
    if (process.env.CARREL_TEST_ENGINE === 'required') throw new Error(why, { cause: error });
    process.stderr.write(`${why}\nPostgreSQL of this run: the embedded one instead\n`);
    return undefined;
  }
}

/** A quick look whether an engine answers, so that machines without one lose no time. */
function engineAnswers(): Promise<boolean> {
  const host = process.env.DOCKER_HOST ?? 'unix:///var/run/docker.sock';
  const where = host.startsWith('unix://')
    ? { socketPath: host.slice('unix://'.length) }
    : { host: new URL(host).hostname, port: new URL(host).port };
  return new Promise((resolve) => {
    const ping = request({ ...where, path: '/_ping', timeout: 500 }, (answer) => {
      answer.resume();
      resolve(answer.statusCode === 200);
    });
    ping.on('timeout', () => ping.destroy());
    ping.on('error', () => resolve(false));
    ping.end();
  });
}
