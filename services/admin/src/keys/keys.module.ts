import { Module } from '@nestjs/common';
import { ACCESS_TOKEN_KEYS } from '@carrel/web';
import { SharedModule } from '../shared/shared.module.js';
import { KeysController } from './http/keys.controller.js';
import { KeyTable } from './persistence/signing-keys.repository.js';
import { SigningKeys } from './signing-keys.js';

/** The keys that sign access tokens. */
@Module({
  imports: [SharedModule],
  controllers: [KeysController],
  providers: [
    KeyTable,
    SigningKeys,
    {
      provide: ACCESS_TOKEN_KEYS,
      useFactory: (keys: SigningKeys) => ({ find: (kid: string) => keys.find(kid) }),
      inject: [SigningKeys],
    },
  ],
  exports: [SigningKeys],
})
export class KeysModule {}
