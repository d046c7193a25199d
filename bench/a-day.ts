// npm run bench bench/a-day.ts: a day of 1,500 libraries, played 20 times as fast on what the machine carries. Prints what
// each part took per library and busy hour, and from it how large a machine so many libraries want, with its error.
// LIBRARIES=1500 that are reckoned for; PLAYED=20 of them that are played; SPEED=20; HOURS=0-24 of the day;
// DOUBLE=1 plays the busiest hour again with twice as many until something breaks, and names it.
import { mkdtempSync, rmSync } from 'node:fs';
import { cpus, loadavg, tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { freePorts, startStack } from '../tools/src/index.js';
import { parts, Patrons, type Counts } from './lib/a-day-people.js';
import { cpuOf, cpuOfFamily, quantiles, round } from './lib/figures.mjs';

const setting = (name: string, fallback: number) => Number(process.env[name] ?? fallback);
const libraries = setting('LIBRARIES', 1_500);
const played = setting('PLAYED', 20);
const speed = setting('SPEED', 20);
const [from, to] = (process.env.HOURS ?? '0-24').split('-').map(Number) as [number, number];
/** What is asked in each hour, as a share of the busiest. */
const busyness = [
  ...[0.05, 0.04, 0.03, 0.03, 0.03, 0.04, 0.08, 0.2, 0.45, 0.7, 0.9, 1],
  ...[0.95, 0.95, 1, 1, 0.95, 0.85, 0.7, 0.6, 0.5, 0.35, 0.2, 0.1],
];
/** The mix of docs/operators/scaling.md, per library in the busiest hour. */
const mix = {
  chatsAtOnce: 0.5,
  secondsAMessage: 5,
  secondsAChat: 600,
  librarians: 3,
  secondsAList: 20,
  formsADay: 1,
};

interface Hour extends Counts {
  readonly hour: string;
  /** Busy hours of one library that were played. */
  readonly libraryHours: number;
  readonly seconds: number;
  /** Seconds of processor by part. */
  readonly processor: Record<string, number>;
  readonly load: number;
}

const folder = mkdtempSync(join(tmpdir(), 'carrel-a-day-'));
const stack = await startStack({
  ...{ dataDir: folder, basePort: await freePorts(), demo: true, quiet: true },
  // One machine plays all patrons and librarians.
  env: {
    ...process.env,
    STREAMS_PER_PERSON: '100000',
    STREAMS_PER_NETWORK: '100000',
    EQUAL_POSTS_SECONDS: '0',
  },
});
try {
  await sleep(setting('QUIET', 15) * 1_000);
  const rest = await atRest(setting('REST', 20));
  // Two of each who chats, as a page opens; the others see nothing of these chats.
  const [streams, all] = [8, played * mix.librarians * 2];
  const patrons = await Patrons.arrive(stack.url, { streams, idleStreams: Math.max(0, all - streams) });
  console.log(`${patrons.seats} chats at once at most, ${all} streams of librarians open`);
  const hours: Hour[] = [];
  for (let hour = from; hour < to; hour += 1) {
    hours.push(await play(patrons, `${hour}:00`, played, busyness[hour]!));
    console.log(lineOf(hours.at(-1)!));
  }
  console.table(hours.map(shown));
  const costs = costsOf(hours, rest);
  console.log(`\nProcessor per library and busy hour, and at rest (load ${round(loadavg()[0]!, 1)}):`);
  console.table(costs);
  console.log(`\nCores that the busiest hour takes, before any room to spare:`);
  console.table([10, 150, libraries].map((count) => sizeFor(count, costs)));
  const broken = process.env.DOUBLE ? await untilItBreaks(patrons) : undefined;
  await patrons.leave();
  console.log(
    JSON.stringify({
      bench: 'a-day',
      libraries,
      played,
      speed,
      hours: hours.length,
      costs,
      broken,
      load: loadavg()[0],
    }),
  );
} finally {
  await stack.stop();
  rmSync(folder, { recursive: true, force: true });
}
process.exit();

function processor(): Record<string, number> {
  return Object.fromEntries(
    parts.map((part) => {
      const pid = stack.processes[part] ?? 0;
      return [part, (part === 'postgres' ? cpuOfFamily(pid) : cpuOf(pid)) / 1e6];
    }),
  );
}

function less(after: Record<string, number>, before: Record<string, number>) {
  return Object.fromEntries(Object.entries(after).map(([part, seconds]) => [part, seconds - before[part]!]));
}

/** Seconds of processor a second that each part takes while nobody does anything. */
async function atRest(seconds: number): Promise<Record<string, number>> {
  const before = processor();
  await sleep(seconds * 1_000);
  return Object.fromEntries(
    Object.entries(less(processor(), before)).map(([part, used]) => [part, used / seconds]),
  );
}

async function play(patrons: Patrons, hour: string, count: number, share: number): Promise<Hour> {
  const seconds = 3_600 / speed;
  const before = processor();
  const counts = await patrons.during(seconds, {
    chatsAtOnce: count * mix.chatsAtOnce * share,
    secondsAMessage: mix.secondsAMessage / speed,
    secondsAChat: mix.secondsAChat / speed,
    listsASecond: ((count * mix.librarians) / mix.secondsAList) * share * speed,
    formsASecond: ((count * mix.formsADay) / 10 / 3_600) * share * speed,
  });
  const used = less(processor(), before);
  const load = round(loadavg()[0]!, 1);
  return { hour, libraryHours: count * share, seconds, processor: used, load, ...counts };
}

function shown({ hour, libraryHours, messages, lists, forms, ended, errors, load, ...more }: Hour) {
  const [message, list] = [quantiles(more.messageMs), quantiles(more.listMs)];
  return {
    ...{
      hour,
      'library hours': round(libraryHours, 1),
      messages,
      lists,
      forms,
      ended,
      errors: errors.length,
    },
    ...{ 'message p50': message.p50, 'message p99': message.p99, 'list p50': list.p50, 'list p99': list.p99 },
    ...{ 'late ms': round(more.lateMs, 0), load },
  };
}

function lineOf(hour: Hour): string {
  const { messages, lists, forms, ended, errors } = hour;
  return `${hour.hour}  ${messages} messages, ${lists} lists, ${forms} forms, ${ended} chats ended, ${errors.length} errors${errors[0] ? ` (${[...new Set(errors)].slice(0, 3).join('; ')})` : ''}`;
}

/** Milliseconds per library and busy hour; the error is the standard error over the hours played. */
function costsOf(hours: readonly Hour[], rest: Record<string, number>) {
  const all = hours.reduce((sum, { libraryHours }) => sum + libraryHours, 0);
  return parts.map((part) => {
    const each = hours.map((hour) => ({
      weight: hour.libraryHours / all,
      ms: (1_000 * (hour.processor[part]! - rest[part]! * hour.seconds)) / hour.libraryHours,
    }));
    const ms = each.reduce((sum, one) => sum + one.weight * one.ms, 0);
    const variance = each.reduce((sum, one) => sum + one.weight * (one.ms - ms) ** 2, 0);
    const error = hours.length > 1 ? Math.sqrt(variance / (hours.length - 1)) : NaN;
    return {
      part,
      'rest %': round(100 * rest[part]!),
      'ms per library hour': round(ms, 0),
      '±': round(error, 0),
    };
  });
}

function sizeFor(count: number, costs: ReturnType<typeof costsOf>) {
  const cores = (per: (cost: (typeof costs)[number]) => number) =>
    costs.reduce((sum, cost) => sum + per(cost), 0);
  const of = (cost: (typeof costs)[number]) =>
    cost['rest %'] / 100 + (count * cost['ms per library hour']) / 3.6e6;
  const error = Math.sqrt(cores((cost) => ((count * cost['±']) / 3.6e6) ** 2));
  return {
    libraries: count,
    ...Object.fromEntries(costs.map((cost) => [cost.part, round(of(cost), 3)])),
    all: round(cores(of), 2),
    '±': round(error, 2),
  };
}

/** Twice as many libraries each time; what breaks is found, not reckoned. */
async function untilItBreaks(patrons: Patrons): Promise<string> {
  for (let count = played * 2; ; count *= 2) {
    const wanted = count * mix.chatsAtOnce;
    if (wanted > patrons.seats)
      return `at ${count} libraries: ${wanted} chats at once want more than ${patrons.seats} seats`;
    const hour = await play(patrons, `busiest hour of ${count}`, count, 1);
    console.log(lineOf(hour));
    console.table([shown(hour)]);
    const breaks = breakIn(hour);
    if (breaks) return `at ${count} libraries played ${speed} times as fast (load ${hour.load}): ${breaks}`;
  }
}

function breakIn(hour: Hour): string | undefined {
  const { messages, lists, errors, lateMs, messageMs, listMs, processor: used, seconds } = hour;
  const generator = lateMs > 1_000 ? `the load itself is ${round(lateMs / 1_000, 1)} s late` : undefined;
  const busiest = Object.entries(used).sort((a, b) => b[1] - a[1])[0]!;
  const busy = `${busiest[0]} takes ${round((100 * busiest[1]) / seconds, 0)}% of one of ${cpus().length} cores`;
  if (errors.length > (messages + lists) / 1_000) return `${errors.length} errors (${errors[0]}); ${busy}`;
  if (quantiles(messageMs).p99 > 1_000) return `a message's p99 is over a second; ${busy}`;
  if (quantiles(listMs).p99 > 2_000) return `a list's p99 is over two seconds; ${busy}`;
  return generator && `${generator}; ${busy}`;
}
