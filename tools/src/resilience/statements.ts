import { closeSync, fstatSync, openSync, readSync } from 'node:fs';
import { withClient } from '../provision.js';

/** Every statement a PostgreSQL server was sent while it was watched, whoever sent it, by database. */
export interface WatchedStatements {
  /** Those sent since the watch, or the last call, and not yet returned: texts in their order. */
  take(): Map<string, string[]>;
  end(): Promise<void>;
}

/** Watches by the server's own log, whose file is `logFile`; `url` is a superuser's, without a database. */
export async function watchStatements(url: string, logFile: string): Promise<WatchedStatements> {
  const configure = (...statements: string[]) =>
    withClient(`${url}/postgres`, async (client) => {
      for (const each of statements) await client.query(each);
      await client.query('select pg_reload_conf()');
    });
  const file = openSync(logFile, 'r');
  let at = fstatSync(file).size;
  await configure(`alter system set log_line_prefix = '@%d|'`, `alter system set log_statement = 'all'`);
  return {
    take: () => {
      const found = new Map<string, string[]>();
      const text = readFrom(file, at);
      at += Buffer.byteLength(text);
      // Further lines of a statement start with a tab.
      for (const line of text.replaceAll('\n\t', ' ').split('\n')) {
        const [, database, statement] =
          /^@([^|]*)\|LOG: {2}(?:statement|execute [^:]+): (.*)$/.exec(line) ?? [];
        if (database === undefined || statement === undefined) continue;
        found.set(database, [...(found.get(database) ?? []), statement.replace(/\s+/g, ' ').trim()]);
      }
      return found;
    },
    end: async () => {
      closeSync(file);
      await configure('alter system reset log_statement', 'alter system reset log_line_prefix');
    },
  };
}

/** Whole lines only: the rest of one is read the next time. */
function readFrom(file: number, position: number): string {
  const bytes = Buffer.alloc(fstatSync(file).size - position);
  readSync(file, bytes, 0, bytes.length, position);
  return bytes.subarray(0, bytes.lastIndexOf('\n') + 1).toString('utf8');
}
