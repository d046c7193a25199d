import { setTimeout as pause } from 'node:timers/promises';
import pg from 'pg';
import { keyOf, type Draft, type Verdict } from '../domain/draft.js';
import { CannotWriteNow } from '../domain/refusals.js';
import { writerSettings, writeChecked, writeNew } from './write-lines.sql.js';

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
export class LineWriter {
  private queue: Waiting[] = [];
  /** Sessions that somebody else has locked, and when their drafts are tried again; their later drafts wait too. */
  private readonly locked = new Map<string, number>();
  private timer: NodeJS.Timeout | undefined;
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
    while (this.running || this.queue.length > 0) await pause(5);
    await this.client?.end();
  }

  private async run(): Promise<void> {
    this.running = true;
    for (let batch = this.nextBatch(); batch.length > 0; batch = this.nextBatch()) {
      try {
        const rows = await this.send(batch);
        const again: number[] = [];
        for (const row of rows) if (!this.settle(batch[row[0] - 1]!, row)) again.push(row[0] - 1);
        if (again.length > 0) {
          again.sort((a, b) => a - b);
          this.putBack(
            again.map((n) => batch[n]!),
            'Somebody else holds the session.',
          );
        }
      } catch (error) {
        await this.afterFailure(batch, error);
      }
    }
    this.running = false;
    if (this.queue.length > 0) this.timer ??= setTimeout(() => this.afterPause(), LOCKED_PAUSE_MS);
  }

  private afterPause(): void {
    this.timer = undefined;
    if (!this.running) void this.run();
  }

  /** What has been refused as part of a batch is tried alone, so that it holds nobody else up. */
  private nextBatch(): Waiting[] {
    const ready = this.ready();
    const alone = (ready[0]?.tries ?? 0) > 1;
    const batch = alone ? ready.slice(0, 1) : ready;
    if (batch.length === this.queue.length) this.queue = [];
    else if (this.locked.size === 0) this.queue.splice(0, batch.length);
    else {
      const taken = new Set(batch);
      this.queue = this.queue.filter((waiting) => !taken.has(waiting));
    }
    // Every lane of every replica takes its locks in one order.
    return batch.sort((a, b) =>
      a.draft.sessionId < b.draft.sessionId ? -1 : a.draft.sessionId > b.draft.sessionId ? 1 : 0,
    );
  }

  /** The first drafts of the queue whose session is not known to be locked. */
  private ready(): Waiting[] {
    const now = Date.now();
    for (const [sessionId, until] of this.locked) if (until <= now) this.locked.delete(sessionId);
    if (this.locked.size === 0) return this.queue.slice(0, BATCH_AT_MOST);
    const ready: Waiting[] = [];
    for (const waiting of this.queue) {
      if (ready.length === BATCH_AT_MOST) break;
      if (!this.locked.has(waiting.draft.sessionId)) ready.push(waiting);
    }
    return ready;
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

  /** Answers the draft; false when it is to be tried again. */
  private settle(waiting: Waiting, [, kind, status, shownAs, seq, at, ...rest]: Row): boolean {
    const { draft, resolve } = waiting;
    if (kind === 'locked') {
      this.locked.set(draft.sessionId, Date.now() + LOCKED_PAUSE_MS);
      return false;
    }
    if ((kind === 'not-open' || kind === 'full' || kind === 'waiting-full') && !waiting.maybeKnown) {
      checked(waiting);
      return false;
    }
    if (kind === 'no-party') resolve({ kind });
    else if (kind === 'not-open') resolve({ kind, status });
    else if (kind === 'full' || kind === 'waiting-full') resolve({ kind });
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
    return true;
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
    this.putBack(batch.map(checked), 'The database does not answer.');
  }

  /**
   * To the front of the queue, in their order. With a draft that has waited too long everything its sender has sent to
   * the session after it is refused too: written, it would come before the earlier line that the sender sends again.
   */
  private putBack(drafts: Waiting[], why: string): void {
    this.queue.unshift(...drafts);
    const longAgo = Date.now() - PATIENCE_MS;
    const given = new Set(drafts.filter(({ since }) => since < longAgo).map(senderOf));
    if (given.size === 0) return;
    const refused = this.queue.filter((waiting) => given.has(senderOf(waiting)));
    this.queue = this.queue.filter((waiting) => !given.has(senderOf(waiting)));
    for (const waiting of refused) waiting.reject(new CannotWriteNow(why));
  }

  private async connect(): Promise<pg.Client> {
    const client = new pg.Client({
      connectionString: this.url,
      application_name: 'carrel-chat-lines',
      connectionTimeoutMillis: 2_000,
      query_timeout: 6_000,
      keepAlive: true,
    });
    client.on('error', () => this.drop(client));
    client.on('end', () => this.drop(client));
    try {
      await client.connect();
      await client.query(writerSettings);
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

const senderOf = ({ draft }: Waiting) => `${draft.sessionId} ${draft.author.kind} ${keyOf(draft.author)}`;
const checked = (waiting: Waiting) => Object.assign(waiting, { maybeKnown: true });
