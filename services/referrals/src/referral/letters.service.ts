import type { AnswerOf, requests } from '@carrel/contracts';
import { Directory } from '@carrel/directory';
import { Injectable } from '@nestjs/common';
import type { Referral } from './domain/referral.js';
import { Referrals } from './persistence/referrals.repository.js';

/** Content and recipients of mails about a referral. */
@Injectable()
export class LettersService {
  constructor(
    private readonly referrals: Referrals,
    private readonly directory: Directory,
  ) {}

  /** What a notice about the referral says (R103). */
  async reasons(id: string): Promise<AnswerOf<typeof requests.referralReason>> {
    const { reason, actorId, endReason } = await this.referrals.get(id);
    return { reason, actorId, endReason };
  }

  async letter(id: string): Promise<AnswerOf<typeof requests.referralLetter>> {
    const referral = await this.referrals.get(id);
    const { questionId, kind, status, senderInstitutionId, actorId, receiverInstitutionId } = referral;
    const { addressee, expertAccountIds, reason, endReason, withContact, deadlineAt } = referral;
    return {
      ...{ referralId: id, questionId, kind, status, senderInstitutionId, actorId, receiverInstitutionId },
      ...{ expertAccountIds, reason, endReason },
      to: addressee && { name: addressee.name, email: addressee.address },
      withPatronContact: withContact,
      deadlineAt: deadlineAt?.toISOString() ?? null,
      coordinatorAccountIds: await this.coordinatorsFor(referral),
    };
  }

  /** A question of no known library is theirs to decide about, in the group of whoever received it (R94). */
  private async coordinatorsFor({ unrouted, receiverInstitutionId }: Referral): Promise<string[]> {
    const receiver = unrouted && receiverInstitutionId;
    const library = receiver ? await this.directory.institution(receiver) : undefined;
    return library ? this.directory.coordinatorsOf(library.subscriptionGroupId) : [];
  }
}
