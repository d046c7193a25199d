import { Module } from '@nestjs/common';
import { EmailPartnersService } from './email-partners.service.js';
import { EmailPartnersController } from './http/email-partners.controller.js';
import { EmailPartners } from './persistence/email-partners.repository.js';

/** People outside whom one librarian writes to. */
@Module({
  controllers: [EmailPartnersController],
  providers: [EmailPartners, EmailPartnersService],
  exports: [EmailPartnersService],
})
export class EmailPartnerModule {}
