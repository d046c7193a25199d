import { AccountSecondFactorController } from './http/account-second-factor.controller.js';
import { FactorCallers } from './http/factor-callers.js';
import { SecondFactorController } from './http/second-factor.controller.js';
import { VerificationController } from './http/verification.controller.js';
import { Passkeys } from '../credential/passkeys.js';
import { PendingSignIns } from '../credential/persistence/pending-sign-ins.js';
import { SecondFactors } from '../credential/persistence/second-factors.repository.js';
import { SecondFactorRequirement } from '../credential/requirement.js';
import { SecondFactorService } from './second-factor.service.js';
import { VerificationService } from './verification.service.js';

/** What second factors are made of, for the module. */
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
