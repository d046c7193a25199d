// node bench/chat-messages.mjs: a chat message from HTTP send, over the durable row, to the other side's stream.
// REPEATS (5), SECONDS (8) a measurement; PROFILE=<folder> writes a CPU profile of the service; PEERS=1 measures ejabberd in
// turns with it, of Debian's packages (apt-get), which keeps each message in PostgreSQL for both sides' archives.
import { randomUUID } from 'node:crypto';
import { loadavg } from 'node:os';
import { setTimeout as sleep } from 'node:timers/promises';
import pg from 'pg';
import { someChats, startChat } from './lib/chat-stack.mjs';
import { Client, startEjabberd } from './lib/ejabberd.mjs';
import { median, quantiles, round, sharesOf } from './lib/figures.mjs';
import { follow, Wire } from './lib/wire.mjs';

const repeats = Number(process.env.REPEATS ?? 5);
const seconds = Number(process.env.SECONDS ?? 8);
const profile = process.env.PROFILE;
const text = 'The deposit comes back within ten days of the book; shall I look it up for you?';

const stack = await startChat({
  nodeArgs: profile ? ['--cpu-prof', `--cpu-prof-dir=${profile}`] : [],
});
const chat = { pids: stack.pids, open: openChats };
const peer = process.env.PEERS ? await startEjabberd() : undefined;
const ejabberd = peer && { pids: peer.pids, open: openPeerChats };
const rows = [];
try {
  await saturation(chat, 2, 64);
  if (ejabberd) await saturation(ejabberd, 2, 64);
  for (let repeat = 0; repeat < repeats; repeat += 1) {
    const before = rows.length;
    const note = (row) => rows.push({ ...row, load: round(loadavg()[0], 1) });
    note(await paced(chat, seconds, 100, 100));
    if (ejabberd) note({ ...(await paced(ejabberd, seconds, 100, 100)), mode: 'ejabberd paced' });
    note(await saturation(chat, seconds, 64));
    if (ejabberd) note({ ...(await saturation(ejabberd, seconds, 64)), mode: 'ejabberd saturation' });
    note(await bareInserts(Math.min(seconds, 3), 16));
    console.error(JSON.stringify(rows.slice(before)));
  }
} finally {
  await peer?.stop();
  await stack.stop();
}
console.table(rows);
const medians = Object.fromEntries(
  [...new Set(rows.map(({ mode }) => mode))].map((mode) => [
    mode,
    medianOf(rows.filter((r) => r.mode === mode)),
  ]),
);
console.table(medians);
console.log(JSON.stringify({ bench: 'chat-messages', repeats, seconds, ...medians }));
process.exit(rows.some((row) => row.lost > 0) ? 1 : 0);

/** So many messages a second in all, from the patron and the librarian of each chat in turn. */
async function paced(server, forSeconds, chatCount, perSecond) {
  const chats = await server.open(chatCount);
  return measure('paced', server, chats, async () => {
    const sent = [];
    const started = performance.now();
    for (let n = 0; n < forSeconds * perSecond; n += 1) {
      const wait = started + (n * 1000) / perSecond - performance.now();
      if (wait > 0) await sleep(wait);
      sent.push(chats[n % chatCount].send());
    }
    await Promise.all(sent);
  });
}

/** In every chat the next message goes out once the other side has the last. */
async function saturation(server, forSeconds, chatCount) {
  const chats = await server.open(chatCount);
  return measure('saturation', server, chats, async () => {
    const until = performance.now() + forSeconds * 1000;
    await Promise.all(
      chats.map(async (chat) => {
        while (performance.now() < until) await chat.send();
      }),
    );
  });
}

async function measure(mode, { pids }, chats, load) {
  // What each side's first message costs alone: names, rosters, preferences.
  for (const chat of [...chats, ...chats]) await chat.send();
  for (const { latencies } of chats) latencies.length = 0;
  const shares = sharesOf({ ...pids, generator: process.pid });
  const started = performance.now();
  await load();
  const took = (performance.now() - started) / 1000;
  const { used, shares: cpu } = shares();
  for (const patience = performance.now() + 5000; chats.some((chat) => chat.lost() > 0);) {
    if (performance.now() > patience) break;
    await sleep(20);
  }
  const latencies = chats.flatMap((chat) => chat.latencies);
  const lost = chats.reduce((sum, chat) => sum + chat.lost(), 0);
  for (const chat of chats) chat.close();
  return {
    mode,
    'per second': round(latencies.length / took, 0),
    ...quantiles(latencies),
    lost,
    'service us each': round(used.service / latencies.length, 0),
    'postgres us each': round(used.postgres / latencies.length, 0),
    ...Object.fromEntries(Object.entries(cpu).map(([name, share]) => [`${name} %`, share])),
  };
}

async function openChats(count) {
  return Promise.all((await someChats(stack, count)).map(openChat));
}

async function openChat(chat) {
  const path = `/api/chat/v1/sessions/${chat.id}`;
  const wires = await Promise.all([Wire.open(stack.port), Wire.open(stack.port)]);
  const latencies = [];
  const arrived = [0, 0];
  const awaited = new Map();
  let disorder = 0;
  const lineReader = (side) => (seq, block) => {
    if (seq === 0) return;
    if (seq !== (arrived[side] += 1)) disorder += 1;
    const { at, to, done } = awaited.get(/"text":"(\S+)/.exec(block)[1]) ?? {};
    if (to !== side) return;
    latencies.push(performance.now() - at);
    done();
  };
  const streams = await Promise.all(
    [chat.patron, chat.librarian].map((who, side) =>
      follow(stack.port, `${path}/stream`, who, lineReader(side)),
    ),
  );
  let count = 0;
  return {
    latencies,
    /** Resolves when the sender has the answer and the other side the line. */
    async send() {
      const from = count++ % 2;
      const clientId = randomUUID();
      const delivered = new Promise((done) =>
        awaited.set(clientId, { at: performance.now(), to: 1 - from, done }),
      );
      const answer = await wires[from].post(`${path}/messages`, from ? chat.librarian : chat.patron, {
        text: `${clientId} ${text}`,
        clientId,
      });
      if (answer.status !== 201) throw new Error(`${answer.status} ${answer.body}`);
      await delivered;
      awaited.delete(clientId);
    },
    /** Lines that a stream did not bring, or not in their place. */
    lost: () => disorder + arrived.reduce((sum, n) => sum + Math.abs(count - n), 0),
    close: () => [...wires, ...streams].forEach((each) => (each.close ?? each.destroy).call(each)),
  };
}

/** Pairs of signed-in clients of ejabberd that send to each other; a message has arrived when the other side has it. */
async function openPeerChats(count) {
  const chats = [];
  for (let n = 0; n < count; n += 1) chats.push(await openPeerChat());
  return chats;
}

async function openPeerChat() {
  const latencies = [];
  const awaited = new Map();
  let [count, strays] = [0, 0];
  const onMessage = (message) => {
    const [, id] = / id='([^']+)'/.exec(message) ?? [];
    const { at, done } = awaited.get(id) ?? {};
    if (!done) return void (strays += 1);
    awaited.delete(id);
    latencies.push(performance.now() - at);
    done();
  };
  const clients = [];
  for (let side = 0; side < 2; side += 1) clients.push(await Client.open(peer.port, randomUUID(), onMessage));
  return {
    latencies,
    async send() {
      const from = count++ % 2;
      const id = randomUUID();
      const delivered = new Promise((done) => awaited.set(id, { at: performance.now(), done }));
      clients[from].send(clients[1 - from].name, id, `${id} ${text}`);
      await delivered;
    },
    lost: () => awaited.size + strays,
    close: () => clients.forEach((client) => client.close()),
  };
}

/** The limit beside it: one row and one commit a statement, nothing else. */
async function bareInserts(forSeconds, connections) {
  const clients = await Promise.all(
    Array.from({ length: connections }, async () => {
      const client = new pg.Client({ connectionString: stack.databaseUrl });
      await client.connect();
      return client;
    }),
  );
  const [{ id }] = await someChats(stack, 1);
  let seq = 0;
  const latencies = [];
  const shares = sharesOf({ ...stack.pids, generator: process.pid });
  const until = performance.now() + forSeconds * 1000;
  await Promise.all(
    clients.map(async (client) => {
      while (performance.now() < until) {
        const at = performance.now();
        await client.query({
          name: 'bare',
          text: `INSERT INTO lines (session_id, seq, author, kind, text) VALUES ($1, $2, 'patron', 'text', $3)`,
          values: [id, (seq += 1), text],
        });
        latencies.push(performance.now() - at);
      }
    }),
  );
  const { used, shares: cpu } = shares();
  await Promise.all(clients.map((client) => client.end()));
  return {
    mode: 'bare inserts',
    'per second': round(latencies.length / forSeconds, 0),
    ...quantiles(latencies),
    'postgres us each': round(used.postgres / latencies.length, 0),
    ...Object.fromEntries(Object.entries(cpu).map(([name, share]) => [`${name} %`, share])),
  };
}

function medianOf(runs) {
  const figures = Object.keys(runs[0] ?? {}).filter((name) => typeof runs[0][name] === 'number');
  return Object.fromEntries(
    figures.map((name) => [
      name,
      name === 'lost' ? Math.max(...runs.map((r) => r[name])) : median(runs.map((r) => r[name])),
    ]),
  );
}
