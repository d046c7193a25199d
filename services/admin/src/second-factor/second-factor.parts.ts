import { AccountSecondFactorController } from './http/account-second-factor.controller.js';
import { FactorCallers } from './http/factor-callers.js';
import { SecondFactorController } from './http/second-factor.controller.js';
import { VerificationController } from './http/verification.controller.js';
import { Passkeys } from './passkeys.js';
import { PendingSignIns } from './persistence/pending-sign-ins.js';
import { SecondFactors } from './persistence/second-factors.repository.js';
import { SecondFactorRequirement } from './requirement.js';
import { SecondFactorService } from './second-factor.service.js';
import { VerificationService } from './verification.service.js';

/** Providers of second factors. */
export const secondFactor = {
  controllers: [AccountSecondFactorController, SecondFactorController, VerificationController],
  providers: [
    FactorCallers,
    Passkeys,
    PendingSignIns,
    SecondFactorRequirement,
    SecondFactors,
    SecondFactorService,
    VerificationService,
  ],
};
