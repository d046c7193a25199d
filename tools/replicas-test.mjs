// npm run replicas-test: two replicas of every service, each killed in turn, then PostgreSQL failed over to a standby with
// synchronous replication, while patrons ask, both sides of a chat write and reports are read from the standby. Counts what
// was lost or came twice, and who led the handling of events and who ran jobs. Wants built code (npm run build); two to six minutes.
import { randomBytes } from 'node:crypto';
import { chmodSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { databaseOf, freePorts, provisionedUrl, services, startStack, withClient } from '@carrel/tools';
import { journey } from './dist/journey/journey.js';
import { askUnderLoad } from './dist/resilience/question-load.js';
import { startReplicatedPostgres } from './dist/resilience/standby.js';
import { readReports } from './dist/resilience/statistics-load.js';
import { failuresIn, leadersOf, metricOf, readinessOf, untilDrained } from './dist/resilience/watch.js';
import { rollUnderLoad } from './dist/upgrade/roll-under-load.js';

const folder = mkdtempSync(join(tmpdir(), 'carrel-replicas-'));
chmodSync(folder, 0o755);
const replicas = services.flatMap((name) => [name, `${name}-2`]);
const began = Date.now();
const seconds = (since) => ((Date.now() - since) / 1000).toFixed(1);
const say = (words) => console.log(`${seconds(began)} s  ${words}`);
const faults = [];
const must = (holds, words) => {
  if (!holds) faults.push(words);
  say(`${holds ? 'ok' : 'FAULT'}: ${words}`);
};

let postgres;
let stack;
try {
  postgres = await startReplicatedPostgres(folder);
  say('PostgreSQL has a standby that every commit waits for');
  const basePort = await freePorts();
  const secret = randomBytes(32).toString('hex');
  stack = await startStack({
    ...{ dataDir: join(folder, 'data'), basePort, demo: true, quiet: true, twoOf: services },
    // A mail in whose middle a replica is killed is looked after when five timeouts are over: within the test, then.
    env: {
      ...{ ...process.env, DATABASE_URL: postgres.url, CARREL_SECRET: secret },
      STATISTICS_DATABASE_URL: provisionedUrl(postgres.standbyUrl, 'questions', secret, 'app'),
      ...{ SMTP_TIMEOUT_SECONDS: '5', MAIL_RETRY_SECONDS: '5,5,30' },
    },
  });
  const place = { url: stack.url, mailboxUrl: stack.urls.mailbox };
  await journey(place, { say: () => {} });
  await untilDrained(stack, replicas);
  say('the journey works with two replicas of every service');

  const underLoad = async (what, happens) => {
    let chat;
    let asked;
    const { reports, unavailable, wrong, longestGapMs } = await readReports(place, async () => {
      asked = await askUnderLoad(place, async () => {
        chat = await rollUnderLoad(stack, happens);
      });
    });
    must(
      reports > 0 && wrong.length === 0 && longestGapMs < 30_000,
      `${reports} reports: ${unavailable} answered as unavailable, ${wrong.length} wrong answers (${wrong.slice(0, 3)}), ` +
        `at most ${longestGapMs} ms without one`,
    );
    const drained = await untilDrained(stack, replicas);
    const { questions, lost, withoutReceipt, withTwoReceipts, sentAgain, slowestMs } = asked;
    say(
      `${what}: drained ${drained.toFixed(1)} s after the end of the load; slowest question ${slowestMs} ms`,
    );
    must(
      questions > 0 && lost + withoutReceipt + withTwoReceipts === 0,
      `${questions} questions: ${lost} lost, ${withoutReceipt} without a receipt, ${withTwoReceipts} with two, ` +
        `${sentAgain} mails handed over again`,
    );
    must(
      chat.messages > 0 && chat.lost + chat.doubled + chat.disordered === 0,
      `${chat.messages} chat messages: ${chat.lost} lost, ${chat.doubled} doubled, ${chat.disordered} out of order`,
    );
  };

  let looking = true;
  let most = 0;
  const looks = (async () => {
    for (; looking; await sleep(500)) {
      for (const service of services)
        most = Math.max(most, (await leadersOf(stack, replicas, service)).length);
    }
  })();
  await underLoad('both replicas at work', async () => {
    await sleep(30_000);
    const reading = await withClient(databaseOf(postgres.standbyUrl, 'postgres'), (client) =>
      client.query(`select from pg_stat_activity where usename = 'carrel_questions'`),
    );
    must(reading.rowCount > 0, `reports are read on the standby (${reading.rowCount} connections)`);
    for (const service of services) {
      const own = [service, `${service}-2`];
      const jobs = await Promise.all(own.map((replica) => metricOf(stack, replica, 'carrel_jobs_total')));
      const [leader] = await leadersOf(stack, replicas, service);
      say(`${service}: events led by ${leader}; jobs run by each: ${jobs.map((n) => n ?? 0).join(' and ')}`);
      if (service === 'notifications')
        must(
          jobs.every((n) => n > 0),
          'mails are shared by both replicas',
        );
    }
  });
  await underLoad('each replica killed in turn, the one that leads first', async () => {
    for (const service of services) {
      const [first] = await leadersOf(stack, replicas, service);
      const second = first === service ? `${service}-2` : service;
      await stack.kill(first);
      const since = Date.now();
      while (!(await leadersOf(stack, replicas, service)).includes(second)) {
        if (Date.now() - since > 30_000) throw new Error(`${second} does not take over the events`);
        await sleep(100);
      }
      say(`${first} is killed; ${second} leads ${seconds(since)} s later`);
      await stack.restart(first);
      await stack.kill(second);
      await stack.restart(second);
    }
  });
  looking = false;
  await looks;
  must(most === 1, `at most ${most} replica of a service led the handling of events at any time`);

  await underLoad('PostgreSQL failed over', async () => {
    await sleep(5_000);
    const since = Date.now();
    const failing = postgres.failOver();
    const said = new Map();
    let whole = 0;
    for (; whole < 3 && Date.now() - since < 120_000; await sleep(200)) {
      const states = await Promise.all(replicas.map((replica) => readinessOf(stack, replica)));
      for (const fault of states.flatMap((state) => state?.faults ?? ['no answer'])) {
        if (!said.has(fault)) said.set(fault, seconds(since));
      }
      whole = states.every((state) => state?.ready && !state.faults.length) ? whole + 1 : 0;
    }
    await failing;
    for (const [fault, after] of said) say(`health said ${after} s after the kill: ${fault}`);
    must(
      [...said.keys()].some((fault) => fault.startsWith('database')),
      'health said that the database was away',
    );
    must(
      whole === 3 && Object.keys(stack.processes).length > 0,
      `all ten replicas are whole again ${seconds(since)} s after the kill`,
    );
  });
  await journey(place, { say: () => {} });
  say('the journey works on the standby');
} catch (error) {
  console.error(error);
  faults.push(String(error));
} finally {
  for (const replica of stack && faults.length ? replicas : [])
    for (const line of failuresIn(stack, replica)) say(`log of ${replica}: ${line.slice(0, 600)}`);
  await stack?.stop();
  await postgres?.stop();
  rmSync(folder, { recursive: true, force: true });
}
say(faults.length ? `FAILED:\n  ${faults.join('\n  ')}` : 'passed');
process.exit(faults.length ? 1 : 0);
