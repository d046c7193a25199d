import { Clock } from '@carrel/kernel';
import { Injectable } from '@nestjs/common';
import { lists, type ListName } from '../question/domain/lists.js';
import { soonMs } from '../question/domain/deadlines.js';
import { LibraryRules, type Caller } from '../question/library-rules.js';
import { CountsQueries } from './persistence/counts.queries.js';

export interface ListCount {
  readonly list: ListName;
  readonly all: number;
  readonly mine: number;
}

/** What a home page shows of the lists (R69). */
@Injectable()
export class CountsService {
  constructor(
    private readonly counts: CountsQueries,
    private readonly libraryRules: LibraryRules,
    private readonly clock: Clock,
  ) {}

  async of(caller: Caller): Promise<{ lists: ListCount[]; overdue: number; dueSoon: number }> {
    const { institutionId, accountId, subscriptionGroupId } = caller;
    const hides = await this.libraryRules.hidesOthersChats(institutionId);
    const counted = await this.counts.byStatus(institutionId, accountId, hides);
    const own = Object.entries(lists).map(([list, { statuses, referred }]) => {
      const those = counted.filter((c) => statuses.some((s) => s === c.status) && (!referred || c.referred));
      const sum = (of: 'all' | 'mine') => those.reduce((total, one) => total + one[of], 0);
      return { list: list as ListName, all: sum('all'), mine: sum('mine') };
    });
    const shared = await this.sharedWaiting(subscriptionGroupId);
    const now = this.clock.now();
    const { dueHours } = await this.libraryRules.rulesOf(institutionId);
    const due = await this.counts.due(institutionId, now, new Date(now.getTime() + soonMs(dueHours)));
    return { lists: [...own, { list: 'shared-followup', all: shared, mine: 0 }], ...due };
  }

  /** Questions in the group's Shared Followup that nobody has claimed; none while it is off. */
  async sharedWaiting(groupId: string): Promise<number> {
    if (!(await this.libraryRules.isShared(groupId))) return 0;
    return this.counts.pooled(await this.libraryRules.librariesOf(groupId));
  }
}
