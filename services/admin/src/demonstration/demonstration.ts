import { Inject, Injectable, Logger, type OnApplicationBootstrap } from '@nestjs/common';
import { Clock } from '@carrel/kernel';
import { newId, Transactions } from '@carrel/messaging';
import { Account } from '../registry/domain/account.js';
import { Accounts } from '../registry/persistence/accounts.repository.js';
import { ADMIN_CONFIG, type AdminConfig } from '../shared/config.js';
import { Group } from '../registry/domain/group.js';
import { Groups } from '../registry/persistence/groups.repository.js';
import { Institution } from '../registry/domain/institution.js';
import { Institutions } from '../registry/persistence/institutions.repository.js';
import { Membership } from '../membership/domain/membership.js';
import { Memberships } from '../membership/persistence/memberships.repository.js';
import { FirstOperator } from '../operator/first-operator.js';
import { PolicyPages } from '../policy/persistence/policy-pages.repository.js';
import { Settings } from '../setting/persistence/settings.repository.js';
import { InvitationsService } from '../sign-in/invitations.service.js';
import { Passwords } from '../credential/passwords.js';
import * as data from './data.js';
import { policyOf } from './data.js';

/** Fills an empty database with the libraries and people of the demonstration: all of them or, when killed, none. */
@Injectable()
export class Demonstration implements OnApplicationBootstrap {
  private readonly log = new Logger('demonstration');

  constructor(
    @Inject(ADMIN_CONFIG) private readonly config: AdminConfig,
    private readonly groups: Groups,
    private readonly institutions: Institutions,
    private readonly memberships: Memberships,
    private readonly accounts: Accounts,
    private readonly settings: Settings,
    private readonly policies: PolicyPages,
    private readonly operator: FirstOperator,
    private readonly invitations: InvitationsService,
    private readonly passwords: Passwords,
    private readonly transactions: Transactions,
    private readonly clock: Clock,
  ) {}

  async onApplicationBootstrap(): Promise<void> {
    if (!this.config.demonstration || (await this.groups.count()) > 0) return;
    // One hash for all: each takes a while, and everybody knows the password anyway.
    const passwordHash = await this.passwords.hash(data.password);
    const made = await this.transactions.run(async (tx) => {
      await tx.manager.query(`SELECT pg_advisory_xact_lock(hashtextextended('carrel demonstration', 0))`);
      if ((await this.groups.count()) > 0) return false;
      await this.make(passwordHash, this.clock.now());
      return true;
    });
    if (made) this.log.log(`the demonstration data is made; every password is ${data.password}`);
  }

  private async make(passwordHash: string, now: Date): Promise<void> {
    await this.operator.make(data.operator.id, data.operator);
    await this.invitations.setPassword(data.operator.id, passwordHash);
    for (const { id, kind, shortName, ...description } of data.groups) {
      await this.groups.add(
        Group.create(
          id,
          kind,
          { ...description, requiresCooperativeMark: false, contactEmail: null, uses: [] },
          now,
        ),
      );
      await this.settings.changeOf(id, 'group', 'branding', (setting) =>
        setting.set({ shortName }, undefined, data.operator.id, now),
      );
    }
    for (const library of data.libraries) await this.makeLibrary(library, now);
    for (const account of data.accounts) {
      await this.makeAccount(account, now);
      await this.invitations.setPassword(account.id, passwordHash);
    }
    const admin = data.accounts.find((account) => account.email === 'admin@evergreen.example')!.id;
    await this.settings.changeOf(data.evergreen.id, 'group', 'shared-followup', (setting) =>
      setting.set({ enabled: true }, undefined, admin, now),
    );
    await this.settings.changeOf(data.evergreen.id, 'group', 'close-policy', (setting) =>
      setting.set({ who: 'home-reviewers-only' }, undefined, admin, now),
    );
  }

  private async makeLibrary(library: data.DemonstrationLibrary, now: Date): Promise<void> {
    const { id, key, group, joined } = library;
    const alerts = `alerts@${key}.example`;
    const institution = Institution.register(
      id,
      {
        subscriptionGroupId: group.id,
        portal: library.portal ?? false,
        cooperativeMember: joined,
        profile: {
          name: library.name,
          stateOrProvince: library.stateOrProvince,
          country: 'US',
          timeZone: group.timeZone,
          alertEmail: alerts,
          libraryTypes: [library.type],
        },
      },
      false,
      now,
    );
    if (joined) {
      institution.submitProfile(now);
      institution.activateProfile(now);
    }
    await this.institutions.add(institution);
    await this.settings.changeOf(id, 'institution', 'email-notification', (setting) =>
      setting.set({ enabled: true, addresses: [alerts] }, undefined, data.operator.id, now),
    );
    await this.settings.changeOf(id, 'institution', 'question-address', (setting) =>
      setting.set(
        { enabled: true, address: alerts.replace(/^alerts@/, 'ask@') },
        undefined,
        data.operator.id,
        now,
      ),
    );
    await this.settings.changeOf(id, 'institution', 'outgoing-address', (setting) =>
      setting.set(
        { enabled: true, displayName: library.name, address: null },
        undefined,
        data.operator.id,
        now,
      ),
    );
    await this.openPage(library, now);
    if (joined) {
      await this.join(institution, now);
      await this.policies.add(policyOf(library, now));
    }
  }

  private async openPage({ id, key, accent, joined }: data.DemonstrationLibrary, now: Date): Promise<void> {
    const page = { slugs: [key], listed: joined, accent, privacyNotice: null, privacyUrl: null };
    await this.settings.changeOf(id, 'institution', 'patron-page', (setting) =>
      setting.set(page, undefined, data.operator.id, now),
    );
    await this.settings.changeOf(id, 'institution', 'languages', (setting) =>
      setting.set({ staff: ['en'], patrons: data.patronLanguages }, undefined, data.operator.id, now),
    );
  }

  private async join(institution: Institution, now: Date): Promise<void> {
    const group = { ...data.cooperative, requiresCooperativeMark: false, contactEmail: null, uses: [] };
    const { id, profileStatus, cooperativeMember } = institution;
    const applicant = { id, profileStatus, cooperativeMember, cooperatives: 0 };
    const membership = Membership.request(newId(), group, applicant, data.operator.id, now);
    membership.move('approve', data.operator.id, null, now);
    await this.memberships.add(membership);
  }

  private async makeAccount(account: data.DemonstrationAccount, now: Date): Promise<void> {
    const { id, email, name, library, roles, inGroup } = account;
    const number = await this.accounts.nextNumber();
    const at = { institutionId: library.id, roles, trained: true };
    const made = Account.create(id, number, at, { email, name }, now);
    if (inGroup) made.holdInGroup({ ...inGroup, includesLibrary: true }, [inGroup.role], now);
    await this.accounts.add(made);
  }
}
