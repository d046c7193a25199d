import { createHmac } from 'node:crypto';
import pg from 'pg';

/** The addresses of one service's database. */
export interface Provisioned {
  /** The application's role: reads and writes rows, owns nothing. */
  readonly appUrl: string;
  /** The owner's role, for migrations only. */
  readonly ownerUrl: string;
}

/** Other names than the service's own, for test databases. */
export interface ProvisionNames {
  database?: string;
  /** The application's role; the owner's is `<role>_owner`. */
  role?: string;
  /** A database to copy, already migrated. */
  template?: string;
}

/**
 * Makes, where missing, the roles `carrel_<service>_owner` and `carrel_<service>` and the database
 * `carrel_<service>` on the server a superuser's URL names, so that whatever the owner's migrations create,
 * the application may use and not alter. Passwords are derived from `secret`. May be repeated.
 */
export async function provision(
  serverUrl: string,
  service: string,
  secret: string,
  names: ProvisionNames = {},
): Promise<Provisioned> {
  const app = names.role ?? `carrel_${service}`;
  const owner = `${app}_owner`;
  const database = names.database ?? `carrel_${service}`;
  const passwordOf = (role: string) => passwordFrom(secret, role);
  const urlFor = (role: string) => addressFor(serverUrl, role, passwordOf(role), database);

  await withClient(databaseOf(serverUrl, 'postgres'), async (client) => {
    // Two provisions at once would both find the role missing.
    await client.query(`select pg_advisory_lock(hashtext('carrel provision'))`);
    for (const role of [owner, app]) {
      const { rowCount } = await client.query('select from pg_roles where rolname = $1', [role]);
      const password = `login password ${literal(passwordOf(role))}`;
      // Who is no superuser may give these attributes when making a role, and not so much as name them later.
      const bare = 'nosuperuser nocreatedb nocreaterole nobypassrls';
      await client.query(
        rowCount ? `alter role ${quote(role)} ${password}` : `create role ${quote(role)} ${bare} ${password}`,
      );
    }
    // A managed server's administrator is no superuser and may give databases only to roles it belongs to.
    await client.query(`do $$ begin
      if not (select rolsuper from pg_roles where rolname = current_user) then
        execute ${literal(`grant ${quote(owner)} to current_user`)};
      end if; end $$`);
    const { rowCount } = await client.query('select from pg_database where datname = $1', [database]);
    if (!rowCount) {
      const from = names.template ? ` template ${quote(names.template)}` : '';
      await client.query(`create database ${quote(database)} owner ${quote(owner)}${from}`);
    }
    await client.query(`revoke all on database ${quote(database)} from public`);
    await client.query(`grant connect, temporary on database ${quote(database)} to ${quote(app)}`);
  });
  if (!names.template) await withClient(urlFor(owner), (client) => grantRights(client, owner, app));
  return { appUrl: urlFor(app), ownerUrl: urlFor(owner) };
}

/** The address `provision` gives a service's role under its usual name. */
export function provisionedUrl(
  serverUrl: string,
  service: string,
  secret: string,
  role: 'app' | 'owner',
): string {
  const name = role === 'owner' ? `carrel_${service}_owner` : `carrel_${service}`;
  return addressFor(serverUrl, name, passwordFrom(secret, name), `carrel_${service}`);
}

const passwordFrom = (secret: string, role: string) =>
  createHmac('sha256', secret).update(role).digest('base64url');

const addressFor = (serverUrl: string, username: string, password: string, database: string) =>
  Object.assign(new URL(serverUrl), { username, password, pathname: `/${database}` }).href;

/** Whatever the owner creates from now on, in any schema, the application may use. */
async function grantRights(client: pg.Client, owner: string, app: string): Promise<void> {
  const grants = {
    schemas: 'usage',
    tables: 'select, insert, update, delete',
    sequences: 'usage, select',
    functions: 'execute',
    types: 'usage',
  };
  for (const [what, rights] of Object.entries(grants)) {
    await client.query(
      `alter default privileges for role ${quote(owner)} grant ${rights} on ${what} to ${quote(app)}`,
    );
  }
  await client.query(`grant usage on schema public to ${quote(app)}`);
}

/** Removes a database and everyone connected to it; roles stay. */
export async function dropDatabase(serverUrl: string, database: string): Promise<void> {
  await withClient(databaseOf(serverUrl, 'postgres'), (client) =>
    client.query(`drop database if exists ${quote(database)} with (force)`),
  );
}

/** The same server, another database. */
export function databaseOf(serverUrl: string, database: string): string {
  return Object.assign(new URL(serverUrl), { pathname: `/${database}` }).href;
}

/** Runs `work` on one connection and closes it. */
export async function withClient<T>(url: string, work: (client: pg.Client) => Promise<T>): Promise<T> {
  const client = new pg.Client({ connectionString: url });
  // The server may end a session that is just being closed; the work's own errors still reject.
  client.on('error', () => {});
  await client.connect();
  try {
    return await work(client);
  } finally {
    await client.end();
  }
}

const quote = (name: string) => pg.escapeIdentifier(name);
const literal = (text: string) => pg.escapeLiteral(text);
