import { execFile } from 'node:child_process';
import { readFileSync, rmSync } from 'node:fs';
import { chmod, mkdir, mkdtemp } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { freePorts, provisionedUrl, startStack, withClient, type Stack } from '../tools/src/index.js';
import { journey } from '../tools/src/journey/journey.js';
import { prepareData } from '../tools/test/prepared-data.js';

/** A running system in which the main journey was played, with the command that its operator has for it. */
export class OperatorsSystem {
  readonly folder: string;
  readonly basePort: number;
  stack!: Stack;
  /** The one that the system runs with now. */
  secret: string;
  journeyed!: Awaited<ReturnType<typeof journey>>;

  private constructor(folder: string, basePort: number) {
    this.folder = folder;
    this.basePort = basePort;
    this.secret = readFileSync(join(folder, 'first/secret'), 'utf8').trim();
  }

  static async start(): Promise<OperatorsSystem> {
    const folder = await mkdtemp(join(tmpdir(), 'carrel-operators-'));
    // PostgreSQL, which does not run as root, has to get through to the copied databases.
    await chmod(folder, 0o711);
    await mkdir(join(folder, 'first'));
    await prepareData(join(folder, 'first'));
    const system = new OperatorsSystem(folder, await freePorts());
    const where = { dataDir: system.at('first'), basePort: system.basePort };
    const env = { ...process.env, CARREL_SECRET: system.secret };
    system.stack = await startStack({ ...where, demo: true, quiet: true, env });
    const addresses = { url: system.stack.url, mailboxUrl: system.stack.urls.mailbox };
    system.journeyed = await journey(addresses, { say: () => {} });
    return system;
  }

  /** A path in the system's folder. */
  readonly at = (name: string): string => join(this.folder, name);

  /** What the command prints, or the complaint it fails with. */
  readonly carrel = (
    args: string[],
    dataDir = this.at('first'),
    port = this.basePort,
    more: NodeJS.ProcessEnv = {},
  ): Promise<{ code: number; said: string }> =>
    new Promise((resolve) => {
      const place = { CARREL_DATA: dataDir, CARREL_PORT: String(port), CARREL_SECRET: this.secret };
      const env = { ...process.env, ...place, ...more, NODE_OPTIONS: '' };
      execFile(process.execPath, ['tools/carrel.mjs', ...args], { env }, (error, out, err) => {
        resolve({ code: error ? Number(error.code) : 0, said: `${out}${err}` });
      });
    });

  readonly database = <T>(of: Stack, service: string, sql: string, values: unknown[] = []): Promise<T[]> =>
    withClient(provisionedUrl(of.urls.postgres, service, this.secret, 'app'), async (client) => {
      return (await client.query(sql, values)).rows as T[];
    });

  async end(): Promise<void> {
    await this.stack?.stop();
    rmSync(this.folder, { recursive: true, force: true });
  }
}
