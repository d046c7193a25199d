import pg from 'pg';
import { keyOf, type Draft, type Verdict } from '../domain/draft.js';
import { CannotWriteNow } from '../domain/refusals.js';
import { laneSettings, writeChecked, writeNew } from './write-lines.sql.js';

const BATCH_AT_MOST = 256;
/** Drafts that wait for their batch; more are refused at once. */
export const QUEUE_AT_MOST = 5_000;
/** A draft that cannot be written for so long is refused. */
const PATIENCE_MS = 4_000;
const LOCKED_PAUSE_MS = 3;
const RECONNECT_PAUSE_MS = 100;
const DUPLICATE = '23505';

interface Waiting {
  draft: Draft;
  resolve: (verdict: Verdict) => void;
  reject: (error: unknown) => void;
  since: number;
  tries: number;
  /** Whether its line may be there already. */
  maybeKnown: boolean;
}
type Row = [
  n: number,
  verdict: string,
  status: string,
  shownAs: string,
  seq: number,
  at: number,
  ...rest: [...Known, linesLeft: number | null, bytesLeft: number | null],
];
type Known = [author: 'patron' | 'librarian' | null, authorId: string | null, text: string | null];

/**
 * One connection with one batch in flight: whatever gathers while a batch commits is the next one. Every draft may be
 * tried again whatever became of the last try, because its clientId makes it one line.
 */
export class Lane {
  private queue: Waiting[] = [];
  private client: pg.Client | undefined;
  private running = false;
  private closed = false;

  constructor(private readonly url: string) {}

  write(draft: Draft): Promise<Verdict> {
    if (this.closed || this.queue.length >= QUEUE_AT_MOST) {
      return Promise.reject(new CannotWriteNow('Too much is being written at the moment.'));
    }
    return new Promise((resolve, reject) => {
      this.queue.push({ draft, resolve, reject, since: Date.now(), tries: 0, maybeKnown: false });
      if (!this.running) void this.run();
    });
  }

  /** Ends the connection once the queue is written. */
  async close(): Promise<void> {
    this.closed = true;
    while (this.running) await pause(5);
    await this.client?.end();
  }

  private async run(): Promise<void> {
    this.running = true;
    while (this.queue.length > 0) {
      const batch = this.nextBatch();
      try {
        const rows = await this.send(batch);
        for (const row of rows) this.settle(batch[row[0] - 1]!, row);
      } catch (error) {
        await this.afterFailure(batch, error);
      }
    }
    this.running = false;
  }

  /** What has been refused as part of a batch is tried alone, so that it holds nobody else up. */
  private nextBatch(): Waiting[] {
    const alone = this.queue[0]!.tries > 1;
    const batch = this.queue.splice(0, alone ? 1 : BATCH_AT_MOST);
    // Every lane of every replica takes its locks in one order.
    return batch.sort((a, b) =>
      a.draft.sessionId < b.draft.sessionId ? -1 : a.draft.sessionId > b.draft.sessionId ? 1 : 0,
    );
  }

  private async send(batch: Waiting[]): Promise<Row[]> {
    const drafts = batch.map(({ draft }) => draft);
    this.client ??= await this.connect();
    const { rows } = await this.client.query<Row>({
      ...(batch.some((waiting) => waiting.maybeKnown)
        ? { text: writeChecked }
        : { name: 'write-new', text: writeNew }),
      rowMode: 'array',
      values: [
        drafts.map((draft) => draft.sessionId),
        drafts.map((draft) => draft.author.kind),
        drafts.map((draft) => keyOf(draft.author)),
        drafts.map((draft) => draft.text),
        drafts.map((draft) => draft.clientId),
      ],
    });
    return rows;
  }

  private settle(waiting: Waiting, [, kind, status, shownAs, seq, at, ...rest]: Row): void {
    const { draft, resolve } = waiting;
    if (kind === 'locked') this.tryAgain(waiting, 'Somebody else holds the session.', LOCKED_PAUSE_MS);
    else if (kind === 'no-party') resolve({ kind });
    else if ((kind === 'not-open' || kind === 'full') && !waiting.maybeKnown)
      this.queue.unshift(checked(waiting));
    else if (kind === 'not-open') resolve({ kind, status });
    else if (kind === 'full') resolve({ kind });
    else if (kind === 'written' || kind === 'known') {
      const librarian = draft.author.kind === 'librarian' ? draft.author.id : null;
      const [knownFrom, knownBy, knownText, lines, bytes] = rest;
      const [from, authorId, text] =
        kind === 'known' ? [knownFrom, knownBy, knownText] : [draft.author.kind, librarian, draft.text];
      const sentAt = new Date(at).toISOString();
      const left = lines === null || bytes === null ? null : { lines, bytes };
      resolve({
        kind,
        shownAs,
        left,
        line: { seq, from: from!, kind: 'text', authorId, text: text!, sentAt },
      });
    }
  }

  private async afterFailure(batch: Waiting[], error: unknown): Promise<void> {
    const state = (error as { code?: string }).code;
    // A server that refuses the statement is there: a duplicate that another replica wrote meanwhile is known next time.
    if (this.client && state?.length === 5 && !/^(08|57P)/.test(state)) {
      for (const waiting of batch.reverse()) {
        waiting.tries += 1;
        if (waiting.tries > (state === DUPLICATE ? 3 : 2)) waiting.reject(error);
        else this.queue.unshift(checked(waiting));
      }
      return;
    }
    this.drop();
    await pause(RECONNECT_PAUSE_MS);
    for (const waiting of batch.reverse())
      this.tryAgain(checked(waiting), 'The database does not answer.', 0);
  }

  private tryAgain(waiting: Waiting, why: string, afterMs: number): void {
    if (Date.now() - waiting.since > PATIENCE_MS) return waiting.reject(new CannotWriteNow(why));
    if (afterMs === 0) return void this.queue.unshift(waiting);
    setTimeout(() => {
      this.queue.unshift(waiting);
      if (!this.running) void this.run();
    }, afterMs);
  }

  private async connect(): Promise<pg.Client> {
    const client = new pg.Client({
      connectionString: this.url,
      application_name: 'carrel-chat-lane',
      connectionTimeoutMillis: 2_000,
      query_timeout: 6_000,
      keepAlive: true,
    });
    client.on('error', () => this.drop(client));
    client.on('end', () => this.drop(client));
    try {
      await client.connect();
      await client.query(laneSettings);
      return client;
    } catch (error) {
      client.end().catch(() => undefined);
      throw error;
    }
  }

  private drop(client = this.client): void {
    if (this.client === client) this.client = undefined;
    client?.end().catch(() => undefined);
  }
}

const checked = (waiting: Waiting) => Object.assign(waiting, { maybeKnown: true });
const pause = (ms: number) => new Promise((resolve) => setTimeout(resolve, ms));
