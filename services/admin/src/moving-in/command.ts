import { importRows } from '@carrel/web';
import type { INestApplicationContext } from '@nestjs/common';
import { OldAccountsImporter, OldInstitutionsImporter } from './old-registry.importers.js';

/** `node main.js import libraries|accounts`: rows of another system from standard input (the carrel command sends them). */
export const importRegistry = (app: INestApplicationContext, args: string[]): Promise<void> =>
  importRows(app, args, {
    libraries: app.get(OldInstitutionsImporter),
    accounts: app.get(OldAccountsImporter),
  });
