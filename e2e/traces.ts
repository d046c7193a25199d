import { readFileSync } from 'node:fs';
import { jetstreamManager } from '@nats-io/jetstream';
import { connectAs } from './nats.js';
import { services, withClient, type Stack } from '../tools/src/index.js';

/** Everywhere in the system where these words stand: tables of every database, stored events, logs. */
export async function tracesOf(stack: Stack, words: readonly string[]): Promise<string[]> {
  const inTables = await Promise.all(databasesOf(stack).map((url) => tablesWith(url, words)));
  return [...inTables.flat(), ...(await streamsWith(stack.urls.nats, words)), ...logsWith(stack, words)];
}

export const databasesOf = (stack: Stack): string[] =>
  services.map((name) => Object.assign(new URL(stack.urls.postgres), { pathname: `/carrel_${name}` }).href);

/** In whatever column: text, JSON, words of an index, and bytes. */
async function tablesWith(url: string, words: readonly string[]): Promise<string[]> {
  return withClient(url, async (client) => {
    const patterns = words.flatMap((word) => [`%${word}%`, `%${Buffer.from(word).toString('hex')}%`]);
    const { rows } = await client.query<{ name: string }>(`
      SELECT format('%I.%I', table_schema, table_name) AS name FROM information_schema.tables
      WHERE table_schema NOT IN ('pg_catalog', 'information_schema') AND table_type = 'BASE TABLE'`);
    const found: string[] = [];
    for (const { name } of rows) {
      const hit = await client.query(`SELECT FROM ${name} t WHERE t::text ILIKE ANY($1) LIMIT 1`, [patterns]);
      if (hit.rowCount) found.push(`${new URL(url).pathname.slice(1)}: ${name}`);
    }
    return found;
  });
}

async function streamsWith(natsUrl: string, words: readonly string[]): Promise<string[]> {
  const connection = await connectAs(natsUrl);
  try {
    const manager = await jetstreamManager(connection);
    const found: string[] = [];
    for await (const { config, state } of manager.streams.list())
      for (let seq = state.first_seq; seq <= state.last_seq; seq += 1) {
        const stored = await manager.streams.getMessage(config.name, { seq });
        const text = stored ? stored.string().toLowerCase() : '';
        if (words.some((word) => text.includes(word))) found.push(`stream ${config.name} ${stored!.subject}`);
      }
    return found;
  } finally {
    await connection.close();
  }
}

const logsWith = (stack: Stack, words: readonly string[]): string[] =>
  ([...services, 'gateway', 'postgres', 'nats'] as const).filter((name) => {
    const text = readFileSync(stack.logOf(name), 'utf8').toLowerCase();
    return words.some((word) => text.includes(word));
  });
