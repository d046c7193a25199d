import { Directory } from '@carrel/directory';
import { Clock } from '@carrel/kernel';
import { newId } from '@carrel/messaging';
import { Injectable } from '@nestjs/common';
import { RotaGroups, type Member } from '../plan/groups.service.js';
import { Bar, type BarDescription } from './domain/bar.js';
import { Bars } from './persistence/bars.repository.js';

/** Libraries that a group's administrators and coordinators bar from referrals, and let in again (R95). */
@Injectable()
export class BarsService {
  constructor(
    private readonly bars: Bars,
    private readonly groups: RotaGroups,
    private readonly directory: Directory,
    private readonly clock: Clock,
  ) {}

  async list(
    groupId: string,
    page: { lifted: boolean; before?: string | undefined; limit: number },
    by: Member,
  ): Promise<Bar[]> {
    await this.groups.mustSee(groupId, by, 'group');
    return this.bars.ofGroup(groupId, page);
  }

  async put(groupId: string, description: BarDescription, by: Member): Promise<Bar> {
    await this.groups.mustManage(groupId, by, 'group');
    const members = new Set((await this.directory.librariesOf(groupId)).map(({ id }) => id));
    const now = this.clock.now();
    return this.bars.add(groupId, (inForce) =>
      Bar.put(newId(), { id: groupId, members, inForce }, description, by.accountId, now),
    );
  }

  async lift(id: string, by: Member): Promise<Bar> {
    const { groupId } = await this.bars.get(id);
    await this.groups.mustManage(groupId, by, 'bar');
    return this.bars.change(id, (bar) => bar.lift(by.accountId, this.clock.now()));
  }
}
