import { Injectable } from '@nestjs/common';
import { Clock, NotFound } from '@carrel/kernel';
import { newId } from '@carrel/messaging';
import { mustAdministerGroup, mustOperate, type Actor } from '../domain/authority.js';
import { Group, type GroupDescription, type GroupKind } from './domain/group.js';
import { GroupQueries, type GroupRow } from './persistence/groups.queries.js';
import { Groups } from './persistence/groups.repository.js';

@Injectable()
export class GroupsService {
  constructor(
    private readonly groups: Groups,
    private readonly queries: GroupQueries,
    private readonly clock: Clock,
  ) {}

  async create(kind: GroupKind, description: GroupDescription, by: Actor, id = newId()): Promise<string> {
    mustOperate(by);
    await this.groups.add(Group.create(id, kind, description, this.clock.now()));
    return id;
  }

  change(id: string, description: GroupDescription, by: Actor): Promise<void> {
    mustAdministerGroup(by, id);
    return this.groups.change(id, (group) => group.change(description, this.clock.now()));
  }

  standBehind(id: string, institutionId: string | null, by: Actor): Promise<void> {
    mustAdministerGroup(by, id);
    return this.groups.change(id, async (group) =>
      group.standBehind(institutionId, await this.groups.librariesOf(id), this.clock.now()),
    );
  }

  async get(id: string): Promise<GroupRow> {
    const row = await this.queries.one(id);
    if (!row) throw new NotFound('group');
    return row;
  }

  search(wanted: Parameters<GroupQueries['search']>[0]): Promise<GroupRow[]> {
    return this.queries.search(wanted);
  }

  ofInstitution(institutionId: string): Promise<GroupRow[]> {
    return this.queries.ofInstitution(institutionId);
  }
}
