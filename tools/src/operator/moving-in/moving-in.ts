import { spawn } from 'node:child_process';
import { createHash } from 'node:crypto';
import { once } from 'node:events';
import { createReadStream, createWriteStream, readFileSync, statSync } from 'node:fs';
import { basename, join } from 'node:path';
import { createInterface } from 'node:readline';
import { csvLine, csvStart } from '@carrel/kernel';
import { parse as parseYaml } from 'yaml';
import { root, type ServiceName } from '../../stack/layout.js';
import { BadArgument, Refused } from '../../stack/refused.js';
import type { Place } from '../place.js';
import { runMode } from '../run-mode.js';
import { columnsOf, mapped, mappingOf, RowFault, type Kind, type Mapping } from './mapping.js';
import { recordsOf, type FileRecord } from './records.js';

const owners: Record<Kind, ServiceName> = { libraries: 'admin', accounts: 'admin', questions: 'questions' };

export interface Options {
  readonly mapping: string;
  readonly dryRun?: boolean;
  /** Where every refused and changed row is written, as CSV. */
  readonly report?: string;
}
interface Counts {
  readonly rows: number;
  readonly added: number;
  readonly linked: number;
  readonly unchanged: number;
  readonly changed: number;
  readonly refused: number;
}
interface Remark {
  readonly line: number;
  readonly outsideId: string | null;
  readonly what: string;
  readonly field: string | null;
  readonly code: string;
  readonly message: string;
}
/** What the service says, a line each. */
type Said =
  | { id: string | null; resumedAfter: number }
  | { counts: Counts; at: number; remarks: readonly Remark[] }
  | { done: true };

const shownRemarks = 20;
const progressEveryMs = 2_000;

/** Brings the rows of a file in, through the service that owns what they become. */
export async function moveIn(
  place: Place,
  kind: Kind,
  file: string,
  options: Options,
  say: (line: string) => void,
): Promise<void> {
  const mapping = readMapping(options.mapping, kind);
  const bytes = sizeOf(file);
  await compareColumns(file, mapping, say);
  const names = await Names.of(place, mapping);
  const announced = {
    ...{ source: mapping.source, fileName: basename(file), bytes, dryRun: options.dryRun ?? false },
    fingerprint: await fingerprintOf(file, mapping),
  };
  const report = options.report === undefined ? undefined : createWriteStream(options.report);
  report?.write(csvStart + csvLine(['line', 'outside id', 'what', 'field', 'code', 'reason']));
  let counts: Counts = { rows: 0, added: 0, linked: 0, unchanged: 0, changed: 0, refused: 0 };
  let shown = 0;
  let saidAt = Date.now();
  const onSaid = (said: Said) => {
    if ('resumedAfter' in said) {
      if (said.id) say(`import ${said.id}`);
      if (said.resumedAfter) say(`goes on after the ${said.resumedAfter} rows that an earlier run has taken`);
    } else if ('counts' in said) {
      ({ counts } = said);
      for (const { line, outsideId, what, field, code, message } of said.remarks) {
        report?.write(csvLine([line, outsideId, what, field, code, message]));
        shown += 1;
        if (shown <= shownRemarks) say(`line ${line}: ${what}${field ? `, ${field}` : ''}: ${message}`);
        if (shown === shownRemarks + 1)
          say(`... more of these${options.report ? ` in ${options.report}` : '; --report <file> keeps all'}`);
      }
      if (Date.now() - saidAt < progressEveryMs) return;
      saidAt = Date.now();
      say(`${Math.floor((100 * said.at) / Math.max(bytes, 1))} %, ${counts.rows} rows`);
    }
  };
  await send(place, owners[kind], ['import', kind], rowsOf(file, mapping, names, announced), onSaid);
  if (report) await new Promise<void>((resolve) => report.end(resolve));
  const would = options.dryRun ? 'would be ' : '';
  say(
    `${counts.rows} rows: ${counts.added} ${would}added, ${counts.linked} ${would}linked to what is here, ` +
      `${counts.unchanged} unchanged, ${counts.changed} changed in the file and left as they are, ` +
      `${counts.refused} ${would}refused`,
  );
  if (options.dryRun) say('nothing was written: this was a dry run');
}

function readMapping(file: string, kind: Kind): Mapping {
  let text: string;
  try {
    text = readFileSync(file, 'utf8');
  } catch {
    throw new BadArgument(`There is no mapping in ${file}.`);
  }
  let value: unknown;
  try {
    value = parseYaml(text);
  } catch (fault) {
    throw new BadArgument(`${file} is neither YAML nor JSON: ${(fault as Error).message.split('\n')[0]}`);
  }
  const mapping = mappingOf(value);
  if (mapping.kind !== kind)
    throw new BadArgument(`${file} is a mapping for ${mapping.kind}, not for ${kind}.`);
  return mapping;
}

function sizeOf(file: string): number {
  const found = statSync(file, { throwIfNoEntry: false });
  if (!found?.isFile()) throw new BadArgument(`There is no file ${file}.`);
  return found.size;
}

/** A column that the mapping reads and the file lacks is a mistake of the mapping, and not of each row. */
async function compareColumns(file: string, mapping: Mapping, say: (line: string) => void): Promise<void> {
  if (mapping.format !== 'csv') return;
  for await (const { cells } of recordsOf(file, mapping)) {
    if (cells instanceof RowFault) continue;
    const read = columnsOf(mapping);
    const missing = [...read].filter((column) => !(column in cells));
    if (missing.length)
      throw new BadArgument(
        `The mapping reads columns that ${basename(file)} does not have: ${missing.join(', ')}. ` +
          `It has: ${Object.keys(cells).join(', ')}.`,
      );
    const unread = Object.keys(cells).filter((column) => !read.has(column));
    if (unread.length) say(`columns that the mapping leaves out: ${unread.join(', ')}`);
    return;
  }
}

/** One file under one mapping is one import, which goes on where it stopped. */
async function fingerprintOf(file: string, mapping: Mapping): Promise<string> {
  const hash = createHash('sha256').update(JSON.stringify(mapping));
  for await (const part of createReadStream(file)) hash.update(part as Buffer);
  return hash.digest('base64url');
}

/** What libraries and accounts of this source are called here: few enough to be kept in memory. */
class Names {
  private constructor(
    private readonly libraries: ReadonlyMap<string, string>,
    private readonly accounts: ReadonlyMap<string, string>,
  ) {}

  static async of(place: Place, { kind, source }: Mapping): Promise<Names> {
    const names = { libraries: new Map<string, string>(), accounts: new Map<string, string>() };
    if (kind !== 'libraries')
      await runMode(place, 'admin', ['import', 'links', source], (line) => {
        const link = JSON.parse(line) as { kind: keyof typeof names; outsideId: string; id: string };
        names[link.kind].set(link.outsideId, link.id);
      });
    return new Names(names.libraries, names.accounts);
  }

  /** `library`, `librarian` and `author` of a row become ids. @throws RowFault for one that was not moved in */
  resolve(row: Record<string, unknown>): Record<string, unknown> {
    const { library, librarian, messages, ...rest } = row as {
      library?: unknown;
      librarian?: unknown;
      messages?: { author?: unknown }[];
    };
    return {
      ...rest,
      ...(library === undefined ? {} : { institutionId: idOf(this.libraries, 'library', library) }),
      ...(librarian === undefined ? {} : { librarianId: idOf(this.accounts, 'librarian', librarian) }),
      ...(messages === undefined
        ? {}
        : {
            messages: messages.map(({ author, ...message }) => ({
              ...message,
              ...(author === undefined ? {} : { authorId: idOf(this.accounts, 'messages.author', author) }),
            })),
          }),
    };
  }
}

const uuid = /^[\da-f]{8}(-[\da-f]{4}){3}-[\da-f]{12}$/i;

function idOf(known: ReadonlyMap<string, string>, field: string, outside: unknown): string {
  const name = String(outside);
  const id = known.get(name) ?? (uuid.test(name) ? name.toLowerCase() : undefined);
  if (id) return id;
  throw new RowFault(
    field,
    'not-moved-in',
    `the ${field} that the row names was not moved in from this source`,
  );
}

async function* rowsOf(
  file: string,
  mapping: Mapping,
  names: Names,
  announced: object,
): AsyncGenerator<string> {
  yield JSON.stringify(announced);
  for await (const record of recordsOf(file, mapping)) yield JSON.stringify(sentRow(record, mapping, names));
}

function sentRow({ line, at, cells }: FileRecord, mapping: Mapping, names: Names): object {
  let outsideId: string | null = null;
  try {
    if (cells instanceof RowFault) throw cells;
    const one = mapped(mapping, cells);
    ({ outsideId } = one);
    return { line, at, outsideId, row: names.resolve(one.row) };
  } catch (fault) {
    if (!(fault instanceof RowFault)) throw fault;
    const { field, code, message } = fault;
    return { line, at, outsideId, fault: { field: field || null, code, message } };
  }
}

/** Runs a mode of the service's own main, which reads lines as fast as it can take them. */
async function send(
  place: Place,
  service: ServiceName,
  args: readonly string[],
  lines: AsyncIterable<string>,
  onSaid: (said: Said) => void,
): Promise<void> {
  const child = spawn(process.execPath, [join(root, 'services', service, 'dist/main.js'), ...args], {
    cwd: root,
    env: { ...place.envOf(service), NODE_OPTIONS: '' },
    stdio: ['pipe', 'pipe', 'pipe'],
  });
  let complaint = '';
  child.stderr.on('data', (chunk: Buffer) => (complaint += chunk.toString()));
  const ended = once(child, 'close') as Promise<[number | null]>;
  const listening = (async () => {
    for await (const line of createInterface({ input: child.stdout })) onSaid(JSON.parse(line) as Said);
  })();
  // It may end before it has read everything: its own words say why.
  child.stdin.on('error', () => undefined);
  for await (const line of lines) {
    if (child.stdin.destroyed || child.exitCode !== null) break;
    if (!child.stdin.write(`${line}\n`)) await Promise.race([once(child.stdin, 'drain'), ended]);
  }
  child.stdin.end();
  const [code] = await ended;
  await listening;
  if (code === 2) throw new BadArgument(complaint.trim());
  if (code !== 0) throw new Refused(complaint.trim() || `${service} import ended with ${code}`);
}
