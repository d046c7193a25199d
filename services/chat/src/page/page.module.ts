import { Module } from '@nestjs/common';
import { AvailabilityModule } from '../availability/availability.module.js';
import { FormModule } from '../form/form.module.js';
import { PatronPagesController } from './http/patron-pages.controller.js';
import { PatronPages } from './patron-pages.service.js';

/** What a library's pages for its patrons are drawn from. */
@Module({
  imports: [AvailabilityModule, FormModule],
  controllers: [PatronPagesController],
  providers: [PatronPages],
})
export class PageModule {}
