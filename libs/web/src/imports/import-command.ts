import { createInterface } from 'node:readline';
import type { INestApplicationContext } from '@nestjs/common';
import { UsageError } from '../config.js';
import { ImportRuns, type ImportCounts, type ImportRun, type Importer, type SentRow } from './import-runs.js';

/** The first line on standard input: what comes, and from where. */
interface Announced {
  readonly source: string;
  readonly fileName: string;
  readonly fingerprint: string;
  readonly bytes: number;
  readonly dryRun: boolean;
}

const batchRows = 200;
const batchCharacters = 4_000_000;

/**
 * `node main.js import <kind>`: takes rows from standard input, a line of JSON each after a first line that announces
 * them, and says on standard output how it goes, a line of JSON for each batch. The carrel command speaks so.
 * `node main.js import links <source>` prints what outside ids are called here.
 */
export async function importRows(
  app: INestApplicationContext,
  [kind = '', ...args]: string[],
  importers: Readonly<Record<string, Importer>>,
): Promise<void> {
  const runs = app.get(ImportRuns);
  if (kind === 'links') return printLinks(runs, args, Object.keys(importers));
  const importer = Object.hasOwn(importers, kind) ? importers[kind] : undefined;
  if (!importer)
    throw new UsageError(`import takes ${Object.keys(importers).join(', ')}; ${kind} is none of them`);
  const lines = createInterface({ input: process.stdin, crlfDelay: Infinity })[Symbol.asyncIterator]();
  const first = await lines.next();
  if (first.done) throw new UsageError('nothing came on standard input');
  const { dryRun, ...file } = JSON.parse(first.value) as Announced;
  const run = dryRun ? undefined : await runs.begin({ kind, ...file });
  const total: Counts = countsOf(run);
  say({ id: run?.id ?? null, resumedAfter: total.rows });
  let row = 0;
  for await (const batch of batches(lines)) {
    // What a broken-off run has had already.
    const rest = batch.slice(Math.max(0, Math.min(batch.length, total.rows - row)));
    row += batch.length;
    if (!rest.length) continue;
    const outcome = run
      ? await runs.take(run, total.rows, rest, importer)
      : await runs.rehearse({ kind, source: file.source }, total.rows, rest, importer);
    for (const key of counted) total[key] += outcome.counts[key];
    say({ counts: total, at: rest.at(-1)!.at, remarks: outcome.remarks });
  }
  if (run) await runs.finish(run);
  say({ done: true });
}

const counted = ['rows', 'added', 'linked', 'unchanged', 'changed', 'refused'] as const;
type Counts = { -readonly [K in keyof ImportCounts]: number };

const countsOf = (run: ImportRun | undefined): Counts =>
  Object.fromEntries(counted.map((key) => [key, run?.[key] ?? 0])) as unknown as Counts;

const say = (value: object): void => void process.stdout.write(`${JSON.stringify(value)}\n`);

async function* batches(lines: AsyncIterator<string>): AsyncGenerator<SentRow[]> {
  let batch: SentRow[] = [];
  let characters = 0;
  for (let next = await lines.next(); !next.done; next = await lines.next()) {
    batch.push(JSON.parse(next.value) as SentRow);
    characters += next.value.length;
    if (batch.length < batchRows && characters < batchCharacters) continue;
    yield batch;
    batch = [];
    characters = 0;
  }
  if (batch.length) yield batch;
}

async function printLinks(
  runs: ImportRuns,
  [source = '']: string[],
  kinds: readonly string[],
): Promise<void> {
  for (const kind of kinds) {
    for (let after = ''; ;) {
      const page = await runs.links(kind, source, after);
      for (const link of page) say({ kind, ...link });
      if (!page.length) break;
      after = page.at(-1)!.outsideId;
    }
  }
}
