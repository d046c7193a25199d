import { Module } from '@nestjs/common';
import { DeliveryModule } from '../delivery/delivery.module.js';
import { MailModule } from '../mail/mail.module.js';
import { MailedReportsController } from './http/mailed-reports.controller.js';
import { MailedReports } from './persistence/mailed-reports.js';
import { ReportMailsService } from './report-mails.service.js';

/** Numbers that are mailed every week or month. */
@Module({
  imports: [DeliveryModule, MailModule],
  controllers: [MailedReportsController],
  providers: [MailedReports, ReportMailsService],
})
export class ReportModule {}
