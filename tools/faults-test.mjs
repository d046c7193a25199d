// npm run faults -- [amnesia] [silence] [split] [skew] [slow-readers] [full-disk] [power-cut]: what machines and networks do to a
// running system, while patrons ask by form: counts what was lost or came twice, and looks at every invariant at the end. All
// of them when none is named. full-disk and power-cut mount a file, split makes network namespaces, and therefore want
// Linux and root. Wants built code (npm run build); a minute or two each, split 12.
import { spawnSync } from 'node:child_process';
import { randomBytes } from 'node:crypto';
import {
  appendFileSync,
  chmodSync,
  cpSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  writeFileSync,
} from 'node:fs';
import { connect } from 'node:net';
import { loadavg, tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { freePorts, newCalloutKeys, provisionedUrl, services, startStack } from '@carrel/tools';
import { at, eventually, signIn, speaker } from './dist/journey/client.js';
import { Desk } from './dist/journey/desk.js';
import { journey } from './dist/journey/journey.js';
import { violationsAt } from './dist/operator/invariants.js';
import { Network } from './dist/resilience/network.js';
import { askUnderLoad } from './dist/resilience/question-load.js';
import { failuresIn, metricOf, readinessOf, untilDrained, untilWhole } from './dist/resilience/watch.js';
import { rollUnderLoad } from './dist/upgrade/roll-under-load.js';

const cutSeconds = 25;
const recoverSeconds = 30;
const idleReaders = 40;
/** What is tried begins when all are ready: ten replicas have taken more than npm start's 90 s on a busy machine. */
const readyWithinMs = 600_000;
/** What readiness calls a part; a mail server that is away is no fault of the service. */
const inReadiness = { postgres: 'database', nats: 'nats' };

const faultsByName = {
  amnesia,
  silence,
  split,
  skew,
  'slow-readers': slowReaders,
  'full-disk': fullDisk,
  'power-cut': powerCut,
};
const wanted = process.argv.length > 2 ? process.argv.slice(2) : Object.keys(faultsByName);
for (const name of wanted)
  if (!(name in faultsByName)) {
    console.error(`There is no fault ${name}; there are ${Object.keys(faultsByName).join(', ')}.`);
    process.exit(1);
  }

const began = Date.now();
const logs = mkdtempSync(join(tmpdir(), 'carrel-faults-logs-'));
const seconds = (since) => ((Date.now() - since) / 1000).toFixed(1);
const say = (words) => console.log(`${seconds(began)} s  ${words}`);
const found = [];
const must = (holds, words) => {
  if (!holds) found.push(words);
  say(`${holds ? 'ok' : 'FAULT'}: ${words}`);
};
for (const name of wanted) {
  const folder = mkdtempSync(join(tmpdir(), 'carrel-faults-'));
  chmodSync(folder, 0o755);
  say(`== ${name} (load ${loadavg()[0].toFixed(1)})`);
  try {
    await faultsByName[name](folder);
  } catch (error) {
    console.error(error);
    found.push(`${name}: ${error.message}`);
  }
  rmSync(folder, { recursive: true, force: true });
}
if (found.length) say(`the logs: ${logs}`);
else rmSync(logs, { recursive: true });
say(found.length ? `FAILED:\n  ${found.join('\n  ')}` : 'passed');
process.exit(found.length ? 1 : 0);

async function aSystem(dataDir, basePort, env = {}, options = {}) {
  const stack = await startStack({
    ...{ dataDir, basePort, demo: true, quiet: true, readyWithinMs, ...options },
    env: { ...process.env, SMTP_TIMEOUT_SECONDS: '5', MAIL_RETRY_SECONDS: '5,5,30', ...env },
  });
  return { stack, place: { url: stack.url, mailboxUrl: stack.mailbox.url } };
}

/** Asks while it happens, then counts; `receipts` is false where the mailbox itself lost what it had. */
async function underLoad({ stack, place }, what, happens, { receipts = true, replicas = services } = {}) {
  const asked = await askUnderLoad(place, async () => {
    await sleep(5_000);
    await happens();
    await untilWhole(stack, replicas);
    await sleep(3_000);
  });
  const drained = await untilDrained(stack, replicas);
  const { questions, lost, withoutReceipt, withTwoReceipts, slowestMs } = asked;
  must(
    questions > 0 && lost === 0 && withTwoReceipts === 0 && (!receipts || withoutReceipt === 0),
    `${what}: ${questions} questions, ${lost} lost, ${withoutReceipt} without a receipt, ${withTwoReceipts} with two; ` +
      `slowest ${slowestMs} ms, drained ${drained.toFixed(1)} s later`,
  );
}

/** What must never be, in all five databases, once everything is at rest. */
async function invariantsHold(stack, dataDir, secret = readFileSync(join(dataDir, 'secret'), 'utf8').trim()) {
  const databaseOf = (service, role) => provisionedUrl(stack.urls.postgres, service, secret, role);
  const violations = await eventually(async () => {
    const now = await violationsAt({ databaseOf }, 5, () => undefined);
    if (now.length) throw Object.assign(new Error('violated'), { now });
    return now;
  }, 30_000).catch((error) => error.now ?? [String(error)]);
  must(
    violations.length === 0,
    `invariants: ${violations.length} violated ${JSON.stringify(violations).slice(0, 500)}`,
  );
}

/** NATS loses everything it has stored; the outbox of each service is the record (promise 1). */
async function amnesia(folder) {
  const system = await aSystem(folder, await freePorts());
  const { stack } = system;
  try {
    const since = new Date().toISOString();
    await underLoad(system, 'NATS lost its store', async () => {
      // What is sent and handled needs no replay: only what NATS alone had is lost without it.
      await stack.kill('notifications');
      await sleep(5_000);
      await stack.kill('nats');
      rmSync(join(folder, 'nats/jetstream'), { recursive: true, force: true });
      await sleep(3_000);
      await stack.restart('nats');
      await stack.restart('notifications');
      await untilWhole(stack);
      const port = new URL(stack.url).port;
      const env = { ...process.env, CARREL_PORT: port, CARREL_DATA: folder };
      const replay = spawnSync(process.execPath, ['tools/carrel.mjs', 'replay', '--since', since], {
        env,
        encoding: 'utf8',
      });
      say(`replay: ${(replay.stdout + replay.stderr).trim().split('\n').slice(-5).join('; ')}`);
      must(replay.status === 0, 'the facts since then are sent again');
    });
    await invariantsHold(stack, folder);
  } finally {
    await end(stack);
  }
}

/** Half-open connections: a part is there and says nothing, which is not the same as one that is gone. */
async function silence(folder) {
  const system = await aSystem(folder, await freePorts());
  const { stack } = system;
  try {
    for (const part of ['nats', 'postgres', 'questions', 'notifications']) {
      await underLoad(system, `${part} was silent for 15 s`, async () => {
        const pids = familyOf(stack.processes[part]);
        for (const pid of pids) process.kill(pid, 'SIGSTOP');
        await sleep(15_000);
        for (const pid of pids) tryKill(pid, 'SIGCONT');
      });
    }
    await invariantsHold(stack, folder);
  } finally {
    await end(stack);
  }
}

/**
 * Cables between services and parts are cut, one after the other and then all at once: what is sent is neither delivered
 * nor refused. Whoever is cut off says so, nobody else does, and all work again without a restart.
 */
async function split(folder) {
  const refusal = Network.refusal();
  if (refusal) throw new Error(refusal);
  const network = new Network();
  const secret = randomBytes(32).toString('base64url');
  let stack;
  try {
    stack = await onCables(network, folder, secret);
    const place = { url: stack.url, mailboxUrl: `http://${network.hostOf('mailbox', 'here')}:8025` };
    const system = { stack, place };
    await untilWhole(stack);
    for (const part of ['postgres', 'nats', 'mailbox'])
      for (const service of part === 'mailbox' ? ['notifications'] : services)
        await cutting(system, network, [[service, part]]);
    const all = services.flatMap((service) => [
      [service, 'postgres'],
      [service, 'nats'],
    ]);
    await cutting(system, network, [...all, ['notifications', 'mailbox']]);
    await invariantsHold(stack, folder, secret);
  } finally {
    await end(stack);
    await network.remove();
  }
}

async function cutting(system, network, cables) {
  const { stack } = system;
  const cut = cables.length > 1 ? 'every cable' : `the cable ${cables[0].join(' - ')}`;
  const before = { ...stack.processes };
  let written;
  await underLoad(system, `${cut} was cut for ${cutSeconds} s`, async () => {
    written = await rollUnderLoad(stack, async () => {
      await sleep(3_000);
      for (const [service, part] of cables) network.cut(service, part);
      await sleep(cutSeconds * 1_000);
      // A service that has no processor time sees and answers late, so it is asked again for a while.
      let looks = 1;
      let { reported, wrong } = await look(stack, cables);
      for (; wrong.length && looks < 10; looks += 1) {
        await sleep(1_000);
        ({ reported, wrong } = await look(stack, cables));
      }
      for (const [service, part] of cables) network.heal(service, part);
      const healed = Date.now();
      must(
        wrong.length === 0,
        `${cut}: health reported the truth at look ${looks}, but of ${wrong.length} ${JSON.stringify(wrong.map((one) => [one, reported[services.indexOf(one)]]))}`,
      );
      await untilWhole(stack).catch((error) => must(false, `${cut}: ${error.message}`));
      const took = (Date.now() - healed) / 1000;
      must(took < recoverSeconds, `${cut}: whole again ${took.toFixed(1)} s after it was mended`);
    });
  });
  const { messages, lost, doubled, disordered } = written;
  must(
    messages > 0 && lost + doubled + disordered === 0,
    `${cut}: ${messages} messages of a chat, ${lost} lost, ${doubled} doubled, ${disordered} out of order`,
  );
  const again = Object.keys(before).filter((name) => stack.processes[name] !== before[name]);
  must(again.length === 0, `${cut}: nobody was started again ${again.join(', ')}`);
}

/** What each service says of itself while these cables are cut, and who says what is not so. */
async function look(stack, cables) {
  const reported = await Promise.all(services.map((service) => readinessOf(stack, service)));
  const wrong = services.filter((service, n) => {
    const lacks = cables.filter(([one]) => one === service).map(([, part]) => inReadiness[part]);
    const said = (reported[n]?.faults ?? ['no answer: ']).map((fault) => fault.split(':')[0]);
    return lacks.includes('database')
      ? reported[n]?.ready !== false || !said.includes('database')
      : lacks.includes('nats')
        ? !said.includes('nats')
        : said.length > 0;
  });
  return { reported, wrong };
}

/** A system whose PostgreSQL, NATS and mailbox each stand at the end of a cable of every service's own. */
async function onCables(network, folder, secret) {
  const keys = newCalloutKeys();
  const passwords = Object.fromEntries(services.map((name) => [name, randomBytes(12).toString('hex')]));
  const accounts = { passwords, calloutIssuer: keys.issuer };
  const everybody = ['here', ...services];
  const [postgres, nats, mailbox] = await Promise.all([
    network.add({ part: 'postgres', dataDir: join(folder, 'apart/postgres'), port: 5432 }, everybody),
    network.add(
      { part: 'nats', dataDir: join(folder, 'apart/nats'), port: 4222, monitorPort: 8222, accounts },
      everybody,
    ),
    network.add({ part: 'mailbox', dataDir: join(folder, 'apart/mail'), port: 2525, pagePort: 8025 }, [
      'here',
      'notifications',
    ]),
  ]);
  const urlFor = (url, part, peer) => {
    const { protocol, username, password, port } = new URL(url);
    const credentials = username && `${username}:${password}@`;
    return `${protocol}//${credentials}${network.hostOf(part, peer)}:${port}`;
  };
  const envFor = (peer) => ({
    NATS_URL: urlFor(nats, 'nats', peer),
    NATS_MONITOR_URL: `http://${network.hostOf('nats', peer)}:8222`,
  });
  const atHere = urlFor(postgres, 'postgres', 'here');
  const envOf = Object.fromEntries(
    services.map((service) => {
      const database = provisionedUrl(urlFor(postgres, 'postgres', service), service, secret, 'app');
      return [service, { ...envFor(service), [`${service.toUpperCase()}_DATABASE_URL`]: database }];
    }),
  );
  envOf.notifications.SMTP_URL = urlFor(mailbox, 'mailbox', 'notifications');
  return startStack({
    ...{
      dataDir: folder,
      basePort: await freePorts(),
      demo: true,
      quiet: true,
      readyWithinMs,
      natsPasswords: passwords,
      envOf,
    },
    env: {
      ...{ ...process.env, SMTP_TIMEOUT_SECONDS: '5', MAIL_RETRY_SECONDS: '5,5,30' },
      ...{ ...envFor('here'), NATS_CALLOUT_SEED: keys.seed, CARREL_SECRET: secret, DATABASE_URL: atHere },
      ...{ SMTP_URL: urlFor(mailbox, 'mailbox', 'here') },
    },
  });
}

/**
 * Of every service one replica is ten minutes ahead and one ten minutes behind, and requests come to both in turn. Everybody
 * signs in and works as ever, nobody is taken for gone, and nothing is sent ten minutes late or twice.
 */
async function skew(folder) {
  const envOf = Object.fromEntries(
    services.flatMap((service) => [
      [service, shiftedBy(10)],
      [`${service}-2`, shiftedBy(-10)],
    ]),
  );
  const system = await aSystem(folder, await freePorts(), {}, { twoOf: services, envOf });
  const { stack, place } = system;
  const replicas = services.flatMap((service) => [service, `${service}-2`]);
  try {
    await untilWhole(stack, replicas);
    const played = Date.now();
    await journey(place, { say: () => undefined })
      .then(() => must(true, `the journey was played in ${seconds(played)} s`))
      .catch((error) => must(false, `the journey: ${error.message}`));
    const desk = new Desk(place);
    const librarian = await desk.librarian('aspen');
    await desk.startShift(librarian);
    let written;
    const away = [];
    await underLoad(
      system,
      'clocks that differ by 20 minutes',
      async () => {
        written = await rollUnderLoad(stack, async () => {
          for (let n = 0; n < 12; n += 1) {
            await librarian.chat.PUT('/v1/monitor/heartbeat', {});
            await sleep(5_000);
            const { data } = await librarian.chat.GET('/v1/monitor', {});
            if (data?.availability !== 'available') away.push(`${n}: ${JSON.stringify(data)}`);
          }
        });
      },
      { replicas },
    );
    const { messages, lost, doubled, disordered } = written;
    must(
      messages > 0 && lost + doubled + disordered === 0,
      `${messages} messages of a chat, ${lost} lost, ${doubled} doubled, ${disordered} out of order`,
    );
    must(
      away.length === 0,
      `a librarian with a heartbeat is there, but ${away.length} times ${away[0] ?? ''}`,
    );
    await invariantsHold(stack, folder);
  } finally {
    await end(stack);
  }
}

function shiftedBy(minutes) {
  const module = new URL('dist/resilience/shifted-clock.js', import.meta.url).href;
  return { NODE_OPTIONS: `--import ${module}`, CLOCK_SHIFT_MS: String(minutes * 60_000) };
}

/** Readers that open a stream and never read it: bounded for each, and unnoticed by those who do (promise 12). */
async function slowReaders(folder) {
  const env = { STREAMS_PER_PERSON: '1000', STREAMS_PER_NETWORK: '10000', EQUAL_POSTS_SECONDS: '0' };
  const { stack, place } = await aSystem(folder, await freePorts(), env);
  const sockets = [];
  try {
    const desk = new Desk(place);
    const librarian = await desk.librarian('aspen');
    await desk.startShift(librarian);
    const institutionId = librarian.account.institutionId;
    const patron = { name: 'Robin Reader', email: 'slow@patron.example' };
    const body = { institutionId, patron, question: 'May a landlord keep a deposit?' };
    const session = await (await post(place, '/api/chat/v1/sessions', undefined, body)).json();
    await post(place, `/api/chat/v1/sessions/${session.id}/accept`, librarian.token, {});
    const reader = await desk.openStream(librarian.token, session.id);
    const openNow = () => metricOf(stack, 'chat', 'http_open_streams');
    const others = await openNow();
    const { hostname, port } = new URL(stack.urls.chat);
    for (let n = 0; n < idleReaders; n += 1) {
      const socket = connect({ host: hostname, port: Number(port) });
      socket.on('error', () => undefined);
      socket.write(
        `GET /api/chat/v1/sessions/${session.id}/stream HTTP/1.1\r\nhost: x\r\nauthorization: Bearer ${session.token}\r\n\r\n`,
      );
      socket.pause();
      sockets.push(socket);
    }
    await eventually(async () => {
      const open = await openNow();
      if (open !== others + idleReaders) throw new Error(`${open} streams are open`);
    }, 30_000);
    const before = memoryOf(stack.processes.chat);
    let most = 0;
    // The kernel takes some megabytes for each of them before anything waits in the service, and a chat has a bound of its
    // own: a quote is one byte of that and two on the stream.
    const text = '"'.repeat(3_900);
    const waits = [];
    const atOnce = 8;
    let open = others + idleReaders;
    for (let n = 0; n < 2_000 && open > others; n += atOnce) {
      const since = Date.now();
      if (n % 40 === 0) {
        await librarian.chat.PUT('/v1/monitor/heartbeat', {});
        open = await openNow();
      }
      const numbers = Array.from({ length: atOnce }, (_, nth) => n + nth);
      const answers = await Promise.all(
        numbers.map((one) => {
          const said = { text: `${one} ${text}`, clientId: `line-${one}` };
          return post(place, `/api/chat/v1/sessions/${session.id}/messages`, session.token, said);
        }),
      );
      const refused = answers.find(({ ok }) => !ok);
      if (refused) {
        say(`after ${n} lines: ${refused.status} ${(await refused.text()).slice(0, 120)}`);
        break;
      }
      await eventually(async () => {
        const late = numbers.filter((one) => !reader.lines.some((line) => line.text.startsWith(`${one} `)));
        if (late.length) throw new Error(`lines ${late.join(', ')} do not come`);
      }, 10_000);
      waits.push(Date.now() - since);
      most = Math.max(most, memoryOf(stack.processes.chat));
    }
    const grown = (most - before) / 1e6;
    waits.sort((a, b) => a - b);
    const last = waits.at(-1);
    say(
      `${waits.length * atOnce} lines of 8 kB, ${atOnce} at once, beside ${idleReaders} readers that do not read: ` +
        `median ${waits[waits.length >> 1]} ms, slowest ${last} ms a time`,
    );
    must(open === others, `all ${idleReaders} are dropped, ${open - others} are not`);
    must(last < 5_000, 'who reads gets every line within five seconds');
    must(
      grown < idleReaders + 100,
      `chat's memory has grown by ${grown.toFixed(0)} MB at most: 1 MB for each reader, and its own`,
    );
    reader.close();
  } finally {
    for (const socket of sockets) socket.destroy();
    await end(stack);
  }
}

/** No room for a while: what is answered as taken is kept, and work goes on by itself when there is room again. */
async function fullDisk(folder) {
  const disk = mountIn(folder, 1_600);
  let stack;
  try {
    const system = await aSystem(join(disk.path, 'data'), await freePorts());
    stack = system.stack;
    const ballast = join(disk.path, 'ballast');
    // What it hits is chance: who has room in a file already goes on, who wants a new one does not.
    for (let time = 1; time <= 4; time += 1) {
      const before = stack.processes;
      await underLoad(system, `the disk was full for 15 s, time ${time}`, async () => {
        fill(ballast);
        await sleep(15_000);
        rmSync(ballast);
      });
      const after = stack.processes;
      const again = Object.keys(before).filter((name) => after[name] !== before[name]);
      say(`started again meanwhile: ${again.join(', ') || 'nobody'}`);
    }
    await invariantsHold(stack, join(disk.path, 'data'));
  } finally {
    await end(stack);
    disk.unmount();
  }
}

/**
 * The disk as it is at one moment, without what the kernel has not written yet: everything is stopped, the file that the
 * disk is made of is copied, and the system starts from the copy. What was answered as taken must be there.
 */
async function powerCut(folder) {
  const disk = mountIn(folder, 1_600);
  const copy = join(folder, 'after.img');
  const basePort = await freePorts();
  const dataDir = join(disk.path, 'data');
  let system = await aSystem(dataDir, basePort);
  try {
    const asked = [];
    const { account } = await signIn(system.place.url, 'librarian@cedar.example');
    let going = true;
    const asking = (async () => {
      for (let n = 0; going; n += 1) {
        const patron = { name: 'Robin Reader', email: `cut.${n}@patron.example` };
        const body = { institutionId: account.institutionId, text: `Are you open on Sunday? ${n}`, patron };
        const answer = await post(system.place, '/api/questions/v1/questions', undefined, body).catch(
          () => undefined,
        );
        if (answer?.ok) asked.push(await answer.json());
        await sleep(550);
      }
    })();
    await sleep(20_000);
    const pids = Object.values(system.stack.processes).flatMap(familyOf);
    for (const pid of pids) tryKill(pid, 'SIGSTOP');
    going = false;
    const kept = asked.length;
    must(
      spawnSync('cp', ['--sparse=always', disk.image, copy]).status === 0,
      'the disk is copied at that moment',
    );
    for (const part of Object.keys(system.stack.processes)) {
      const family = familyOf(system.stack.processes[part]);
      await system.stack.kill(part);
      for (const pid of family) tryKill(pid, 'SIGKILL');
    }
    await asking;
    await end(system.stack);
    disk.unmount();
    disk.mount(copy);
    system = await aSystem(dataDir, basePort);
    await untilWhole(system.stack);
    const gone = [];
    for (const { id, token } of asked.slice(0, kept)) {
      const { data } = await speaker(system.place.url, token).questions.GET('/v1/questions/{id}', at(id));
      if (!data) gone.push(id);
    }
    must(
      kept > 10 && gone.length === 0,
      `power cut: ${kept} questions were answered as taken, ${gone.length} are gone`,
    );
    say(`drained after ${(await untilDrained(system.stack)).toFixed(1)} s`);
    await invariantsHold(system.stack, dataDir);
  } finally {
    await end(system.stack);
    disk.unmount();
  }
}

/** Writes a file until there is no room for one byte more. */
function fill(file) {
  writeFileSync(file, '');
  for (let size = 1 << 20; size >= 1;) {
    try {
      appendFileSync(file, Buffer.alloc(size));
    } catch (error) {
      if (error.code !== 'ENOSPC') throw error;
      size >>= 1;
    }
  }
}

async function end(stack) {
  if (stack) cpSync(dirname(stack.logOf('chat')), join(logs, String(Date.now())), { recursive: true });
  for (const service of stack && found.length ? services : [])
    for (const line of failuresIn(stack, service)) say(`log of ${service}: ${line.slice(0, 400)}`);
  await stack?.stop().catch((error) => say(`the end: ${error.message}`));
}

function post({ url }, path, token, body) {
  return fetch(`${url}${path}`, {
    method: 'POST',
    headers: { 'content-type': 'application/json', ...(token && { authorization: `Bearer ${token}` }) },
    body: JSON.stringify(body),
    signal: AbortSignal.timeout(15_000),
  });
}

/** A file system in a file, which is the whole disk of what runs on it. */
function mountIn(folder, megabytes) {
  const [image, path] = [join(folder, 'disk.img'), join(folder, 'disk')];
  mkdirSync(path);
  const run = (command, ...args) => {
    const { status, stderr, error } = spawnSync(command, args, { encoding: 'utf8' });
    if (status !== 0)
      throw new Error(`${command} ${args.join(' ')}: ${stderr || error?.message} (it wants Linux and root)`);
  };
  run('truncate', '-s', `${megabytes}M`, image);
  run('mkfs.ext4', '-q', '-m', '0', image);
  const mount = (file) => {
    run('mount', '-o', 'loop', file, path);
    chmodSync(path, 0o755);
  };
  mount(image);
  const quietly = (command, ...args) => spawnSync(command, args);
  return { image, path, mount, unmount: () => quietly('umount', path) };
}

function familyOf(pid) {
  const children = readdirSync('/proc').filter((name) => /^\d+$/.test(name) && parentOf(name) === pid);
  return [pid, ...children.map(Number)];
}

function parentOf(pid) {
  try {
    return Number(
      readFileSync(`/proc/${pid}/stat`, 'utf8')
        .replace(/^.*\) /s, '')
        .split(' ')[1],
    );
  } catch {
    return undefined;
  }
}

/** Bytes that a process has in memory. */
function memoryOf(pid) {
  return 1024 * Number(/^VmRSS:\s+(\d+)/m.exec(readFileSync(`/proc/${pid}/status`, 'utf8'))[1]);
}

function tryKill(pid, signal) {
  try {
    process.kill(pid, signal);
  } catch {
    // It has ended.
  }
}
