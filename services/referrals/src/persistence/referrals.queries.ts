import { Injectable } from '@nestjs/common';
import { DataSource, IsNull, LessThan, LessThanOrEqual, Not, type FindOptionsWhere } from 'typeorm';
import { Referral } from '../domain/referral.js';

export interface ReferralFilter {
  institutionId: string;
  direction: 'in' | 'out';
  questionId?: string | undefined;
  /** Newest first: those older than this referral. */
  before?: string | undefined;
  limit: number;
}

@Injectable()
export class ReferralsQueries {
  constructor(private readonly db: DataSource) {}

  /** What a library has sent or received, newest first; one more than asked for when there is more. */
  page({ institutionId, direction, questionId, before, limit }: ReferralFilter): Promise<Referral[]> {
    const mine: FindOptionsWhere<Referral> =
      direction === 'out'
        ? { senderInstitutionId: institutionId, status: Not('refused') }
        : { receiverInstitutionId: institutionId, madeAt: Not(IsNull()) };
    return this.db.manager.find(Referral, {
      where: { ...mine, ...(questionId ? { questionId } : {}), ...(before ? { id: LessThan(before) } : {}) },
      order: { id: 'DESC' },
      take: limit + 1,
    });
  }

  /** Every referral of a question. */
  async ofQuestion(questionId: string): Promise<string[]> {
    return this.ids({ questionId });
  }

  /** Referrals of a question into Shared Followup made by then; an older event says nothing of a later one. */
  async sharedBefore(questionId: string, time: Date): Promise<string[]> {
    return this.ids({ questionId, kind: 'shared-followup', askedAt: LessThanOrEqual(time) });
  }

  private async ids(where: FindOptionsWhere<Referral>): Promise<string[]> {
    const rows = await this.db.manager.find(Referral, { select: { id: true }, where });
    return rows.map(({ id }) => id);
  }
}
