import { Module } from '@nestjs/common';
import { ADMIN_CONFIG, adminConfig } from './config.js';

/** What every feature reads: the settings of the process. */
@Module({
  providers: [{ provide: ADMIN_CONFIG, useFactory: () => adminConfig() }],
  exports: [ADMIN_CONFIG],
})
export class SharedModule {}
