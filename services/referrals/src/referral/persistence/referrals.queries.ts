import { Injectable } from '@nestjs/common';
import {
  ArrayContains,
  DataSource,
  IsNull,
  LessThan,
  LessThanOrEqual,
  MoreThan,
  Not,
  type FindOptionsWhere,
} from 'typeorm';
import { Referral } from '../domain/referral.js';

export interface ReferralFilter {
  institutionId: string;
  /** Who asks: what came to him or her as an expert is listed too. */
  accountId: string;
  direction: 'in' | 'out';
  questionId?: string | undefined;
  /** Newest first: those older than this referral. */
  before?: string | undefined;
  limit: number;
}

export interface TrackRecord {
  received: number;
  answered: number;
  returned: number;
  open: number;
  medianSecondsToAnswer: number | null;
}

@Injectable()
export class ReferralsQueries {
  constructor(private readonly db: DataSource) {}

  /** What a library has sent or received, newest first; one more than asked for when there is more. */
  page({
    institutionId,
    accountId,
    direction,
    questionId,
    before,
    limit,
  }: ReferralFilter): Promise<Referral[]> {
    const madeAt = Not(IsNull());
    const mine: FindOptionsWhere<Referral>[] =
      direction === 'out'
        ? [{ senderInstitutionId: institutionId, status: Not('refused') }]
        : [
            { receiverInstitutionId: institutionId, madeAt },
            { expertAccountIds: ArrayContains([accountId]), madeAt },
          ];
    const these = { ...(questionId ? { questionId } : {}), ...(before ? { id: LessThan(before) } : {}) };
    return this.db.manager.find(Referral, {
      where: mine.map((one) => ({ ...one, ...these })),
      order: { id: 'DESC' },
      take: limit + 1,
    });
  }

  /** Every referral of a question that was carried out, in the order in which they were made. */
  chain(questionId: string): Promise<Referral[]> {
    const where = { questionId, madeAt: Not(IsNull()) };
    return this.db.manager.find(Referral, { where, order: { id: 'ASC' } });
  }

  /** What became of the referrals a library received since then (KWON). */
  async trackRecord(institutionId: string, since: Date): Promise<TrackRecord> {
    const [row] = await this.db.query<TrackRecord[]>(
      `SELECT count(*)::int AS received, count(*) FILTER (WHERE status = 'answered')::int AS answered,
         count(*) FILTER (WHERE status = 'returned')::int AS returned,
         count(*) FILTER (WHERE status = 'open')::int AS open,
         round(percentile_cont(0.5) WITHIN GROUP (ORDER BY extract(epoch FROM ended_at - made_at))
           FILTER (WHERE status = 'answered'))::int AS "medianSecondsToAnswer"
       FROM referrals WHERE receiver_institution_id = $1 AND made_at >= $2`,
      [institutionId, since],
    );
    return row!;
  }

  /** Every referral of a question. */
  async ofQuestion(questionId: string): Promise<string[]> {
    return this.ids({ questionId });
  }

  /** Referrals of a question into Shared Followup made by then; an older event says nothing of a later one. */
  async sharedBefore(questionId: string, time: Date): Promise<string[]> {
    return this.ids({ questionId, kind: 'shared-followup', askedAt: LessThanOrEqual(time) });
  }

  /** Open referrals to a library, so many at a time. */
  openTo(institutionId: string, after: string | undefined, atMost: number): Promise<Referral[]> {
    return this.open({ receiverInstitutionId: institutionId }, after, atMost);
  }

  openToExpert(accountId: string, after: string | undefined, atMost: number): Promise<Referral[]> {
    return this.open({ expertAccountIds: ArrayContains([accountId]) }, after, atMost);
  }

  private open(
    where: FindOptionsWhere<Referral>,
    after: string | undefined,
    take: number,
  ): Promise<Referral[]> {
    return this.db.manager.find(Referral, {
      where: { ...where, status: 'open', ...(after ? { id: MoreThan(after) } : {}) },
      order: { id: 'ASC' },
      take,
    });
  }

  private async ids(where: FindOptionsWhere<Referral>): Promise<string[]> {
    const rows = await this.db.manager.find(Referral, { select: { id: true }, where });
    return rows.map(({ id }) => id);
  }
}
