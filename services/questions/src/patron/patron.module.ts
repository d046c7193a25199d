import { Module } from '@nestjs/common';
import { PatronLinks } from './persistence/patron-links.repository.js';
import { Patrons } from './persistence/patrons.repository.js';

/** Patrons as their library knows them, and the links to their questions. */
@Module({
  providers: [PatronLinks, Patrons],
  exports: [PatronLinks, Patrons],
})
export class PatronModule {}
