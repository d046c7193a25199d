import { randomUUID } from 'node:crypto';
import { availableParallelism, loadavg } from 'node:os';
import { ok } from '@carrel/client';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import type { Browser, CDPSession } from 'playwright-core';
import { launchChromium } from '../tools/src/browser/chromium.js';
import { DeskPage } from '../tools/src/browser/desk.js';
import { aNetwork, type Network } from '../tools/src/browser/network.js';
import { at, signIn, speaker } from '../tools/src/journey/client.js';
import { aSystem } from './a-system.js';

const aspen = '019a0000-0000-7000-8002-000000000001';
const evergreen = '019a0000-0000-7000-8001-000000000001';
const CHATS = Number(process.env.CHATS ?? 40);
const AT_ONCE = 5;
const ROUNDS = 4;
/** Before these chats the connection is cut. */
const CUTS = [Math.floor(CHATS / 3), Math.floor((2 * CHATS) / 3)];
const LONGEST_TASK_MS = 100;

/** One task of the page's main thread: how long it took by the clock, and how long it computed. */
interface Task {
  readonly ms: number;
  readonly cpuMs: number;
}

/** The tasks of the page in a trace, which knows the time that each computed: a busy machine makes none of them longer. */
function tasksIn(trace: Buffer): Task[] {
  const { traceEvents } = JSON.parse(trace.toString()) as {
    traceEvents: {
      name: string;
      pid: number;
      tid: number;
      dur?: number;
      tdur?: number;
      args: { name?: string };
    }[];
  };
  const main = new Set(
    traceEvents
      .filter(({ name, args }) => name === 'thread_name' && args.name === 'CrRendererMain')
      .map(({ pid, tid }) => `${pid} ${tid}`),
  );
  return traceEvents
    .filter(({ name, pid, tid }) => name.endsWith('RunTask') && main.has(`${pid} ${tid}`))
    .map(({ dur = 0, tdur = dur }) => ({ ms: dur / 1_000, cpuMs: tdur / 1_000 }));
}

interface Patron {
  readonly id: string;
  readonly name: string;
  readonly token: string;
}

/** A whole shift by script: what a person would feel is measured in the page itself. */
describe('A shift of forty chats, five at once', () => {
  let system: Awaited<ReturnType<typeof aSystem>>;
  let browser: Browser;
  let network: Network;
  let desk: DeskPage;
  let devtools: CDPSession;
  const complaints: string[] = [];
  const renewals: string[] = [];
  const said = new Map<string, string[]>();
  const done: Patron[] = [];
  const long: Task[] = [];
  let tasks = 0;

  const asks = async (number: number): Promise<Patron> => {
    const name = `Patron ${number}`;
    const patron = { name, email: `patron-${number}@patron.example` };
    const body = { institutionId: aspen, patron, question: `Question ${number}: what stood on the river?` };
    return { name, ...(await ok(speaker(system.stack.url).chat.POST('/v1/sessions', { body }))) };
  };
  const says = ({ id, token }: Patron, text: string) =>
    ok(
      speaker(system.stack.url, token).chat.POST('/v1/sessions/{id}/messages', {
        ...at(id),
        body: { text, clientId: randomUUID() },
      }),
    );
  const opens = async ({ name }: Patron) => {
    await desk.page
      .getByRole('link', { name: new RegExp(`^${name}\\b`) })
      .first()
      .click();
    await desk.page.getByRole('heading', { level: 1, name, exact: true }).waitFor();
  };
  const answers = async (patron: Patron, words: string) => {
    await opens(patron);
    await desk.says(patron.name, words);
    said.set(patron.id, [...(said.get(patron.id) ?? []), words]);
  };
  /** What is used after everything unreachable is collected, in MB. */
  const memory = async (): Promise<number> => {
    await devtools.send('HeapProfiler.collectGarbage');
    const { metrics } = await devtools.send('Performance.getMetrics');
    return metrics.find(({ name }) => name === 'JSHeapUsedSize')!.value / 1e6;
  };

  beforeAll(async () => {
    browser = await launchChromium(console.log);
    system = await aSystem();
    network = await aNetwork(system.stack.url);
    const boss = await signIn(system.stack.url, 'admin@evergreen.example');
    const params = { path: { id: evergreen, key: 'chat-limits' } };
    const body = { patronsAtOnce: AT_ONCE, patronsWithIdle: AT_ONCE + 2 };
    await ok(boss.admin.PUT('/v1/groups/{id}/settings/{key}', { params, body } as never));
    const context = await browser.newContext({ locale: 'en-US', viewport: { width: 1440, height: 900 } });
    const page = await context.newPage();
    page.on('pageerror', (error) => complaints.push(error.message));
    page.on('request', (request) => {
      if (request.url().endsWith('/v1/auth/refresh')) renewals.push(request.url());
    });
    devtools = await context.newCDPSession(page);
    await devtools.send('Performance.enable');
    desk = new DeskPage(page, network.url);
    await desk.signsIn('librarian@aspen.example');
    await desk.startsShift();
  });

  afterAll(async () => {
    await browser?.close();
    await network?.end();
    await system?.end();
  });

  it('is worked through, over two cuts and renewals of the token', async () => {
    let open: Patron[] = [];
    let first: number | undefined;
    let next = 0;
    let line = 0;
    while (next < CHATS || open.length > 0) {
      await browser.startTracing(desk.page, { categories: ['toplevel'] });
      while (open.length < AT_ONCE && next < CHATS) {
        const patron = await asks((next += 1));
        await desk.presses(`Accept ${patron.name}`);
        open.push(patron);
        await opens(patron);
      }
      for (let round = 1; round <= ROUNDS; round += 1)
        for (const patron of open) {
          const words = `Line ${(line += 1)} of ${patron.name}`;
          await says(patron, words);
          await answers(patron, `Answer to line ${line}`);
          await desk.receives(patron.name, words);
        }
      // The last ones go on until the token, which is good for a quarter of an hour, has been renewed.
      while (next === CHATS && renewals.length === 0) {
        await says(open[0]!, `Line ${(line += 1)} of ${open[0]!.name}`);
        await answers(open[0]!, `Answer to line ${line}`);
        await desk.page.waitForRequest(/auth\/refresh/, { timeout: 10_000 }).catch(() => undefined);
      }
      if (CUTS.some((cut) => next >= cut && next < cut + AT_ONCE)) await cutOnce(open[0]!);
      for (const patron of open) {
        await opens(patron);
        await desk.ends('Answered');
        await desk.page.getByText(`The chat with ${patron.name} has ended.`).first().waitFor();
        done.push(patron);
      }
      open = [];
      const seen = tasksIn(await browser.stopTracing());
      tasks += seen.length;
      long.push(...seen.filter(({ ms }) => ms > 50));
      first ??= await memory();
      console.log(`${done.length} chats, ${(await memory()).toFixed(1)} MB`);
    }
    const last = await memory();
    console.log(`memory after the first chats ${first!.toFixed(1)} MB, at the end ${last.toFixed(1)} MB`);
    expect(last).toBeLessThan(first! * 1.25 + 2);
  }, 1_200_000);

  /** A line from each side on its way while the connection is cut, and text in the box. */
  const cutOnce = async (patron: Patron): Promise<void> => {
    await opens(patron);
    const box = desk.page.getByLabel(`Reply to ${patron.name}`);
    await box.fill('Written in a cut');
    network.cut();
    await desk.page.getByText('Connection lost; trying again…').waitFor();
    await box.press('Enter');
    await desk.page.getByText('Carrel cannot be reached. What you typed is kept.').first().waitFor();
    await says(patron, 'Said in a cut');
    network.mend();
    await desk.page.getByText('Connection lost').waitFor({ state: 'hidden' });
    await desk.presses('Try again');
    await desk.receives(patron.name, 'Written in a cut');
    await desk.receives(patron.name, 'Said in a cut');
    said.set(patron.id, [...said.get(patron.id)!, 'Written in a cut']);
  };

  it('never kept the page busy for more than 100 ms at a time', async () => {
    const shown = long.map(({ ms, cpuMs }) => `${Math.round(ms)} (${Math.round(cpuMs)})`).join(', ');
    console.log(
      `${tasks} tasks; over 50 ms by the clock, and of that computed: ${shown || 'none'}; load of the machine ${loadavg()
        .map((load) => load.toFixed(1))
        .join(', ')} on ${availableParallelism()} processors`,
    );
    expect(tasks).toBeGreaterThan(1_000);
    expect(long.filter(({ cpuMs }) => cpuMs > LONGEST_TASK_MS)).toEqual([]);
  });

  it('lost nothing, and said nothing twice', async () => {
    expect(done).toHaveLength(CHATS);
    for (const { id, token } of done) {
      const { items } = await ok(
        speaker(system.stack.url, token).chat.GET('/v1/sessions/{id}/messages', at(id)),
      );
      const answers = items.filter(({ from, kind }) => from === 'librarian' && kind === 'text');
      expect(answers.map(({ text }) => text)).toEqual(said.get(id));
    }
    expect(renewals.length).toBeGreaterThan(0);
    expect(complaints).toEqual([]);
  });
});
