import { Module } from '@nestjs/common';
import { AvailabilityModule } from '../availability/availability.module.js';
import { FormModule } from '../form/form.module.js';
import { GroupLibraries } from './group-libraries.service.js';
import { GroupLibrariesController } from './http/group-libraries.controller.js';
import { PatronPagesController } from './http/patron-pages.controller.js';
import { PageLogosController } from './http/page-logos.controller.js';
import { PagePreviewsController } from './http/page-previews.controller.js';
import { OutsideSites } from './outside-sites.js';
import { PageLogosService } from './page-logos.service.js';
import { PagePreviewsService } from './page-previews.service.js';
import { PatronPages } from './patron-pages.service.js';
import { PageLogos } from './persistence/page-logos.repository.js';
import { PagePreviews } from './persistence/page-previews.repository.js';
import { SiteChecks } from './site-checks.service.js';

/** What a library's pages for its patrons are drawn from. */
@Module({
  imports: [AvailabilityModule, FormModule],
  controllers: [GroupLibrariesController, PageLogosController, PagePreviewsController, PatronPagesController],
  providers: [
    GroupLibraries,
    OutsideSites,
    PageLogos,
    PageLogosService,
    PagePreviews,
    PagePreviewsService,
    PatronPages,
    SiteChecks,
  ],
})
export class PageModule {}
