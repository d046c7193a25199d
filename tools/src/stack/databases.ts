import { join } from 'node:path';
import { execFile } from 'node:child_process';
import { promisify } from 'node:util';
import { databaseOf, provision, withClient, type Provisioned } from '../provision.js';
import { currentBuild, root, type ServiceName } from './layout.js';
import { Refused } from './refused.js';

const run = promisify(execFile);

/** Makes a service's roles and database where missing, and brings its tables up to date. */
export async function prepareDatabase(
  serverUrl: string,
  service: ServiceName,
  secret: string,
  env: NodeJS.ProcessEnv,
): Promise<Provisioned> {
  const provisioned = await provision(serverUrl, service, secret).catch((error: unknown) => {
    throw new Refused(
      `The database of ${service} cannot be made on ${hostOf(serverUrl)}: ${String(error)}\n` +
        'DATABASE_URL must name a running server and a role that may create roles and databases.',
    );
  });
  const build = currentBuild();
  // A database says in its comment which build migrated it, so that a second start need not look again.
  if (build && (await commentOn(serverUrl, service)) === `build ${build}`) return provisioned;
  const prefix = service.toUpperCase();
  await run(process.execPath, [join(root, 'services', service, 'dist/main.js'), 'migrate'], {
    cwd: root,
    env: {
      ...env,
      [`${prefix}_DATABASE_URL`]: provisioned.appUrl,
      [`${prefix}_DATABASE_OWNER_URL`]: provisioned.ownerUrl,
    },
    maxBuffer: 10_000_000,
  }).catch((error: { stdout?: string; stderr?: string; message: string }) => {
    const said = `${error.stdout ?? ''}${error.stderr ?? ''}`.trim().split('\n').slice(-15).join('\n');
    throw new Refused(`The tables of ${service} could not be brought up to date:\n${said || error.message}`);
  });
  if (build) {
    await withClient(databaseOf(serverUrl, 'postgres'), (client) =>
      client.query(`comment on database carrel_${service} is 'build ${build}'`),
    );
  }
  return provisioned;
}

async function commentOn(serverUrl: string, service: string): Promise<string | undefined> {
  const { rows } = await withClient(databaseOf(serverUrl, 'postgres'), (client) =>
    client.query<{ comment: string | null }>(
      `select shobj_description(oid, 'pg_database') as comment from pg_database where datname = $1`,
      [`carrel_${service}`],
    ),
  );
  return rows[0]?.comment ?? undefined;
}

const hostOf = (url: string) => new URL(url).host;
