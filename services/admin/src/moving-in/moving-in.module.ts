import { ImportsModule } from '@carrel/web';
import { Module } from '@nestjs/common';
import { AccountModule } from '../account/account.module.js';
import { InstitutionModule } from '../institution/institution.module.js';
import { RegistryModule } from '../registry/registry.module.js';
import { OldAccountsImporter, OldInstitutionsImporter } from './old-registry.importers.js';

/** Libraries and accounts of another system. */
@Module({
  imports: [AccountModule, ImportsModule, InstitutionModule, RegistryModule],
  providers: [OldAccountsImporter, OldInstitutionsImporter],
  exports: [OldAccountsImporter, OldInstitutionsImporter],
})
export class MovingInModule {}
