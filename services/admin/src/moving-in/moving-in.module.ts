import { ImportRuns } from '@carrel/web';
import { Module } from '@nestjs/common';
import { AccountModule } from '../account/account.module.js';
import { InstitutionModule } from '../institution/institution.module.js';
import { RegistryModule } from '../registry/registry.module.js';
import { ImportsController } from './http/imports.controller.js';
import { OldAccountsImporter, OldInstitutionsImporter } from './old-registry.importers.js';

/** Libraries and accounts of another system. */
@Module({
  imports: [AccountModule, InstitutionModule, RegistryModule],
  controllers: [ImportsController],
  providers: [ImportRuns, OldAccountsImporter, OldInstitutionsImporter],
  exports: [OldAccountsImporter, OldInstitutionsImporter],
})
export class MovingInModule {}
