import { Injectable } from '@nestjs/common';
import { Directory } from '@carrel/directory';
import { NotFound } from '@carrel/kernel';
import { SessionsQueries } from '../session/persistence/sessions.queries.js';
import { queueKinds, Queues, type Queue } from './persistence/queues.repository.js';

type Staff = { institutionId: string; subscriptionGroupId: string };
type Counted = Queue & { waiting: number; monitoring: number };

@Injectable()
export class QueuesService {
  constructor(
    private readonly queues: Queues,
    private readonly directory: Directory,
    private readonly sessions: SessionsQueries,
  ) {}

  /** The queues that carry a patron's request, the library's own first, the cooperatives' last (B5, B32). */
  async chainOf(institutionId: string, practice: boolean): Promise<[Queue, ...Queue[]]> {
    const all = await this.around(institutionId);
    const [first, ...rest] = all.filter((queue) => (queue.kind === 'practice') === practice);
    if (!first) throw new NotFound('institution');
    return [first, ...rest];
  }

  /** Queues a member of staff may monitor: the library's own, its group's, its cooperatives', and practice. */
  async monitorableBy(staff: Staff): Promise<Queue[]> {
    return this.around(staff.institutionId);
  }

  async withCounts(staff: Staff): Promise<Counted[]> {
    return this.counted(staff, await this.monitorableBy(staff));
  }

  /** A group's own queue and those of its libraries, as far as they are not closed; for whoever has a role in the group. */
  async ofGroup(
    groupId: string,
    staff: Staff & { groupRoles: readonly { groupId: string }[] },
  ): Promise<Counted[]> {
    const holds = staff.groupRoles.some((held) => held.groupId === groupId);
    const group = holds ? await this.directory.group(groupId) : undefined;
    if (!group) throw new NotFound('group');
    const libraries = await this.directory.librariesOf(groupId);
    const queues = await this.queues.at([
      { kind: group.kind === 'cooperative' ? 'cooperative' : 'group', ownerId: group.id, name: group.name },
      ...libraries
        .filter(({ profileStatus }) => profileStatus !== 'closed')
        .map(({ id, name }) => ({ kind: 'library' as const, ownerId: id, name })),
    ]);
    return this.counted(staff, queues);
  }

  private async counted(staff: Staff, queues: Queue[]): Promise<Counted[]> {
    const counts = await this.sessions.countsOf({ ...staff, queueIds: queues.map((queue) => queue.id) });
    return queues.map((queue) => ({ ...queue, ...(counts.get(queue.id) ?? { waiting: 0, monitoring: 0 }) }));
  }

  /** By the queue's id; unknown ones are left out. */
  namesOf(ids: readonly string[]): Promise<Map<string, string>> {
    return this.queues.namesOf([...new Set(ids)]);
  }

  /** What waits and who is there on the queues of one desk. */
  async countsOf(desk: { queueIds: string[]; subscriptionGroupId: string }) {
    const counts = await this.sessions.countsOf(desk);
    return desk.queueIds.map((id) => ({ id, ...(counts.get(id) ?? { waiting: 0, monitoring: 0 }) }));
  }

  /** Nearest first; none for a library the directory does not know (yet). */
  private async around(institutionId: string): Promise<Queue[]> {
    const institution = await this.directory.institution(institutionId);
    if (!institution) return [];
    const group = await this.directory.group(institution.subscriptionGroupId);
    const cooperatives = await this.directory.cooperativesOf(institutionId);
    const queues = await this.queues.at([
      { kind: 'library', ownerId: institution.id, name: institution.name },
      ...(group ? [{ kind: 'group' as const, ownerId: group.id, name: group.name }] : []),
      ...cooperatives.map(({ id, name }) => ({ kind: 'cooperative' as const, ownerId: id, name })),
      ...(group ? [{ kind: 'practice' as const, ownerId: group.id, name: `Practice: ${group.name}` }] : []),
    ]);
    return queues.sort((a, b) => queueKinds.indexOf(a.kind) - queueKinds.indexOf(b.kind));
  }
}
