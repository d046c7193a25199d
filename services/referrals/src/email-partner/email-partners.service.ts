import { Injectable } from '@nestjs/common';
import { EmailPartners, type EmailPartner } from './persistence/email-partners.repository.js';

/** Each librarian's own list of people to write to (R101). */
@Injectable()
export class EmailPartnersService {
  constructor(private readonly partners: EmailPartners) {}

  of(accountId: string): Promise<EmailPartner[]> {
    return this.partners.of(accountId);
  }

  get(accountId: string, id: string): Promise<EmailPartner> {
    return this.partners.get(accountId, id);
  }

  keep(accountId: string, partner: Omit<EmailPartner, 'id'>): Promise<EmailPartner> {
    return this.partners.add(accountId, partner);
  }

  remove(accountId: string, id: string): Promise<void> {
    return this.partners.remove(accountId, id);
  }
}
