import { setTimeout as sleep } from 'node:timers/promises';
import type { Place } from '../journey/desk.js';
import { journey } from '../journey/journey.js';
import { askUnderLoad } from '../resilience/question-load.js';
import { services } from '../stack/layout.js';
import { rollUnderLoad, type Written } from '../upgrade/roll-under-load.js';
import { browse } from './browser-walkthrough.js';
import { startBrowser } from './browser.js';
import { atRest } from './figures.js';
import type { Project } from './project.js';

type Say = (line: string) => void;

/**
 * Brings a project up and does to it what may happen to it: the journey, a chat in a browser, a crash of each container,
 * the replacement of each service under load. `at` is where gateway and mailbox are published. Throws at the first thing
 * that does not hold.
 */
export async function walkThrough(project: Project, at: Place, restSeconds: number, say: Say): Promise<void> {
  const began = Date.now();
  await project.compose('up', '-d', '--no-build');
  await answers(`${at.url}/api/admin/.well-known/jwks.json`);
  say(`healthy ${seconds(began)} s after docker compose up`);
  await play(at, 'journey', say);
  await inABrowser(at, say);

  const running = (await project.compose('ps', '--services')).trim().split('\n').sort();
  const { containers, engine } = await atRest(project, running, restSeconds);
  for (const { service, memory, processor } of containers)
    say(`at rest: ${service} ${memory.toFixed(0)} MiB, ${processor.toFixed(2)}% of a processor`);
  const own = containers.filter(({ service }) => (services as readonly string[]).includes(service));
  const sum = own.reduce((total, { processor }) => total + processor, 0);
  say(`at rest: the five services together ${sum.toFixed(2)}% of a processor, over ${restSeconds} s`);
  if (engine !== undefined) say(`at rest: the engine itself, with its checks, ${engine.toFixed(2)}%`);

  for (const service of running) {
    const killed = Date.now();
    const { Pid: before } = await project.state(service);
    await project.crash(service);
    await project.healthy(service, before);
    say(`${service} was killed and is back after ${seconds(killed)} s`);
  }
  for (const service of running) await project.healthy(service);
  await play(at, 'journey after every container was killed', say);

  await replaceUnderLoad(project, at, say);
  await play(at, 'journey after every service was replaced', say);
}

/** Each service's container is replaced, as an update does, while a chat goes on and patrons ask by the web form. */
async function replaceUnderLoad(project: Project, at: Place, say: Say): Promise<void> {
  const written: Written[] = [];
  const asked = await askUnderLoad(at, async () => {
    const chat = await rollUnderLoad(at, async () => {
      for (const service of services) {
        const replaced = Date.now();
        const { Pid: before } = await project.state(service);
        await project.compose('up', '-d', '--no-build', '--no-deps', '--force-recreate', service);
        await project.healthy(service, before);
        say(`${service} is replaced after ${seconds(replaced)} s`);
      }
    });
    written.push(chat);
  });
  const { messages, lost, doubled, disordered } = written[0]!;
  say(`${messages} messages written meanwhile: ${lost} lost, ${doubled} doubled, ${disordered} out of order`);
  if (messages === 0 || lost + doubled + disordered > 0)
    throw new Error('messages were lost, doubled or out of order');
  const { questions, withoutReceipt, withTwoReceipts, slowestMs } = asked;
  say(
    `${questions} questions asked meanwhile: ${asked.lost} lost, ${withoutReceipt} without a receipt, ` +
      `${withTwoReceipts} with two; the slowest took ${slowestMs} ms`,
  );
  if (questions === 0 || asked.lost + withoutReceipt + withTwoReceipts > 0)
    throw new Error('questions or their receipts were lost or doubled');
}

async function inABrowser(at: Place, say: Say): Promise<void> {
  const browser = await startBrowser(say);
  if (!browser)
    return say('LEFT OUT: the walk in a browser, which needs chromedriver on PATH or root on Debian');
  try {
    const { lines, slowestMs } = await browse(browser, at.url);
    say(
      `Chromium ${browser.version}: a chat of ${lines} lines, its stream cut once, none lost or doubled; the slowest ` +
        `line came after ${slowestMs} ms`,
    );
  } finally {
    await browser.stop();
  }
}

async function play(at: Place, name: string, say: Say): Promise<void> {
  const began = Date.now();
  let steps = 0;
  await journey(at, { say: () => (steps += 1) });
  say(`${name}: ${steps} steps in ${seconds(began)} s`);
}

/** Waits until an address answers with success. */
export async function answers(url: string, withinMs = 120_000): Promise<void> {
  for (const until = Date.now() + withinMs; ; await sleep(250)) {
    const said = await fetch(url, { signal: AbortSignal.timeout(10_000) }).then(
      async (answer) => (await answer.text(), answer.ok ? undefined : String(answer.status)),
      (error: unknown) => String(error),
    );
    if (said === undefined) return;
    if (Date.now() > until) throw new Error(`${url} does not answer: ${said}`);
  }
}

const seconds = (began: number) => ((Date.now() - began) / 1_000).toFixed(1);
