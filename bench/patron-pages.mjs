// node bench/patron-pages.mjs: PATRONS (500) pages open against one replica of chat: each has its stream, says a line every
// EVERY (10) seconds for SECONDS (30), and gets an answer at once. How long an answer takes to the page, what a page costs.
import { randomUUID } from 'node:crypto';
import { readdirSync } from 'node:fs';
import { loadavg } from 'node:os';
import { setTimeout as sleep } from 'node:timers/promises';
import { someChats, startChat } from './lib/chat-stack.mjs';
import { quantiles, residentKb, round, sharesOf } from './lib/figures.mjs';
import { follow, Wire } from './lib/wire.mjs';

const patrons = Number(process.env.PATRONS ?? 500);
const seconds = Number(process.env.SECONDS ?? 30);
const everyMs = Number(process.env.EVERY ?? 10) * 1000;
const collect = `data:text/javascript,process.on('SIGUSR2',()=>{gc();gc()})`;

const stack = await startChat({
  shell: 'ulimit -n "$(ulimit -Hn)"',
  nodeArgs: ['--expose-gc', '--import', collect],
});
const { pid } = stack.service;
let failed;
try {
  const chats = await someChats(stack, patrons);
  const atRest = await memory();
  const opened = performance.now();
  const pages = await Promise.all(chats.map(open));
  const openMs = round(performance.now() - opened, 0);
  const full = await memory();
  const files = readdirSync(`/proc/${pid}/fd`).length;
  const shares = sharesOf({ ...stack.pids, generator: process.pid });
  await Promise.all(pages.map((page, n) => page.chat((n / patrons) * everyMs)));
  const { shares: cpu } = shares();
  for (let n = 0; n < 100 && pages.some((page) => page.missing() > 0); n += 1) await sleep(100);
  const answers = pages.flatMap((page) => page.latencies);
  const figures = {
    patrons,
    'all open in ms': openMs,
    'KB each': round((full - atRest) / patrons),
    'MB in all': round(full / 1024, 0),
    files,
    answers: answers.length,
    ...Object.fromEntries(Object.entries(quantiles(answers)).map(([name, ms]) => [`answer ${name} ms`, ms])),
    lost: pages.reduce((sum, page) => sum + page.missing(), 0),
    doubled: pages.reduce((sum, page) => sum + page.doubled(), 0),
    ...Object.fromEntries(Object.entries(cpu).map(([name, share]) => [`${name} %`, share])),
    load: round(loadavg()[0], 1),
  };
  console.table(figures);
  console.log(JSON.stringify({ bench: 'patron-pages', ...figures }));
  failed = figures.lost > 0 || figures.doubled > 0;
  for (const page of pages) page.close();
} finally {
  await stack.stop();
}
process.exit(failed ? 1 : 0);

/** A page as it is open: its stream, its connection for what is sent, and the librarian on the other side. */
async function open({ id, patron, librarian }) {
  const path = `/api/chat/v1/sessions/${id}`;
  const latencies = [];
  const awaited = new Map();
  const seen = new Set();
  let twice = 0;
  const receive = (seq, block) => {
    if (seq === 0) return;
    if (seen.has(seq)) twice += 1;
    seen.add(seq);
    const said = /"text":"(answer [^"]+)"/.exec(block)?.[1];
    if (!awaited.has(said)) return;
    latencies.push(performance.now() - awaited.get(said));
    awaited.delete(said);
  };
  const stream = await follow(stack.port, `${path}/stream`, patron, receive);
  stream.on('error', () => undefined);
  const [mine, theirs] = await Promise.all([Wire.open(stack.port), Wire.open(stack.port)]);
  const say = async (wire, who, text) => {
    const { status } = await wire.post(`${path}/messages`, who, { text, clientId: randomUUID() });
    if (status !== 201) throw new Error(`a line was answered ${status}`);
  };
  return {
    latencies,
    missing: () => awaited.size,
    doubled: () => twice,
    async chat(firstMs) {
      const until = performance.now() + seconds * 1000;
      await sleep(firstMs);
      while (performance.now() < until) {
        await say(mine, patron, 'Is there anything on that?');
        const answer = `answer ${randomUUID()}`;
        awaited.set(answer, performance.now());
        await say(theirs, librarian, answer);
        await sleep(everyMs);
      }
    },
    close() {
      stream.destroy();
      mine.close();
      theirs.close();
    },
  };
}

/** Resident KB after a collection. */
async function memory() {
  process.kill(pid, 'SIGUSR2');
  await sleep(2_000);
  return residentKb(pid);
}
