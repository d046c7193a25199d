import { Module } from '@nestjs/common';
import { ENDED_SIGN_INS } from '@carrel/web';
import { KeysModule } from '../keys/keys.module.js';
import { RegistryModule } from '../registry/registry.module.js';
import { SharedModule } from '../shared/shared.module.js';
import { AccessTokens } from './access-tokens.js';
import { DeviceTokens } from './device-tokens.js';
import { Passkeys } from './passkeys.js';
import { Passwords } from './passwords.js';
import { Credentials } from './persistence/credentials.repository.js';
import { FailedLogins } from './persistence/failed-logins.js';
import { PendingSignIns } from './persistence/pending-sign-ins.js';
import { SecondFactors } from './persistence/second-factors.repository.js';
import { SignIns } from './persistence/sign-ins.repository.js';
import { RefreshSecrets } from './refresh-secrets.js';
import { SecondFactorRequirement } from './requirement.js';

/** What people sign in with, and the sign-ins they began. */
@Module({
  imports: [KeysModule, RegistryModule, SharedModule],
  providers: [
    AccessTokens,
    Credentials,
    DeviceTokens,
    FailedLogins,
    Passkeys,
    Passwords,
    PendingSignIns,
    RefreshSecrets,
    SecondFactorRequirement,
    SecondFactors,
    SignIns,
    {
      provide: ENDED_SIGN_INS,
      useFactory: (signIns: SignIns) => (ids: readonly string[]) => signIns.endedAmong(ids),
      inject: [SignIns],
    },
  ],
  exports: [
    AccessTokens,
    Credentials,
    DeviceTokens,
    FailedLogins,
    Passkeys,
    Passwords,
    PendingSignIns,
    RefreshSecrets,
    SecondFactorRequirement,
    SecondFactors,
    SignIns,
  ],
})
export class CredentialModule {}
