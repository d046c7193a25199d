import { spawn, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { freePorts, isAlive, isFree, services, startStack, type Stack } from '../src/index.js';
import { AnyOrder, oneRound } from './any-order.js';
import { prepareData } from './prepared-data.js';

const launcher = join(import.meta.dirname, '../start.mjs');

describe('The stack on one machine', () => {
  let dataDir: string;
  let basePort: number;
  let stack: Stack | undefined;
  let npmStart: ChildProcess;

  beforeAll(async () => {
    dataDir = await mkdtemp(join(tmpdir(), 'carrel-recovery-'));
    await prepareData(dataDir);
    basePort = await freePorts();
  });
  afterAll(async () => {
    // Where the first test failed early, its launcher still has everything to stop.
    if (npmStart?.exitCode === null && npmStart.kill('SIGTERM')) await once(npmStart, 'exit');
    await stack?.stop();
    await rm(dataDir, { recursive: true, force: true });
  });

  const pidOf = async (file: string) => Number((await readFile(join(dataDir, file), 'utf8')).split(/\s/)[0]);
  const ready = async () => {
    for (const name of services) {
      const answer = await fetch(`${stack!.urls[name]}/health/ready`);
      if (!answer.ok) throw new Error(`${name}: ${await answer.text()}`);
    }
  };

  it('starts again after its launcher was killed, ends what was left and keeps the data', async () => {
    const env = { ...process.env, CARREL_DATA: dataDir, CARREL_PORT: String(basePort), NODE_OPTIONS: '' };
    npmStart = spawn(process.execPath, [launcher], { env, stdio: ['ignore', 'pipe', 'inherit'] });
    await said(npmStart, 'Carrel is ready');
    const secret = await readFile(join(dataDir, 'secret'), 'utf8');
    const left = await Promise.all([
      pidOf('run/chat.pid'),
      pidOf('nats/nats.pid'),
      pidOf('postgres/cluster/postmaster.pid'),
    ]);
    npmStart.kill('SIGKILL');
    await once(npmStart, 'exit');
    expect(left.map(isAlive)).toEqual([true, true, true]);

    stack = await startStack({ dataDir, basePort, demo: true, quiet: true });
    expect(left.map(isAlive)).toEqual([false, false, false]);
    expect(await readFile(join(dataDir, 'secret'), 'utf8')).toBe(secret);
    await ready();
  });

  it('gets up by itself when PostgreSQL and NATS are killed', async () => {
    const { postgres, nats } = stack!.processes;
    process.kill(postgres!, 'SIGKILL');
    process.kill(nats!, 'SIGKILL');
    const until = Date.now() + 45_000;
    for (;;) {
      const now = stack!.processes;
      const again = now.postgres && now.nats && now.postgres !== postgres && now.nats !== nats;
      const fault = again ? await ready().catch(String) : 'a server is down';
      if (fault === undefined) break;
      if (Date.now() > until) throw new Error(fault);
      await sleep(100);
    }
  });

  const rounds = Number(process.env.ORDERS ?? 1);
  it(
    '[promise 27] starts and stops in any order: who lacks something lives, says what, and goes on by itself',
    async () => {
      const seed = Number(process.env.SEED ?? Math.floor(Math.random() * 2 ** 31));
      for (let round = 0; round < rounds; round += 1) {
        process.stdout.write(`orders with SEED=${seed + round}\n`);
        await oneRound(new AnyOrder(stack!, seed + round));
      }
    },
    120_000 * rounds,
  );

  it('says 503 for a part that was killed until it is there again', async () => {
    await stack!.kill('chat');
    const url = `${stack!.url}/api/chat/openapi.json`;
    expect((await fetch(url)).status).toBe(503);
    await stack!.restart('chat');
    expect((await fetch(url)).status).toBe(200);
  });

  it('leaves no process and no taken port behind', async () => {
    const pids = Object.values(stack!.processes);
    await stack!.stop();
    expect(pids.filter(isAlive)).toEqual([]);
    expect(await isFree(basePort + 10)).toBe(true);
  });
});

function said(program: ChildProcess, words: string): Promise<void> {
  let text = '';
  return new Promise((resolve, reject) => {
    program.stdout!.on('data', (chunk: Buffer) => {
      text += chunk.toString();
      if (text.includes(words)) resolve();
    });
    program.once('exit', () => reject(new Error(`npm start ended:\n${text}`)));
  });
}
