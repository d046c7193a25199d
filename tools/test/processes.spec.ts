import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { eventually } from '../src/journey/client.js';
import { commandOf, isAlive, startProgram, type Program } from '../src/index.js';
import { ProcessBook } from '../src/stack/lock.js';
import { Supervised } from '../src/stack/supervised.js';

const idle = (mark = '') => startProgram(process.execPath, ['-e', 'setInterval(() => {}, 1000)', mark]);

let folder: string;
let programs: Program[];
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'carrel-processes-'));
  programs = [];
});
afterEach(async () => {
  await Promise.all(programs.map((program) => program.kill()));
  rmSync(folder, { recursive: true });
});
const started = async (mark?: string): Promise<Program> => {
  const program = await idle(mark);
  programs.push(program);
  // The command line can be read a moment after the start.
  await eventually(async () => expect(commandOf(program.pid)).toContain('setInterval'));
  return program;
};

describe('What an earlier run left behind', () => {
  it('is ended when id, start and command line are those written down', async () => {
    const left = await started('the mark');
    new ProcessBook(folder).write('chat', left.pid);
    await new ProcessBook(folder).endLeftover('chat', 'the mark');
    expect((await left.ended).signal).toBe('SIGTERM');
  });

  it('is let alone when its id belongs to another program by now', async () => {
    const [other, later] = [await started('another mark'), await started('the mark')];
    const book = new ProcessBook(folder);
    book.write('chat', other.pid);
    await book.endLeftover('chat', 'the mark');
    writeFileSync(join(folder, 'run/chat.pid'), `${later.pid} 1`);
    await book.endLeftover('chat', 'the mark');
    expect([isAlive(other.pid), isAlive(later.pid)]).toEqual([true, true]);
  });

  it('does not keep its data folder from the next', async () => {
    const gone = await started();
    const book = new ProcessBook(folder);
    book.write('launcher', gone.pid);
    expect(() => book.claim()).toThrow('already runs');
    await gone.kill();
    expect(() => new ProcessBook(folder).claim()).not.toThrow();
  });
});

describe('A supervised process', () => {
  it('is started again when it dies by itself', async () => {
    const said: string[] = [];
    const part = new Supervised(
      'chat',
      () => started(),
      (line) => said.push(line),
    );
    await part.start();
    process.kill(part.pid!, 'SIGKILL');
    await programs[0]!.ended;
    while (programs.length < 2) await sleep(20);
    expect(said[0]).toBe('chat ended by itself (SIGKILL); starting it again');
    await part.stop();
    expect(isAlive(programs[1]!.pid)).toBe(false);
  });

  it('stays down when it was killed on purpose, until it is started', async () => {
    const part = new Supervised(
      'chat',
      () => started(),
      () => {},
    );
    await part.start();
    await part.kill();
    expect([part.pid, programs.length]).toEqual([undefined, 1]);
    await part.start();
    expect(isAlive(part.pid!)).toBe(true);
    await part.stop();
  });

  it('says why its first start did not work', async () => {
    const part = new Supervised(
      'chat',
      () => Promise.reject(new Error('no such port')),
      () => {},
    );
    await expect(part.start()).rejects.toThrow('no such port');
    await part.stop();
  });
});
