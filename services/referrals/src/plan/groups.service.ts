import { Directory } from '@carrel/directory';
import { NotFound } from '@carrel/kernel';
import { Injectable } from '@nestjs/common';
import { MayNotManage } from './domain/refusals.js';
import { Rotas } from './persistence/rotas.repository.js';

/** The caller's data that rotas need; a signed-in staff identity has it. */
export interface Member {
  readonly accountId: string;
  readonly institutionId: string;
  readonly groupRoles: readonly { readonly groupId: string; readonly role: string }[];
  readonly operator: boolean;
  readonly capabilities?: ReadonlySet<string>;
}

/** The groups whose rotas a caller may see and change. */
@Injectable()
export class RotaGroups {
  constructor(
    private readonly directory: Directory,
    private readonly rotas: Rotas,
  ) {}

  /** Those with a rota among the groups of the member's library and those he or she holds a role in. */
  async of(member: Member): Promise<string[]> {
    const library = await this.directory.institution(member.institutionId);
    const cooperatives = library ? await this.directory.cooperativesOf(library.id) : [];
    const roles = member.groupRoles.map(({ groupId }) => groupId);
    const ids = [
      ...(library ? [library.subscriptionGroupId] : []),
      ...cooperatives.map(({ id }) => id),
      ...roles,
    ];
    return this.rotas.among([...new Set(ids)]);
  }

  /** A group of others is not found, exactly as one that does not exist (F26). */
  async mustSee(groupId: string, member: Member, what = 'rota'): Promise<void> {
    const group = await this.directory.group(groupId);
    if (!group || group.deleted) throw new NotFound(what);
    if (member.operator || this.runs(groupId, member)) return;
    const libraries = await this.directory.librariesOf(groupId);
    if (!libraries.some(({ id }) => id === member.institutionId)) throw new NotFound(what);
  }

  async mustManage(groupId: string, member: Member, what = 'rota'): Promise<void> {
    await this.mustSee(groupId, member, what);
    if (!this.runs(groupId, member)) throw new MayNotManage(what);
  }

  /** For the own library: its librarians and administrators, not everybody who holds a role somewhere. */
  actsForLibrary({ capabilities }: Member): boolean {
    return capabilities?.has('questions.work') || capabilities?.has('institution.manage') || false;
  }

  /** Group administrators and coordinators do. */
  runs(groupId: string, { groupRoles }: Member): boolean {
    return groupRoles.some((held) => held.groupId === groupId);
  }
}
