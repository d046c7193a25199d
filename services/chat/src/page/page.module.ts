import { Module } from '@nestjs/common';
import { AvailabilityModule } from '../availability/availability.module.js';
import { FormModule } from '../form/form.module.js';
import { GroupLibraries } from './group-libraries.service.js';
import { GroupLibrariesController } from './http/group-libraries.controller.js';
import { PatronPagesController } from './http/patron-pages.controller.js';
import { PatronPages } from './patron-pages.service.js';

/** What a library's pages for its patrons are drawn from. */
@Module({
  imports: [AvailabilityModule, FormModule],
  controllers: [GroupLibrariesController, PatronPagesController],
  providers: [GroupLibraries, PatronPages],
})
export class PageModule {}
