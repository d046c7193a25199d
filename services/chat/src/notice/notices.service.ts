import type { NoticeWay } from '@carrel/contracts';
import { Injectable, type OnApplicationBootstrap, type OnModuleDestroy } from '@nestjs/common';
import { Directory, Names } from '@carrel/directory';
import { Clock } from '@carrel/kernel';
import { Job, Nudges, Transactions } from '@carrel/messaging';
import type { KeptNotice, Notice } from './domain/notice.js';
import { Notices, type AtDesk, type Reader } from './persistence/notices.repository.js';

type Named = { id: string; name: string };
/** A notice as it is shown: with the names of today. */
export type ShownNotice = Omit<
  KeptNotice,
  'institutionIds' | 'accountIds' | 'byId' | 'libraryId' | 'assigneeId'
> & {
  readonly library: Named | null;
  readonly assignee: Named | null;
  readonly by: Named | null;
};
type Nudge = Pick<Notice, 'institutionIds' | 'accountIds'>;
interface Listener extends Reader {
  receive(): void;
}

const subject = 'carrel-live.chat.notice';
/** A service that is new to a stream of events is given old ones as well, which are news to nobody. */
const NEWS_FOR_MS = 7 * 86_400_000;

/** Notices to staff about their questions, and to whom of them they are new. */
@Injectable()
export class NoticesService implements OnApplicationBootstrap, OnModuleDestroy {
  private readonly listeners = new Set<Listener>();
  private unsubscribe: (() => void) | undefined;

  constructor(
    private readonly notices: Notices,
    private readonly transactions: Transactions,
    private readonly directory: Directory,
    private readonly names: Names,
    private readonly nudges: Nudges,
    private readonly clock: Clock,
  ) {}

  onApplicationBootstrap(): void {
    this.unsubscribe = this.nudges.subscribe(subject, (nudge) => this.deliver(nudge as Nudge));
  }

  onModuleDestroy(): void {
    this.unsubscribe?.();
  }

  /** Keeps what an event says and lets open streams look. */
  async keep(event: { id: string; time: string }, notices: readonly Notice[]): Promise<void> {
    if (notices.length === 0 || this.clock.now().getTime() - Date.parse(event.time) > NEWS_FOR_MS) return;
    await this.transactions.runOnce(event, async (tx) => {
      for (const notice of notices) {
        await this.notices.add(tx.manager, notice, event.time);
        const { institutionIds, accountIds } = notice;
        tx.afterCommit(() => this.notify({ institutionIds, accountIds }));
      }
    });
  }

  /** Until the returned function is called. */
  follow(listener: Listener): () => void {
    this.listeners.add(listener);
    return () => this.listeners.delete(listener);
  }

  lastSeq(): Promise<number> {
    return this.notices.lastSeq();
  }

  async after(reader: Reader, seq: number, limit: number): Promise<ShownNotice[]> {
    return this.shown(await this.notices.after(await this.atDesk(reader), seq, limit));
  }

  async list(
    reader: Reader,
    { before, limit, unread }: { before: number | null; limit: number; unread: boolean },
  ): Promise<(ShownNotice & { read: boolean })[]> {
    const upTo = await this.notices.readUpTo(reader.id);
    const rows = await this.shown(
      await this.notices.before(await this.atDesk(reader), before, limit, unread ? upTo : 0),
    );
    return rows.map((notice) => ({ ...notice, read: notice.seq <= upTo }));
  }

  async unread(reader: Reader): Promise<number> {
    return this.notices.countAfter(await this.atDesk(reader), await this.notices.readUpTo(reader.id));
  }

  /** @returns how many are unread now */
  async markRead(reader: Reader, seq: number): Promise<number> {
    await this.notices.markRead(reader.id, seq);
    this.notify({ institutionIds: [], accountIds: [reader.id] });
    return this.unread(reader);
  }

  @Job('forget-notices', { cron: '17 3 * * *' })
  async forget(): Promise<void> {
    await this.notices.forgetOld();
  }

  private async atDesk(reader: Reader): Promise<AtDesk> {
    const { kinds } = await this.directory.setting('notice-preferences', reader.id);
    return { ...reader, hidden: kinds.flatMap(({ kind, by }) => (atDesk.includes(by) ? [] : [kind])) };
  }

  private async shown(notices: KeptNotice[]): Promise<ShownNotice[]> {
    if (notices.length === 0) return [];
    const people = await this.names.of(notices.flatMap(({ byId, assigneeId }) => [byId, assigneeId]));
    const libraries = await this.directory.namesOf(notices.flatMap(({ libraryId }) => libraryId ?? []));
    return notices.map(({ institutionIds: _, accountIds: __, byId, libraryId, assigneeId, ...rest }) => ({
      ...rest,
      library: named(libraryId, libraries),
      assignee: named(assigneeId, people),
      by: named(byId, people),
    }));
  }

  private notify(nudge: Nudge): void {
    this.nudges.publish(subject, nudge);
    this.deliver(nudge);
  }

  private deliver({ institutionIds, accountIds }: Nudge): void {
    for (const listener of this.listeners)
      if (accountIds.includes(listener.id) || institutionIds.includes(listener.institutionId))
        listener.receive();
  }
}

const atDesk: readonly NoticeWay[] = ['desk', 'both'];

/** An empty name stands for one that is not known at the moment. */
const named = (id: string | null, names: ReadonlyMap<string, string>): Named | null =>
  id === null ? null : { id, name: names.get(id) ?? '' };
