import { randomBytes } from 'node:crypto';
import { Resolver } from 'node:dns/promises';
import { domainToASCII } from 'node:url';
import type { SettingValue } from '@carrel/contracts';
import { Clock, NotFound } from '@carrel/kernel';
import { Job } from '@carrel/messaging';
import { Inject, Injectable } from '@nestjs/common';
import { mustAdministerInstitution, type Actor } from '../shared/domain/authority.js';
import { Institutions } from '../registry/persistence/institutions.repository.js';
import {
  DnsSilent,
  domainOf,
  DomainNotVerified,
  TooManyDomains,
  proves,
  RecordNotFound,
  type MailDomain,
} from './domain/mail-domain.js';
import { MailDomains } from './persistence/mail-domains.repository.js';

/** The TXT records at a name: none when there is no such name; undefined when DNS does not answer. */
export type TxtRecords = (name: string) => Promise<string[][] | undefined>;
/** Injection token. */
export const TXT_RECORDS = Symbol('txt records');

/** Asks these servers (`host:port`, separated by commas), else those of the machine. */
export function txtRecordsFrom(servers: readonly string[]): TxtRecords {
  const resolver = new Resolver({ timeout: 2_000, tries: 2 });
  if (servers.length) resolver.setServers(servers);
  return async (name) => {
    try {
      return await resolver.resolveTxt(name);
    } catch (error) {
      const { code } = error as { code?: string };
      return code === 'ENOTFOUND' || code === 'ENODATA' ? [] : undefined;
    }
  };
}

const dayMs = 86_400_000;
/** Of one library. */
const mostDomains = 50;

/** Which domains a library's mail may be seen to come from: those whose DNS says so, and as long as it does (A19). */
@Injectable()
export class MailDomainsService {
  constructor(
    private readonly mailDomains: MailDomains,
    private readonly institutions: Institutions,
    private readonly clock: Clock,
    @Inject(TXT_RECORDS) private readonly txtRecords: TxtRecords,
  ) {}

  async list(institutionId: string, by: Actor): Promise<MailDomain[]> {
    mustAdministerInstitution(by, institutionId);
    return this.mailDomains.ofInstitution(institutionId);
  }

  async add(institutionId: string, domain: string, by: Actor): Promise<MailDomain> {
    mustAdministerInstitution(by, institutionId);
    await this.institutions.get(institutionId);
    const token = randomBytes(24).toString('base64url');
    const asked = { institutionId, domain: domainToASCII(domain), token };
    const who = { addedBy: by.accountId, addedAt: this.clock.now() };
    const added = await this.mailDomains.add({ ...asked, ...who }, mostDomains);
    if (!added) throw new TooManyDomains(mostDomains);
    return added;
  }

  async verify(institutionId: string, domain: string, by: Actor): Promise<MailDomain> {
    const mailDomain = await this.own(institutionId, domain, by);
    const texts = await this.txtRecords(`_carrel.${mailDomain.domain}`);
    if (!texts) throw new DnsSilent(mailDomain.domain);
    const found = proves(mailDomain, texts);
    await this.mailDomains.checked(mailDomain, found, this.clock.now());
    if (!found) throw new RecordNotFound(mailDomain);
    return this.own(institutionId, domain, by);
  }

  async remove(institutionId: string, domain: string, by: Actor): Promise<void> {
    const mailDomain = await this.own(institutionId, domain, by);
    await this.mailDomains.remove(institutionId, mailDomain.domain);
  }

  /** @throws DomainNotVerified for a sender's address on any other domain */
  async mustCover(institutionId: string, value: unknown): Promise<void> {
    const { enabled, address } = value as SettingValue<'outgoing-address'>;
    if (!enabled || !address) return;
    const domain = domainOf(address);
    if (!(await this.mailDomains.isVerified(institutionId, domain))) throw new DomainNotVerified(domain);
  }

  /** Every domain once a day: one whose record is gone is verified no more. No answer of DNS changes nothing. */
  @Job('check-mail-domains', { cron: '17 * * * *' })
  async checkAgain(): Promise<void> {
    const now = this.clock.now();
    for (const mailDomain of await this.mailDomains.verifiedBefore(new Date(now.getTime() - dayMs), 500)) {
      const texts = await this.txtRecords(`_carrel.${mailDomain.domain}`);
      if (texts) await this.mailDomains.checked(mailDomain, proves(mailDomain, texts), now);
    }
  }

  private async own(institutionId: string, domain: string, by: Actor): Promise<MailDomain> {
    mustAdministerInstitution(by, institutionId);
    const found = await this.mailDomains.one(institutionId, domainToASCII(domain));
    if (!found) throw new NotFound('mail domain');
    return found;
  }
}
