import { Module } from '@nestjs/common';
import { RegistryModule } from '../registry/registry.module.js';
import { ADMIN_CONFIG, type AdminConfig } from '../shared/config.js';
import { SharedModule } from '../shared/shared.module.js';
import { MailDomainsController } from './http/mail-domains.controller.js';
import { MailDomainsService, TXT_RECORDS, txtRecordsFrom } from './mail-domains.service.js';
import { MailDomains } from './persistence/mail-domains.repository.js';

/** Domains from which a library's mail is sent. */
@Module({
  imports: [RegistryModule, SharedModule],
  controllers: [MailDomainsController],
  providers: [
    MailDomains,
    MailDomainsService,
    {
      provide: TXT_RECORDS,
      useFactory: ({ dnsServers }: AdminConfig) => txtRecordsFrom(dnsServers),
      inject: [ADMIN_CONFIG],
    },
  ],
  exports: [MailDomains, MailDomainsService],
})
export class MailDomainModule {}
