import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import pg from 'pg';
import { databaseOf, startPostgres, withClient, type Postgres } from '../src/index.js';
import { textOf } from './manifests/build.js';

const folder = 'k8s/components/databases';
const variables = { service: 'chat', owner_password: "o'wner", app_password: 'app' };

/** Runs a file as psql would: variables quoted in, and what a \gexec query answers is run. */
async function psql(client: pg.Client, file: string): Promise<void> {
  const text = textOf(`${folder}/${file}`)
    .replace(/^--.*$/gm, '')
    .replace(/:'(\w+)'/g, (_all, name: keyof typeof variables) => pg.escapeLiteral(variables[name]));
  for (const query of text.split('\\gexec')) {
    if (!query.trim()) continue;
    const { rows } = await client.query<string[]>({ text: query, rowMode: 'array' });
    for (const [statement] of rows) await client.query(statement!);
  }
}

describe('The databases that compose and Kubernetes make', () => {
  let server: Postgres;
  let dataDir: string;
  beforeAll(async () => {
    dataDir = mkdtempSync(join(tmpdir(), 'carrel-databases-'));
    server = await startPostgres({ dataDir, durable: false });
  });
  afterAll(async () => {
    await server?.stop();
    for (const each of [dataDir, server?.folder]) if (each) rmSync(each, { recursive: true, force: true });
  });

  it('[B22] let the application use whatever the owner makes, in any schema, and alter nothing; twice over', async () => {
    for (let time = 0; time < 2; time += 1) {
      await withClient(databaseOf(server.url, 'postgres'), (client) => psql(client, 'databases.sql'));
      await withClient(databaseOf(server.url, 'carrel_chat'), (client) => psql(client, 'privileges.sql'));
    }
    const as = (user: string, password: string) =>
      Object.assign(new URL(databaseOf(server.url, 'carrel_chat')), { username: user, password }).href;
    await withClient(as('carrel_chat_owner', encodeURIComponent(variables.owner_password)), (client) =>
      client.query(`create schema jobs; create table jobs.job (id serial primary key);
        create function jobs.next() returns int language sql as 'select 1'; create table line (id int)`),
    );
    await withClient(as('carrel_chat', 'app'), async (client) => {
      await client.query('insert into jobs.job default values; select jobs.next(); delete from line');
      await expect(client.query('alter table line add column more int')).rejects.toThrow(/must be owner/);
      await expect(client.query('create table mine (id int)')).rejects.toThrow(/permission denied/);
    });
    expect(new URL(server.url).username).toBe('postgres');
  });
});
