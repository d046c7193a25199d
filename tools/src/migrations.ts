import { spawnSync } from 'node:child_process';
import { createRequire } from 'node:module';
import { join } from 'node:path';
import { root } from './stack/layout.js';

/** A migration as far as it is looked at. */
export interface Migration {
  up(runner: { query(sql: string, values?: unknown[]): Promise<unknown[]> }): Promise<unknown>;
  /** False where it runs outside of a transaction. */
  readonly transaction?: boolean;
  /** Rules it breaks, each with why that is safe now: which version is the last that needs what goes away. */
  readonly breaks?: Readonly<Record<string, string>>;
}

/** Matters of taste, what is looked at below, and what whoever runs them does for all: setting lock_timeout. */
const passedOver = [
  'prefer-bigint-over-int',
  'prefer-bigint-over-smallint',
  'ban-concurrent-index-creation-in-transaction',
  'prefer-identity',
  'prefer-robust-stmts',
  'prefer-text-field',
  'require-lock-timeout',
  'require-statement-timeout',
];
/** Takes away what replicas of the version before may use: only a version's number can say that they do not. */
const removing = /^(ban-drop-(column|table)|renaming-(column|table)|changing-column-type)$/;

/** What older replicas, or whoever waits for a lock meanwhile, could not live with; a line each (promise 26). */
export async function faultsOfMigration(migration: Migration): Promise<string[]> {
  const statements: string[] = [];
  await migration.up({
    query: async (sql) => {
      statements.push(sql.trim().replace(/;$/, ''));
      return [];
    },
  });
  const breaks = migration.breaks ?? {};
  const found = [
    ...squawk(`${statements.join(';\n')};\n`, migration.transaction !== false),
    ...changesRows(statements),
    ...(migration.transaction === false ? [] : concurrentlyIn(statements)),
  ];
  const faults = found
    .filter(({ rule }) => !breaks[rule])
    .map(({ rule, message, line }) => `${rule}: ${message} (line ${line} of what it runs)`);
  for (const [rule, why] of Object.entries(breaks)) {
    if (!found.some((one) => one.rule === rule)) faults.push(`${rule}: it breaks no such rule`);
    if (removing.test(rule) && !/\b\d+\.\d+\b/.test(why)) {
      faults.push(`${rule}: its reason must name the version that needs it no more`);
    } else if (why.trim().length < 15) faults.push(`${rule}: its reason is too short`);
  }
  return faults;
}

interface Finding {
  rule: string;
  message: string;
  line: number;
}

function squawk(sql: string, inTransaction: boolean): Finding[] {
  const script = createRequire(join(root, 'package.json')).resolve('squawk-cli/js/bin/squawk');
  const { stdout, stderr } = spawnSync(
    process.execPath,
    [
      script,
      ...['--reporter', 'json', '--pg-version', '16', '--exclude', passedOver.join(',')],
      inTransaction ? '--assume-in-transaction' : '--no-assume-in-transaction',
    ],
    { input: sql, encoding: 'utf8' },
  );
  // It ends with 1 when it has found something; without a word it did not run.
  if (!stdout.trim().startsWith('[')) throw new Error(`squawk does not run here: ${stderr}`);
  const said = JSON.parse(stdout) as { rule_name: string; message: string; line: number }[];
  return said.map(({ rule_name: rule, message, line }) => ({ rule, message, line: line + 1 }));
}

/** They have a few thousand rows in the largest cooperative, so changing all of them takes milliseconds. */
const smallTables = ['memberships', 'service_accounts'];

/** What squawk leaves alone: rows of a whole table changed in one go stay locked until the end. */
function changesRows(statements: readonly string[]): Finding[] {
  const made =
    statements
      .join(';\n')
      .match(/create table (\w+)/gi)
      ?.map((found) => found.split(' ')[2]!) ?? [];
  return statements.flatMap((sql, n) =>
    [...sql.matchAll(/(?:^|;)\s*(update|delete from|lock table|lock)\s+(?:only\s+)?(\w+)/gi)]
      .filter(([, , table]) => !made.includes(table!) && !smallTables.includes(table!))
      .map(([, what, table]) => ({
        rule: 'ban-row-changes',
        message: `${what} ${table} holds its rows until the migration ends; a job does this in batches.`,
        line: n + 1,
      })),
  );
}

/** PostgreSQL refuses it at once, but only where the migration runs. */
const concurrentlyIn = (statements: readonly string[]): Finding[] =>
  statements.flatMap((sql, n) =>
    /\bindex\s+concurrently\b/i.test(sql)
      ? [
          {
            rule: 'ban-concurrent-index-creation-in-transaction',
            message: 'say `readonly transaction = false`.',
            line: n + 1,
          },
        ]
      : [],
  );
