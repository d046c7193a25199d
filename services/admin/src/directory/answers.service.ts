import { Injectable } from '@nestjs/common';
import type { AnswerOf, requests, SettingValue } from '@carrel/contracts';
import { NotFound } from '@carrel/kernel';
import { Rebuilds } from '@carrel/web';
import { AccountQueries } from '../registry/persistence/accounts.queries.js';
import { Institutions } from '../registry/persistence/institutions.repository.js';
import { domainOf } from '../mail-domain/domain/mail-domain.js';
import { MailDomains } from '../mail-domain/persistence/mail-domains.repository.js';
import { SettingQueries } from '../setting/persistence/settings.queries.js';
import { Settings } from '../setting/persistence/settings.repository.js';

const reportMailsAPage = 40;

/** Answers requests of other services: personal data is sent here and in no event (B1). */
@Injectable()
export class DirectoryAnswers {
  constructor(
    private readonly accounts: AccountQueries,
    private readonly institutions: Institutions,
    private readonly settings: Settings,
    private readonly mailDomains: MailDomains,
    private readonly settingQueries: SettingQueries,
    private readonly rebuilds: Rebuilds,
  ) {}

  accountNames(ids: readonly string[]) {
    return this.accounts.namesOf(ids);
  }

  /** No addresses when the library wants no notices (R129). */
  async notificationAddresses(institutionId: string) {
    const { value } = await this.settings.of(institutionId, 'institution', 'email-notification');
    const { enabled, addresses } = value as AnswerOf<(typeof requests)['notificationAddresses']>;
    return { enabled, addresses: enabled ? addresses : [] };
  }

  /** Switched on or not. */
  async namedAddresses(institutionId: string) {
    const { value } = await this.settings.of(institutionId, 'institution', 'email-notification');
    return { addresses: (value as SettingValue<'email-notification'>).addresses };
  }

  /** An address whose domain is verified no more is not used, though the setting still names it (A19). */
  async outgoingAddress(institutionId: string) {
    const { value } = await this.settings.of(institutionId, 'institution', 'outgoing-address');
    const { enabled, displayName, address } = value as SettingValue<'outgoing-address'>;
    const own = enabled && address && (await this.mailDomains.isVerified(institutionId, domainOf(address)));
    return { displayName: enabled ? displayName : null, address: own ? address : null, enabled };
  }

  /** The library of a question address. */
  async questionAddress(address: string) {
    return { institutionId: (await this.settingQueries.libraryAt(address)) ?? null };
  }

  accountAddresses(ids: readonly string[]) {
    return this.accounts.addressesOf(ids);
  }

  /** The library's own affairs go to its Alert E-mail, whatever its notification addresses are (R119). */
  async alertAddress(institutionId: string) {
    return { email: (await this.institutions.get(institutionId)).profile.alertEmail };
  }

  async groupAddresses(groupId: string) {
    const [admins, coordinators] = await Promise.all([
      this.accounts.addressesInGroup(groupId, 'group-admin'),
      this.accounts.addressesInGroup(groupId, 'coordinator'),
    ]);
    const { value } = await this.settings.of(groupId, 'group', 'profile-approval');
    const { noticeAddress } = value as SettingValue<'profile-approval'>;
    return { admins, coordinators, profileNotices: noticeAddress === null ? [] : [noticeAddress] };
  }

  /** No address once the account is deactivated: that person gets no more notices. */
  async accountAddress(accountId: string) {
    const account = await this.accounts.one(accountId);
    if (!account) throw new NotFound('account');
    return { name: account.name, email: account.active ? account.email : null };
  }

  /** None once the account is deactivated: nobody writes in that name any more. */
  async accountSignature(accountId: string) {
    const account = await this.accounts.one(accountId);
    if (!account?.active) return { text: '' };
    const { value } = await this.settings.of(accountId, 'account', 'mail-signature');
    return value as SettingValue<'mail-signature'>;
  }

  /** A page of those who get reports by mail. */
  async reportMails(after: string | null) {
    const found = await this.settingQueries.reportMails(after, reportMailsAPage);
    const items = found.slice(0, reportMailsAPage);
    return { items, next: found.length > reportMailsAPage ? items.at(-1)!.ownerId : null };
  }

  /** For a service whose copy was lost: from the start, whatever is on its way already. Answers how many events. */
  async republish() {
    const { total } = await this.rebuilds.beginAnew('directory');
    return { published: total };
  }
}
