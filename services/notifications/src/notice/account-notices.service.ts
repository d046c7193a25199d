import { requests, type EventEnvelope } from '@carrel/contracts';
import { Requests } from '@carrel/messaging';
import { SERVICE_CONFIG, type ServiceConfig } from '@carrel/web';
import { Inject, Injectable } from '@nestjs/common';
import { Directory } from '@carrel/directory';
import { MailFacts } from '../delivery/mail-facts.service.js';
import type { Draft } from '../delivery/mail-queue.js';

/** Mail that lets people choose a password (R9), and about profiles that wait for approval (2.1). */
@Injectable()
export class AccountNoticesService {
  constructor(
    private readonly facts: MailFacts,
    private readonly directory: Directory,
    private readonly requests: Requests,
    @Inject(SERVICE_CONFIG) private readonly config: ServiceConfig,
  ) {}

  /** The token is in the part of the link that browsers send nowhere. */
  async invited({ data }: EventEnvelope<'account.invited.v1'>): Promise<Draft[]> {
    const { accountId, institutionId, purpose } = data;
    const { email, token, expiresAt } = await this.requests.ask(requests.accountInvitation, { accountId });
    if (token === null || expiresAt === null) return [];
    const library = await this.directory.institution(institutionId);
    const at = { time: expiresAt, timeZone: library?.timeZone ?? 'UTC' };
    const link = `${this.config.publicUrl}/desk/password#${token}`;
    const notice = purpose === 'invitation' ? 'account-invitation' : 'password-reset';
    return [
      {
        notice,
        data: { library: library?.name ?? 'Carrel', at, link },
        to: email,
        toPatron: false,
        institutionId: library?.id ?? null,
        questionId: null,
        sessionId: null,
        number: null,
        personal: true,
      },
    ];
  }

  /** To the account's owner; none once the account is deactivated. */
  loginsRefused({ data }: EventEnvelope<'account.logins-refused.v1'>): Promise<Draft[]> {
    return this.toOwner('logins-refused', data);
  }

  /** To the account's owner, who may not have asked for it. */
  secondFactorReset({ data }: EventEnvelope<'account.second-factor-reset.v1'>): Promise<Draft[]> {
    return this.toOwner('second-factor-reset', data);
  }

  private async toOwner(
    notice: 'logins-refused' | 'second-factor-reset',
    { accountId, institutionId }: { accountId: string; institutionId: string },
  ): Promise<Draft[]> {
    const { email } = await this.requests.ask(requests.accountAddress, { accountId });
    if (email === null) return [];
    const library = await this.directory.institution(institutionId);
    return [
      {
        notice,
        data: { library: library?.name ?? 'Carrel' },
        to: email,
        toPatron: false,
        institutionId: library?.id ?? null,
        questionId: null,
        sessionId: null,
        number: null,
        personal: true,
      },
    ];
  }

  /** To the group's notice address and its administrators. */
  async profileSubmitted({ data }: EventEnvelope<'institution.profile-submitted.v1'>): Promise<Draft[]> {
    const { name } = await this.facts.library(data.institutionId);
    const asked = { groupId: data.subscriptionGroupId };
    const { admins, profileNotices } = await this.requests.ask(requests.groupAddresses, asked);
    return [...new Set([...profileNotices, ...admins])].map((to) => ({
      notice: 'profile-submitted',
      data: { library: name },
      to,
      toPatron: false,
      institutionId: null,
      readBy: data.institutionId,
      questionId: null,
      sessionId: null,
      number: null,
      personal: true,
    }));
  }
}
