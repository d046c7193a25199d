import { existsSync, mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { endLeftover, isAlive, startOf } from '../program.js';
import { Refused } from './refused.js';

/** Which processes belong to one data folder; it shows what an earlier run left. */
export class ProcessBook {
  private readonly folder: string;

  constructor(private readonly dataDir: string) {
    this.folder = join(dataDir, 'run');
    mkdirSync(this.folder, { recursive: true, mode: 0o700 });
  }

  /** Claims the data folder for this process, or says who has it. */
  claim(): void {
    const holder = this.read('launcher');
    if (holder && holder !== process.pid) {
      throw new Refused(
        `Carrel already runs on ${this.dataDir} (process ${holder}). Stop that one with Ctrl-C, or kill ${holder}.`,
      );
    }
    this.write('launcher', process.pid);
  }

  release(): void {
    this.forget('launcher');
  }

  write(name: string, pid: number): void {
    writeFileSync(this.file(name), `${pid} ${startOf(pid) ?? ''}`);
  }

  /** Strikes a process out that has ended, unless its successor is written down already. */
  forgetIf(name: string, pid: number): void {
    const file = this.file(name);
    if (existsSync(file) && readFileSync(file, 'utf8').startsWith(`${pid} `)) this.forget(name);
  }

  private forget(name: string): void {
    rmSync(this.file(name), { force: true });
  }

  /** Ends what an earlier run left under this name: the same process id, start time and command. */
  async endLeftover(name: string, proof: string): Promise<void> {
    const pid = this.read(name);
    if (pid) await endLeftover(pid, proof);
    this.forget(name);
  }

  /** The process of this name if it still is the one that was written down. */
  private read(name: string): number | undefined {
    if (!existsSync(this.file(name))) return undefined;
    const [pid = '', ...start] = readFileSync(this.file(name), 'utf8').split(' ');
    return isAlive(Number(pid)) && startOf(Number(pid)) === start.join(' ') ? Number(pid) : undefined;
  }

  private file(name: string): string {
    return join(this.folder, `${name}.pid`);
  }
}
