import { Injectable } from '@nestjs/common';
import { settings, type SettingKey, type SettingValue } from '@carrel/contracts';
import { Clock, NotFound } from '@carrel/kernel';
import { Transactions } from '@carrel/messaging';
import {
  mustAdministerGroup,
  mustAdministerInstitution,
  NotAllowed,
  type Actor,
} from '../shared/domain/authority.js';
import { Groups } from '../registry/persistence/groups.repository.js';
import { Institutions } from '../registry/persistence/institutions.repository.js';
import { MailDomainsService } from '../mail-domain/mail-domains.service.js';
import { AddressTaken, SlugTaken } from './domain/refusals.js';
import {
  isSetting,
  type Setting,
  type SettingLevel,
  mayShareFollowup,
  mayTakeQuestions,
} from './domain/setting.js';
import { SettingQueries, type SettingChange } from './persistence/settings.queries.js';
import { Settings } from './persistence/settings.repository.js';
import { ViewportCheck, type SettingWarning } from './viewport-check.js';

/** The owner of the settings. */
export interface Owner {
  readonly level: SettingLevel;
  readonly id: string;
}

@Injectable()
export class SettingsService {
  constructor(
    private readonly stored: Settings,
    private readonly groups: Groups,
    private readonly institutions: Institutions,
    private readonly queries: SettingQueries,
    private readonly mailDomains: MailDomainsService,
    private readonly viewports: ViewportCheck,
    private readonly transactions: Transactions,
    private readonly clock: Clock,
  ) {}

  /** Every setting of the level, those nobody has set with their defaults. */
  async all(owner: Owner, by: Actor): Promise<Setting[]> {
    await this.mustRead(owner, by);
    const keys = (Object.keys(settings) as SettingKey[]).filter((key) => settings[key].level === owner.level);
    return Promise.all(keys.map((key) => this.stored.of(owner.id, owner.level, key)));
  }

  async get(owner: Owner, key: string, by: Actor): Promise<Setting> {
    const known = knownKey(key, owner.level);
    await this.mustRead(owner, by);
    return this.stored.of(owner.id, owner.level, known);
  }

  async history(
    owner: Owner,
    key: string,
    page: { before?: number | undefined; limit: number },
    by: Actor,
  ): Promise<SettingChange[]> {
    const known = knownKey(key, owner.level);
    await this.mustRead(owner, by);
    return this.queries.history(owner.id, known, page);
  }

  /** By the administrators of the owner alone (R1); `seen` is the version the caller last read. */
  set(owner: Owner, key: string, value: unknown, seen: number | undefined, by: Actor): Promise<Setting> {
    return this.change(owner, key, () => value, seen, by);
  }

  /** Warnings about a value before it is set, for those who may set it. */
  async warningsOf(owner: Owner, key: string, value: unknown, by: Actor): Promise<SettingWarning[]> {
    if (knownKey(key, owner.level) !== 'viewport') return [];
    mustOwn(owner, by);
    return this.viewports.of((value as SettingValue<'viewport'>).url);
  }

  /** The same, from what it is now. */
  async change(
    owner: Owner,
    key: string,
    decide: (value: unknown) => unknown,
    seen: number | undefined,
    by: Actor,
  ): Promise<Setting> {
    const known = knownKey(key, owner.level);
    mustOwn(owner, by);
    return this.transactions.run(() =>
      this.stored.changeOf(owner.id, owner.level, known, async (setting) => {
        setting.mustBe(seen);
        const value = decide(setting.value);
        await this.mustFit(owner, known, value);
        setting.set(value, seen, by.accountId, this.clock.now());
      }),
    );
  }

  private async mustFit(owner: Owner, key: SettingKey, value: unknown): Promise<void> {
    if (owner.level === 'institution') {
      await this.institutions.get(owner.id);
      if (key === 'outgoing-address') await this.mailDomains.mustCover(owner.id, value);
      if (key === 'question-address') await this.mustBeFree(owner.id, value);
      if (key === 'patron-page') await this.mustLeadToOne(owner.id, value as SettingValue<'patron-page'>);
      return;
    }
    if (owner.level === 'account') return;
    const group = await this.groups.lock(owner.id);
    const libraries =
      group.kind === 'subscription' ? await this.groups.librariesOf(group.id) : new Set<string>();
    mayShareFollowup(key, value, libraries.size);
    mayTakeQuestions(key, value, libraries);
  }

  /** An address belongs to one library: otherwise the patron's library is ambiguous. */
  private async mustBeFree(ownerId: string, value: unknown): Promise<void> {
    const { address } = (value ?? {}) as { address?: unknown };
    if (typeof address !== 'string') return;
    const holder = await this.queries.libraryAt(address);
    if (holder && holder !== ownerId) throw new AddressTaken();
  }

  /** One address, one library's page; an address that was given up by nobody stays theirs. */
  private async mustLeadToOne(ownerId: string, { slugs }: SettingValue<'patron-page'>): Promise<void> {
    const taken = slugs.length > 0 ? await this.stored.slugElsewhere(ownerId, slugs) : undefined;
    if (taken !== undefined) throw new SlugTaken(taken);
  }

  /** A library's staff read its settings and those of its groups; nobody else's (R1). */
  private async mustRead(owner: Owner, by: Actor): Promise<void> {
    if (owner.level === 'account') return mustOwn(owner, by);
    if (by.operator) {
      await (owner.level === 'group' ? this.groups : this.institutions).get(owner.id);
      return;
    }
    if (by.institutionId === owner.id) return;
    if (by.groupRoles.some((held) => held.groupId === owner.id)) return;
    const reads = owner.level === 'group' && (await this.groups.librariesOf(owner.id)).has(by.institutionId);
    if (!reads) throw new NotAllowed('These are the settings of others.');
  }
}

/** The administrators of a group or library; of a librarian's own settings that librarian alone (R1). */
function mustOwn(owner: Owner, by: Actor): void {
  if (owner.level === 'group') mustAdministerGroup(by, owner.id);
  else if (owner.level === 'institution') mustAdministerInstitution(by, owner.id);
  else if (by.accountId !== owner.id) throw new NotAllowed('These are the settings of others.');
}

function knownKey(key: string, level: SettingLevel): SettingKey {
  if (!isSetting(key, level)) throw new NotFound('setting');
  return key;
}
