import type { GroupRole, InstitutionRole, SettingValue } from '@carrel/contracts';
import { Directory } from '@carrel/directory';
import { NotFound, type Describing } from '@carrel/kernel';
import { Injectable } from '@nestjs/common';
import type { ClosePolicy } from './domain/closing.js';
import { UnknownLibrary } from './domain/refusals.js';
import type { HomeRules } from './domain/home-rules.js';
import type { Actor, Reader } from './domain/people.js';
import type { Active } from './domain/referring.js';
import { QuestionsQueries } from './persistence/questions.queries.js';

/** Staff as described by their access token. */
export interface Caller {
  readonly accountId: string;
  readonly institutionId: string;
  readonly subscriptionGroupId: string;
  readonly roles: readonly InstitutionRole[];
  readonly groupRoles: readonly { groupId: string; role: GroupRole }[];
}
type Seen = Pick<Caller, 'institutionId' | 'subscriptionGroupId' | 'groupRoles'> & {
  accountId?: string | undefined;
};

/** The settings that decide how a question is created (B4). */
export const homeSettings = ['followup-due', 'shared-followup'] as const;
type PatronLibrarySettings = { readonly [K in (typeof homeSettings)[number]]: SettingValue<K> };
export const rulesIn = (settings: PatronLibrarySettings): HomeRules => ({
  sharedFollowup: settings['shared-followup'].enabled,
  dueHours: settings['followup-due'].hours,
});

/** Settings and permissions by the patron's library of a question (B4). */
@Injectable()
export class LibraryRules {
  constructor(
    private readonly directory: Directory,
    private readonly queries: QuestionsQueries,
  ) {}

  /** The settings by which a question of this library is created. Refused for an unknown library. */
  async rulesOf(institutionId: string): Promise<HomeRules> {
    const library = await this.directory.libraryWith(institutionId, homeSettings);
    if (!library) throw new UnknownLibrary();
    return rulesIn(library.settings);
  }

  async rulesFor(questionId: string): Promise<HomeRules> {
    return this.rulesOf(await this.homeOf(questionId));
  }

  async closePolicyFor(questionId: string): Promise<ClosePolicy> {
    const groupId = await this.groupOf(await this.homeOf(questionId));
    return groupId ? (await this.directory.setting('close-policy', groupId)).who : 'home-reviewers-only';
  }

  /** Whose descriptive codes a question has, and whether the caller gives them (2.3). */
  async describing(caller: Caller, questionId: string): Promise<Describing> {
    const home = await this.homeOf(questionId);
    const lists = await this.directory.setting('descriptive-codes', home);
    return { lists, own: (await this.groupOf(home)) === caller.subscriptionGroupId };
  }

  /** The caller's relation to the question. */
  async actor(caller: Caller, questionId: string): Promise<Actor> {
    return {
      ...(await this.reader(caller, questionId)),
      accountId: caller.accountId,
      reviewer: caller.roles.includes('reviewer'),
      admin: caller.roles.includes('institution-admin'),
    };
  }

  /** What a library and its person are to the question, as far as reading goes. */
  async reader(
    { institutionId, accountId, subscriptionGroupId, groupRoles }: Seen,
    questionId: string,
  ): Promise<Reader> {
    const groupId = await this.groupOf(await this.homeOf(questionId));
    return {
      institutionId,
      accountId,
      coordinator: groupRoles.some((r) => r.role === 'coordinator' && r.groupId === groupId),
      sharesPool: groupId === subscriptionGroupId && (await this.isShared(groupId)),
    };
  }

  /** A library that speaks through another service; the account is known when somebody asks for it. */
  async asked(questionId: string, institutionId: string, accountId?: string): Promise<Reader> {
    const account = accountId ? await this.directory.account(accountId) : undefined;
    const groupRoles = account?.active && account.institutionId === institutionId ? account.groupRoles : [];
    const subscriptionGroupId = (await this.groupOf(institutionId)) ?? '';
    return this.reader({ institutionId, accountId, subscriptionGroupId, groupRoles }, questionId);
  }

  async isShared(groupId: string): Promise<boolean> {
    return (await this.directory.setting('shared-followup', groupId)).enabled;
  }

  async librariesOf(groupId: string): Promise<string[]> {
    return (await this.directory.librariesOf(groupId)).map(({ id }) => id);
  }

  /** Those of the accounts that still work at the library. */
  async stillAt(institutionId: string, accountIds: readonly (string | null | undefined)[]): Promise<Active> {
    const active = new Set<string>();
    for (const id of accountIds) {
      const account = id ? await this.directory.account(id) : undefined;
      if (account?.active && account.institutionId === institutionId) active.add(account.id);
    }
    return active;
  }

  async hidesOthersChats(institutionId: string): Promise<boolean> {
    return (await this.directory.setting('exclude-transcripts', institutionId)).enabled;
  }

  async homeOf(questionId: string): Promise<string> {
    const home = await this.queries.homeOf(questionId);
    if (!home) throw new NotFound('question');
    return home;
  }

  private async groupOf(institutionId: string): Promise<string | undefined> {
    return (await this.directory.institution(institutionId))?.subscriptionGroupId;
  }
}
