import { Injectable } from '@nestjs/common';
import { Clock } from '@carrel/kernel';
import { noInstitution, type Account } from '../registry/domain/account.js';
import { Institutions } from '../registry/persistence/institutions.repository.js';
import { SignIns } from './persistence/sign-ins.repository.js';
import { mustHaveSecondFactor } from './domain/requirement.js';
import { SecondFactors } from './persistence/second-factors.repository.js';

/** Whether the group of an administrator wants a second factor (setting `second-factor`). */
@Injectable()
export class SecondFactorRequirement {
  constructor(
    private readonly factors: SecondFactors,
    private readonly institutions: Institutions,
    private readonly signIns: SignIns,
    private readonly clock: Clock,
  ) {}

  async holdsFor(account: Account): Promise<boolean> {
    const subscriptionGroupId =
      account.institutionId === noInstitution
        ? null
        : (await this.institutions.get(account.institutionId)).subscriptionGroupId;
    const groupIds = account.groupRoles.map(({ groupId }) => groupId);
    const wanting = await this.factors.wantedBy([
      ...groupIds,
      ...(subscriptionGroupId === null ? [] : [subscriptionGroupId]),
    ]);
    return mustHaveSecondFactor(account, subscriptionGroupId, wanting);
  }

  /** Somebody has become administrator: sign-ins without a second factor end, and the next one asks for it. */
  async endSignInsWithout(account: Account): Promise<void> {
    if (await this.holdsFor(account)) await this.signIns.endWithoutSecondFactor(account.id, this.clock.now());
  }
}
