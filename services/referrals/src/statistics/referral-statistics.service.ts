import { Scopes, type Asked, type Asking } from '@carrel/directory';
import { periodBefore, type Period } from '@carrel/kernel';
import { Injectable } from '@nestjs/common';
import type { ReferralStatus } from '../referral/domain/lifecycle.js';
import {
  StatisticsQueries,
  type CountedCheck,
  type CountedReferral,
  type Direction,
  type Kept,
  type Outcomes,
  type ReferralGrouping,
} from './persistence/statistics.queries.js';

export {
  checkOutcomes,
  directions,
  referralGroupings,
  type CountedCheck,
  type CountedReferral,
  type Direction,
  type Kept,
  type Outcomes,
  type ReferralGrouping,
} from './persistence/statistics.queries.js';

export interface ReferralReport {
  readonly period: Period;
  readonly total: Outcomes;
  readonly lines: readonly (Outcomes & { readonly value: string })[];
}
export interface DutyReport {
  readonly period: Period;
  readonly total: Kept;
  /** Of a group; null for a library, since what nobody had was no library's. */
  readonly uncovered: number | null;
  readonly lines: readonly (Kept & { readonly value: string })[];
}
type After = readonly [string, string] | undefined;

/** What became of referrals, and how duties were kept; docs/statistics.md says what each number means. */
@Injectable()
export class ReferralStatisticsService {
  constructor(
    private readonly queries: StatisticsQueries,
    private readonly scopes: Scopes,
  ) {}

  async referrals(
    caller: Asking,
    asked: Asked,
    direction: Direction,
    by: ReferralGrouping,
    when: 'now' | 'before' = 'now',
  ): Promise<ReferralReport> {
    const { libraries, period } = await this.of(caller, asked, when);
    const [total, lines] = await Promise.all([
      this.queries.outcomes(libraries, direction, period),
      this.queries.outcomesBy(libraries, direction, period, by),
    ]);
    return { period, total, lines };
  }

  async duties(
    caller: Asking,
    asked: Asked,
    by: 'library' | 'month',
    when: 'now' | 'before' = 'now',
  ): Promise<DutyReport> {
    const { groupId } = asked;
    const { libraries, period } = await this.of(caller, asked, when);
    const dutiful = { libraries, groupId, period };
    const [total, lines, uncovered] = await Promise.all([
      this.queries.kept(dutiful),
      this.queries.keptBy(dutiful, by),
      groupId === undefined ? null : this.queries.uncovered(groupId, period),
    ]);
    return { period, total, uncovered, lines };
  }

  /** One page of the referrals behind a number. */
  async referralRows(
    caller: Asking,
    asked: Asked & {
      readonly direction: Direction;
      readonly by: ReferralGrouping;
      readonly value?: string | undefined;
      readonly status?: ReferralStatus | undefined;
    },
    after: After,
    limit: number,
  ): Promise<CountedReferral[]> {
    const { libraries, period } = await this.scopes.of(caller, asked);
    return this.queries.referrals(libraries, asked.direction, period, asked, after, limit + 1);
  }

  /** One page of the checks behind a number. */
  async checkRows(
    caller: Asking,
    asked: Asked & { readonly outcome?: CountedCheck['outcome'] | undefined },
    after: After,
    limit: number,
  ): Promise<CountedCheck[]> {
    const { groupId, outcome } = asked;
    const scope = await this.scopes.of(caller, asked);
    return this.queries.checks({ ...scope, groupId }, outcome, after, limit + 1);
  }

  private async of(caller: Asking, asked: Asked, when: 'now' | 'before') {
    const { libraries, period } = await this.scopes.of(caller, asked);
    return { libraries, period: when === 'now' ? period : periodBefore(period) };
  }
}
