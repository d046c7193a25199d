import { readdirSync, readFileSync } from 'node:fs';
import pg from 'pg';
import { databaseOf, services, type Stack } from '../../tools/src/index.js';

/** What kind of thing a figure counts. */
type Kind = 'memory' | 'floor' | 'open' | 'share' | 'waiting' | 'rows' | 'dead rows' | 'room';

/** Values of one moment, by `where what`. */
export type Sample = Record<string, number>;

/** How each figure is judged; what is added in an hour and still called flat. */
const allowed: Readonly<Record<Kind, number>> = {
  // Megabytes.
  ...{ memory: 16, floor: 4, room: 1 },
  // Files, handles, connections, streams; percent of a core; events; rows.
  ...{ open: 6, share: 5, waiting: 10, rows: 30 },
  // Autovacuum comes at fifty, and at a fifth of a table.
  'dead rows': 300,
};

/**
 * Tables with a row for what people did, kept until their retention; all others have to be flat. Chats, questions and mails
 * are the work; facts about them are kept for a week (outbox) and as long as streams keep them (inbox), keys of requests a day.
 */
const grownByWork: Readonly<Record<string, readonly string[]>> = {
  every: ['outbox', 'inbox', 'idempotency_keys'],
  admin: ['sign_ins', 'refresh_tokens'],
  chat: ['sessions', 'lines', 'notices'],
  questions: [
    ...['questions', 'holdings', 'history', 'messages', 'patrons', 'patron_words', 'question_words'],
    ...['transcripts', 'statistics_facts', 'statistics_chats'],
  ],
  referrals: [],
  notifications: [
    'deliveries',
    'incoming_mails',
    'incoming_raws',
    'feed_questions',
    'recipient_limits',
    'session_questions',
  ],
};
const growsByWork = (service: string, table: string) =>
  [...grownByWork.every!, ...(grownByWork[service] ?? [])].includes(table);

export interface Series {
  readonly name: string;
  readonly kind: Kind;
  readonly allowedPerHour: number;
  /** Memory is collected now and then: the lowest of each few points counts. */
  readonly floors: boolean;
}

/** How a figure is judged; undefined where it grows by work. */
export function seriesOf(name: string): Series | undefined {
  const kind = kindOf(name);
  if (!kind) return undefined;
  const allowedPerHour = name.startsWith('postgres') && kind === 'memory' ? 64 : allowed[kind];
  return { name, kind, allowedPerHour, floors: ['memory', 'floor', 'dead rows'].includes(kind) };
}

function kindOf(name: string): Kind | undefined {
  const what = name.replace(/^\S+ /, '');
  const [, service, table, figure] = /^(\S+) (\S+): (.*)$/.exec(name) ?? [];
  if (figure) {
    if (growsByWork(service!, table!)) return undefined;
    return figure === 'MB' ? 'room' : figure === 'rows' ? 'rows' : 'dead rows';
  }
  if (/RSS/.test(what)) return 'memory';
  if (/heap/.test(what)) return 'floor';
  if (/files|handles|connections|streams/.test(what)) return 'open';
  if (/%/.test(what)) return 'share';
  if (/unsent|lag|pending|dead letters/.test(what)) return 'waiting';
  return undefined;
}

/** Looks at a running system from without: its processes, metrics, databases and NATS. */
export class Samples {
  private readonly active = new Map<string, { seconds: number; at: number }>();

  private constructor(
    private readonly stack: Stack,
    private readonly natsMonitorUrl: string,
    private readonly clients: Readonly<Record<string, pg.Client>>,
  ) {}

  static async of(stack: Stack, natsMonitorUrl: string): Promise<Samples> {
    const clients: Record<string, pg.Client> = {};
    for (const service of services) {
      const connectionString = databaseOf(stack.urls.postgres, `carrel_${service}`);
      clients[service] = new pg.Client({ connectionString, application_name: 'soak' });
      await clients[service].connect();
    }
    return new Samples(stack, natsMonitorUrl, clients);
  }

  async end(): Promise<void> {
    for (const client of Object.values(this.clients)) await client.end();
  }

  client(service: (typeof services)[number]): pg.Client {
    return this.clients[service]!;
  }

  async now(): Promise<Sample> {
    const sample: Sample = {};
    for (const [part, pid] of Object.entries(this.stack.processes))
      Object.assign(sample, processOf(part, pid));
    for (const service of services) {
      Object.assign(sample, await this.metrics(service));
      Object.assign(sample, await this.tables(service));
    }
    return Object.assign(sample, await this.connections(), await this.nats());
  }

  private async metrics(service: (typeof services)[number]): Promise<Sample> {
    const text = await (await fetch(`${this.stack.urls[service]}/metrics`)).text();
    const sum = (name: string) =>
      [...text.matchAll(new RegExp(`^${name}(?:\\{[^}]*\\})? (\\S+)`, 'gm'))].reduce(
        (all, [, value]) => all + Number(value),
        0,
      );
    const now = { seconds: sum('nodejs_eventloop_active_seconds_total'), at: performance.now() / 1_000 };
    const before = this.active.get(service) ?? now;
    this.active.set(service, now);
    const per = now.at - before.at;
    return {
      [`${service} heap MB`]: sum('nodejs_heap_size_used_bytes') / 1e6,
      [`${service} handles`]: sum('nodejs_active_handles_total'),
      [`${service} open streams`]: sum('http_open_streams'),
      [`${service} loop ms late`]: 1_000 * sum('nodejs_eventloop_lag_seconds'),
      ...(per > 0 && { [`${service} loop busy %`]: (100 * (now.seconds - before.seconds)) / per }),
      [`${service} unsent events`]: sum('carrel_outbox_unsent'),
      [`${service} consumer lag`]: sum('carrel_consumer_lag'),
      [`${service} dead letters`]: sum('carrel_dead_letters'),
    };
  }

  private async tables(service: (typeof services)[number]): Promise<Sample> {
    const { rows: tables } = await this.client(service).query<{ of: string; dead: string; bytes: string }>(
      `SELECT format('%I.%I', schemaname, relname) AS of, n_dead_tup AS dead, pg_total_relation_size(relid) AS bytes
      FROM pg_stat_user_tables ORDER BY schemaname, relname`,
    );
    const counts = tables.map(({ of }) => `SELECT '${of}' AS of, count(*) AS rows FROM ${of}`);
    const { rows: counted } = await this.client(service).query<{ of: string; rows: string }>(
      counts.join(' UNION ALL '),
    );
    const named = (of: string) => `${service} ${of.replace(/^public\./, '')}`;
    return Object.fromEntries([
      ...counted.map(({ of, rows }) => [`${named(of)}: rows`, Number(rows)]),
      ...tables.flatMap(({ of, dead, bytes }) => [
        [`${named(of)}: dead rows`, Number(dead)],
        [`${named(of)}: MB`, Number(bytes) / 1e6],
      ]),
    ]) as Sample;
  }

  private async connections(): Promise<Sample> {
    const { rows } = await this.client('admin').query<{ of: string; count: string }>(
      `SELECT datname AS of, count(*) FROM pg_stat_activity
      WHERE datname LIKE 'carrel%' AND application_name <> 'soak' GROUP BY datname`,
    );
    return Object.fromEntries(
      rows.map(({ of, count }) => [`${of.replace('carrel_', '')} connections`, Number(count)]),
    );
  }

  private async nats(): Promise<Sample> {
    interface Jsz {
      account_details?: {
        stream_detail?: {
          name: string;
          state: { messages: number; bytes: number };
          consumer_detail?: { name: string; num_pending: number; num_ack_pending: number }[];
        }[];
      }[];
    }
    const jsz = (await (
      await fetch(`${this.natsMonitorUrl}/jsz?accounts=true&streams=true&consumers=true`)
    ).json()) as Jsz;
    const streams = (jsz.account_details ?? []).flatMap(({ stream_detail }) => stream_detail ?? []);
    return Object.fromEntries(
      streams.flatMap(({ name, state, consumer_detail }) => [
        [`nats ${name} messages`, state.messages],
        [`nats ${name} stored MB`, state.bytes / 1e6],
        ...(consumer_detail ?? []).map((one) => [
          `nats ${name} ${one.name} pending`,
          one.num_pending + one.num_ack_pending,
        ]),
      ]),
    ) as Sample;
  }
}

/** Of PostgreSQL what its processes have for themselves, since each counts what they share. */
function processOf(part: string, pid: number): Sample {
  const family = part === 'postgres' ? [pid, ...childrenOf(pid)] : [pid];
  const figure = part === 'postgres' ? 'RssAnon' : 'VmRSS';
  const kilobytes = (one: number) =>
    Number(new RegExp(`^${figure}:\\s+(\\d+)`, 'm').exec(readOr(`/proc/${one}/status`))?.[1] ?? 0);
  const rss = family.reduce((sum, one) => sum + kilobytes(one), 0) / 1_000;
  return { [`${part} RSS MB`]: rss, [`${part} files`]: filesOf(pid) };
}

function childrenOf(pid: number): number[] {
  return readdirSync('/proc')
    .filter((name) => /^\d+$/.test(name))
    .map(Number)
    .filter(
      (one) =>
        Number(
          readOr(`/proc/${one}/stat`)
            .replace(/^.*\) /s, '')
            .split(' ')[1],
        ) === pid,
    );
}

function filesOf(pid: number): number {
  try {
    return readdirSync(`/proc/${pid}/fd`).length;
  } catch {
    return 0;
  }
}

/** Empty where the process has ended. */
function readOr(path: string): string {
  try {
    return readFileSync(path, 'utf8');
  } catch {
    return '';
  }
}
