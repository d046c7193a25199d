import { Directory } from '@carrel/directory';
import { Clock, nameMatches, NotFound } from '@carrel/kernel';
import { newId } from '@carrel/messaging';
import { Injectable } from '@nestjs/common';
import { Expert, type ExpertDescription, type Manager, type Owner } from './domain/expert.js';
import { UnknownAccounts } from './domain/refusals.js';
import { Experts } from './persistence/experts.repository.js';

export interface ExpertFilter {
  expertise?: string | undefined;
  groupId?: string | undefined;
  search?: string | undefined;
}

/** Who registers experts, and who sees them (R100). */
@Injectable()
export class ExpertsService {
  constructor(
    private readonly experts: Experts,
    private readonly directory: Directory,
    private readonly clock: Clock,
  ) {}

  async list(by: Manager, { expertise, groupId, search = '' }: ExpertFilter): Promise<Expert[]> {
    const matches = nameMatches(search);
    return (await this.experts.openTo(by.institutionId, await this.groupsOf(by))).filter(
      (expert) =>
        (!groupId || expert.groupId === groupId) &&
        (!expertise || knows(expert, expertise)) &&
        matches(expert.name),
    );
  }

  async get(by: Manager, id: string): Promise<Expert> {
    const expert = await this.experts.get(id);
    if (!expert.isOpenTo(by.institutionId, await this.groupsOf(by))) throw new NotFound('expert');
    return expert;
  }

  /** Of the group when one is named, of the caller's library otherwise. */
  async register(by: Manager, groupId: string | null, description: ExpertDescription): Promise<Expert> {
    const owner: Owner = groupId
      ? { groupId, institutionId: null }
      : { institutionId: by.institutionId, groupId: null };
    const expert = Expert.register(newId(), owner, description, by);
    await this.mustKnow(owner, description.accountIds);
    return this.experts.add(expert);
  }

  async describe(by: Manager, id: string, description: ExpertDescription): Promise<Expert> {
    const { groupId, institutionId } = await this.get(by, id);
    await this.mustKnow({ groupId, institutionId } as Owner, description.accountIds);
    return this.experts.change(id, (expert) => expert.describe(description, by));
  }

  async retire(by: Manager, id: string): Promise<void> {
    await this.get(by, id);
    await this.experts.change(id, (expert) => expert.retire(by, this.clock.now()));
  }

  namesOf(ids: readonly string[]): Promise<Map<string, string>> {
    return this.experts.namesOf(ids);
  }

  /** Those who look after quality for a library and its groups (R81). */
  async qualityOf(institutionId: string) {
    const groupIds = await this.groupsAround(institutionId);
    const quality = (await this.experts.openTo(institutionId, groupIds)).filter((e) => e.qualityControl);
    const library = await this.directory.institution(institutionId);
    const coordinators = library ? await this.directory.coordinatorsOf(library.subscriptionGroupId) : [];
    const asked = await Promise.all(quality.map((expert) => this.accountsAtWork(expert)));
    const byAddress = quality.flatMap(({ name, address }) => (address ? [{ name, email: address }] : []));
    return {
      coordinatorAccountIds: coordinators.slice(0, 1000),
      accountIds: [...new Set(asked.flat())].slice(0, 1000),
      addresses: byAddress.slice(0, 200),
    };
  }

  /** Those of its accounts that may still be asked: a library that has left the group answers for it no more (B40). */
  async accountsAtWork({
    accountIds,
    ...owner
  }: Pick<Expert, 'accountIds' | 'groupId' | 'institutionId'>): Promise<string[]> {
    if (accountIds.length === 0) return [];
    const libraries = await this.librariesOf(owner as Owner);
    const accounts = await Promise.all(accountIds.map((id) => this.directory.account(id)));
    return accounts.flatMap((account) =>
      account?.active && account.roles.includes('librarian') && libraries.has(account.institutionId)
        ? [account.id]
        : [],
    );
  }

  /** Librarians of the library itself, or of any library of the group. */
  private async mustKnow(owner: Owner, accountIds: readonly string[]): Promise<void> {
    const known = new Set(await this.accountsAtWork({ ...owner, accountIds: [...accountIds] }));
    const unknown = accountIds.filter((id) => !known.has(id));
    if (unknown.length) throw new UnknownAccounts(unknown);
  }

  private async librariesOf({ institutionId, groupId }: Owner): Promise<Set<string>> {
    return new Set(
      groupId ? (await this.directory.librariesOf(groupId)).map(({ id }) => id) : [institutionId as string],
    );
  }

  private async groupsOf({ institutionId, adminOfGroupIds }: Manager): Promise<string[]> {
    return [...(await this.groupsAround(institutionId)), ...adminOfGroupIds];
  }

  private async groupsAround(institutionId: string): Promise<string[]> {
    const library = await this.directory.institution(institutionId);
    const cooperatives = await this.directory.cooperativesOf(institutionId);
    return [...(library ? [library.subscriptionGroupId] : []), ...cooperatives.map(({ id }) => id)];
  }
}

const knows = ({ expertise }: Pick<Expert, 'expertise'>, wanted: string): boolean =>
  expertise.some(nameMatches(wanted));
