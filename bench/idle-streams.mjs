// node bench/idle-streams.mjs: what an idle stream costs one replica, what is left when all are gone, and a drain.
// STREAMS (10000) open at once and again as connects and disconnects; DRAIN (1000) open when the service is stopped.
import { readdirSync } from 'node:fs';
import { setTimeout as sleep } from 'node:timers/promises';
import { someChats, startChat } from './lib/chat-stack.mjs';
import { residentKb, round } from './lib/figures.mjs';
import { follow } from './lib/wire.mjs';

const count = Number(process.env.STREAMS ?? 10_000);
const draining = Number(process.env.DRAIN ?? 1_000);
const batch = 200;

// Node raises its own limit of open files as far as it may; so does the shell before the service.
const stack = await startChat({
  shell: 'ulimit -n "$(ulimit -Hn)"',
  nodeArgs: ['--expose-gc', '--import', collectOnSignal()],
});
const { pid } = stack.service;
const chats = await someChats(stack, count);
let failed;
try {
  await closeAll(await open(batch * 5));
  const rest = { fds: await fdsAtRest(Infinity), kb: await memory() };
  let streams = await open(count);
  // Two rounds of pings: buffers and timers are there.
  await pause(20_000);
  const full = { fds: openFiles(), kb: await memory() };
  await closeAll(streams);
  for (let n = 0; n < count; n += batch) await closeAll(await open(batch, n));
  const after = { fds: await fdsAtRest(rest.fds), kb: await memory() };

  const hints = [];
  let gone = 0;
  streams = await open(draining, 0, (hint) => hints.push(hint));
  for (const socket of streams) socket.once('close', () => (gone += 1));
  const began = performance.now();
  process.kill(pid, 'SIGTERM');
  const { code } = await stack.service.ended;
  const drainMs = round(performance.now() - began, 0);
  await pause(500);

  const figures = {
    streams: count,
    'KB each': round((full.kb - rest.kb) / count),
    'KB at rest': rest.kb,
    'KB after': after.kb,
    'files at rest': rest.fds,
    'files full': full.fds,
    'files after': after.fds,
    'drained streams': draining,
    'drain ms': drainMs,
    'exit code': code,
    'asked to reconnect': hints.length,
    'hints from ms': Math.min(...hints),
    'hints to ms': Math.max(...hints),
    'connections ended': gone,
  };
  console.table(figures);
  console.log(JSON.stringify({ bench: 'idle-streams', ...figures }));
  failed = after.fds > rest.fds || code !== 0 || drainMs > 10_000 || hints.length < draining;
} finally {
  await stack.stop();
}
process.exit(failed ? 1 : 0);

async function open(many, from = 0, onHint = () => {}) {
  const sockets = [];
  for (let n = 0; n < many; n += batch) {
    const some = Array.from({ length: Math.min(batch, many - n) }, (_, i) => {
      const { id, patron } = chats[(from + n + i) % count];
      const onLine = (_seq, block) => {
        const [, retry] = /"retryMs":(\d+)/.exec(block) ?? [];
        if (retry) onHint(Number(retry));
      };
      // More than one address, because a single one has too few ports for so many.
      return follow(
        stack.port,
        `/api/chat/v1/sessions/${id}/stream`,
        patron,
        onLine,
        `127.0.0.${2 + (i % 8)}`,
      );
    });
    sockets.push(...(await Promise.all(some)));
  }
  return sockets;
}

async function closeAll(sockets) {
  const closed = sockets.map((socket) => new Promise((resolve) => socket.once('close', resolve)));
  for (const socket of sockets) socket.destroy();
  await Promise.all(closed);
}

/** Open files once they are back at a number, or have stopped falling. */
async function fdsAtRest(goal) {
  let last = Infinity;
  for (let patience = 0; patience < 20; patience += 1) {
    await pause(500);
    const now = openFiles();
    if (now <= goal && (goal !== Infinity || now >= last)) return now;
    last = now;
  }
  return openFiles();
}

function openFiles() {
  return readdirSync(`/proc/${pid}/fd`).length;
}

/** Resident KB after a collection. */
async function memory() {
  process.kill(pid, 'SIGUSR2');
  await pause(2_000);
  return residentKb(pid);
}

function collectOnSignal() {
  return `data:text/javascript,process.on('SIGUSR2',()=>{gc();gc()})`;
}

function pause(ms) {
  return sleep(ms);
}
