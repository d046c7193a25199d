import { spawn } from 'node:child_process';
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { blocksOf, type Block } from './page.js';

/** The system the pages speak to, which was started by the command they give. */
export interface Place {
  /** Where the gateway listens; a page's localhost:8080 to 8090 are moved to it and the ports after it. */
  readonly basePort: number;
  /** The data folder of that system: a page's .data. */
  readonly dataDir: string;
  /** The clone: where a page's commands run. */
  readonly root: string;
}

/** A page whose commands do not do what it says. */
export class PageFault extends Error {}

const began = (at: number) => `::page block ${at}::`;

/**
 * Runs a page's commands in one shell, from first to last, and compares what it says they print. Resolves with how
 * many blocks were run and what was left out; rejects with PageFault, naming the line. Commands that say nothing for
 * `silentMs` hang; how long all of them take is up to the machine.
 */
export async function runPage(
  markdown: string,
  place: Place,
  silentMs = 180_000,
): Promise<{ ran: number; elsewhere: string[] }> {
  const blocks = blocksOf(markdown);
  const folder = mkdtempSync(join(tmpdir(), 'carrel-page-'));
  try {
    const runs = blocks.filter(({ use }) => use === 'run');
    if (runs.length) {
      const { code, said } = await shell(script(blocks, place, folder), place, folder, silentMs);
      judge(blocks, code, said, place);
    }
    const elsewhere = blocks.flatMap(({ use, needs }) => (use === 'elsewhere' ? [needs!] : []));
    return { ran: runs.length, elsewhere };
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

function script(blocks: readonly Block[], place: Place, folder: string): string {
  const parts = ['set -euo pipefail', `cd ${quote(place.root)}`, `WORK=${quote(folder)}`];
  blocks.forEach((block, at) => {
    if (block.use === 'file') {
      // Written at its turn, so that a later block may give the same file anew.
      const kept = join(folder, '.files', String(at));
      mkdirSync(dirname(kept), { recursive: true });
      writeFileSync(kept, `${moved(block.text, place)}\n`);
      parts.push(`mkdir -p "$(dirname "$WORK/${block.file}")"; cp ${quote(kept)} "$WORK/${block.file}"`);
    }
    if (block.use !== 'run') return;
    parts.push(`echo '${began(at)}'`);
    // The system runs already: the runner has started it with this very command.
    if (block.text.trim() !== 'npm start') parts.push(moved(block.text, place));
  });
  return `${parts.join('\n')}\n`;
}

/** Ports and the data folder as they are here. */
function moved(text: string, { basePort, dataDir }: Place): string {
  return text
    .replace(/\b(localhost|127\.0\.0\.1):80([89]\d)\b/g, (_all, host: string, port: string) => {
      return `${host}:${basePort + Number(port) - 80}`;
    })
    .replace(/(^|[\s="'])\.data\b/gm, (_all, before: string) => `${before}${dataDir}`);
}

async function shell(text: string, place: Place, folder: string, silentMs: number) {
  const file = join(folder, '.page.sh');
  writeFileSync(file, text);
  const env = {
    ...process.env,
    CARREL_PORT: String(place.basePort),
    CARREL_DATA: place.dataDir,
    NODE_OPTIONS: '',
  };
  const child = spawn('bash', [file], { env, stdio: ['ignore', 'pipe', 'pipe'], detached: true });
  let said = '';
  for (const stream of [child.stdout, child.stderr])
    stream.on('data', (chunk: Buffer) => {
      said += chunk.toString();
      silent.refresh();
    });
  const silent = setTimeout(() => {
    said += `\n(silent for ${silentMs / 1000} s)`;
    process.kill(-child.pid!, 'SIGKILL');
  }, silentMs);
  const code = await new Promise<number>((resolve, reject) => {
    child.once('error', reject);
    child.once('close', (exit) => resolve(exit ?? 1));
  }).finally(() => clearTimeout(silent));
  return { code, said };
}

function judge(blocks: readonly Block[], code: number, said: string, place: Place): void {
  const printed = new Map<number, string>();
  let last: Block | undefined;
  blocks.forEach((block, at) => {
    if (block.use !== 'run' || !said.includes(began(at))) return;
    printed.set(at, said.split(began(at))[1]!.split('::page block ')[0]!.trim());
    last = block;
  });
  if (code !== 0) {
    throw new PageFault(
      `line ${last?.line ?? 1}: exit code ${code}\n${said.split('\n').slice(-25).join('\n')}`,
    );
  }
  blocks.forEach((block, at) => {
    if (block.use !== 'expected') return;
    const before = blocks.findLastIndex(({ use }, other) => other < at && use === 'run');
    const missing = absentLine(moved(block.text, place), printed.get(before) ?? '');
    if (missing !== undefined) {
      throw new PageFault(
        `line ${block.line}: "${missing}" was not printed; it was:\n${printed.get(before)}`,
      );
    }
  });
}

/** The first expected line that does not come, in order; `...` stands for anything within a line. */
function absentLine(expected: string, actual: string): string | undefined {
  let rest = actual;
  for (const wanted of expected.split('\n').map((line) => line.trim())) {
    if (wanted === '' || wanted === '...') continue;
    const found = new RegExp(wanted.split('...').map(escaped).join('.*')).exec(rest);
    if (!found) return wanted;
    rest = rest.slice(found.index + found[0].length);
  }
  return undefined;
}

const escaped = (text: string) => text.replace(/[.*+?^${}()|[\]\\]/g, '\\$&');
const quote = (text: string) => `'${text.replaceAll("'", `'\\''`)}'`;
