import { Directory } from '@carrel/directory';
import { Clock, NotFound } from '@carrel/kernel';
import { newId, Transactions } from '@carrel/messaging';
import { capabilitiesFor } from '@carrel/contracts';
import { Injectable } from '@nestjs/common';
import type { GroupDuty } from '../calendar/calendar.js';
import type { Member } from '../plan/groups.service.js';
import { DutiesService } from './duties.service.js';
import { TooManyFeeds } from '../calendar/domain/refusals.js';
import { Feeds, newFeedToken, type Feed } from './persistence/feeds.repository.js';

/** Links of one person that work. */
const mostFeeds = 20;
const dayMs = 86_400_000;
const spanAround = (now: Date) => ({
  from: new Date(now.getTime() - 14 * dayMs),
  to: new Date(now.getTime() + 86 * dayMs),
});

/** A library's duties for its librarians' own calendars, by a link that nobody can guess and that can be revoked. */
@Injectable()
export class FeedsService {
  constructor(
    private readonly feeds: Feeds,
    private readonly duties: DutiesService,
    private readonly directory: Directory,
    private readonly transactions: Transactions,
    private readonly clock: Clock,
  ) {}

  /** The token is shown once: only its hash is kept. */
  async make(by: Member, id = newId()): Promise<Feed & { token: string }> {
    const { token, hash } = newFeedToken();
    const { accountId, institutionId } = by;
    const feed = { id, accountId, institutionId, createdAt: this.clock.now(), revokedAt: null };
    const added = await this.transactions.run((tx) => this.feeds.add(tx, feed, hash, mostFeeds));
    if (!added) throw new TooManyFeeds(mostFeeds);
    return { ...feed, token };
  }

  ofCaller(by: Member): Promise<Feed[]> {
    return this.feeds.ofAccount(by.accountId);
  }

  async revoke(id: string, by: Member): Promise<void> {
    if (!(await this.feeds.revoke(id, by.accountId, this.clock.now()))) throw new NotFound('calendar link');
  }

  /** What the link shows; revoked, unknown, or of somebody who no longer works there, there is none. */
  async read(token: string): Promise<{ library: string; duties: (GroupDuty & { group: string })[] }> {
    const feed = await this.feeds.byToken(token);
    const account = feed && (await this.directory.account(feed.accountId));
    const library = feed && (await this.directory.institution(feed.institutionId));
    // With the owner's present roles: a link gives no more than a sign-in would.
    const may = capabilitiesFor([
      ...(account?.roles ?? []),
      ...(account?.groupRoles ?? []).map((r) => r.role),
    ]);
    const works = account?.active && account.institutionId === library?.id;
    if (!library || !works || !may.includes('questions.read')) throw new NotFound('calendar');
    const duties = await this.duties.ofLibrary(library.id, spanAround(this.clock.now()));
    const groups = new Map<string, string>();
    for (const groupId of new Set(duties.map((duty) => duty.groupId))) {
      groups.set(groupId, (await this.directory.group(groupId))?.name ?? '');
    }
    return {
      library: library.name,
      duties: duties.map((duty) => ({ ...duty, group: groups.get(duty.groupId) ?? '' })),
    };
  }
}
