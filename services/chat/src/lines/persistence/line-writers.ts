import { directUrl } from '@carrel/messaging';
import { Injectable, type OnApplicationShutdown } from '@nestjs/common';
import { DataSource } from 'typeorm';
import { sameAuthor, type Draft, type Verdict } from '../domain/draft.js';
import { LineWriter } from './line-writer.js';

/** Two, so that one batch is made while another commits; more only make batches smaller. */
const WRITERS = 2;

/** Writes drafts in batches; each session has its lane, so that its lines come in the order they were sent. */
@Injectable()
export class LineWriters implements OnApplicationShutdown {
  private readonly writers: LineWriter[];
  /** Drafts under way by session and clientId: the same one again waits for the first. */
  private readonly underWay = new Map<string, { draft: Draft; verdict: Promise<Verdict> }>();

  constructor(db: DataSource) {
    const { url } = db.options as { url?: string };
    // Its statements go by name; two connections are none that a pooler would have to spare.
    const address = directUrl('chat') ?? url ?? '';
    this.writers = Array.from({ length: WRITERS }, () => new LineWriter(address));
  }

  async onApplicationShutdown(): Promise<void> {
    await Promise.all(this.writers.map((writer) => writer.close()));
  }

  async write(draft: Draft): Promise<Verdict> {
    const key = `${draft.sessionId} ${draft.clientId}`;
    for (let first = this.underWay.get(key); first; first = this.underWay.get(key)) {
      const verdict = await first.verdict.catch(() => undefined);
      // Another author is judged by the database: who is not in the session may not learn what is there.
      if (verdict && 'line' in verdict && sameAuthor(first.draft.author, draft.author)) {
        return { ...verdict, kind: 'known' };
      }
    }
    const verdict = this.writerOf(draft.sessionId).write(draft);
    this.underWay.set(key, { draft, verdict });
    try {
      return await verdict;
    } finally {
      this.underWay.delete(key);
    }
  }

  private writerOf(sessionId: string): LineWriter {
    return this.writers[Number.parseInt(sessionId.slice(-4), 16) % this.writers.length]!;
  }
}
