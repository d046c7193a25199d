import type { Period } from '@carrel/kernel';
import { Injectable } from '@nestjs/common';
import { DataSource } from 'typeorm';
import type { ReferralStatus } from '../../referral/domain/lifecycle.js';

/** From where the libraries that are asked about see a referral. */
export const directions = ['sent', 'received'] as const;
export type Direction = (typeof directions)[number];
/** By the other library (or the kind, where it is none), by the library itself, by kind, or by month. */
export const referralGroupings = ['partner', 'library', 'kind', 'month'] as const;
export type ReferralGrouping = (typeof referralGroupings)[number];

/** What became of referrals, and how long the answers took. */
export interface Outcomes {
  readonly made: number;
  readonly open: number;
  readonly answered: number;
  readonly returned: number;
  readonly withdrawn: number;
  readonly claimed: number;
  readonly replied: number;
  readonly closed: number;
  readonly medianSeconds: number | null;
  readonly p90Seconds: number | null;
}
/** A referral as a number counts it; ids and times only. */
export interface CountedReferral {
  readonly referralId: string;
  readonly questionId: string;
  readonly kind: string;
  readonly senderInstitutionId: string;
  readonly receiverInstitutionId: string | null;
  readonly status: string;
  readonly madeAt: Date;
  readonly endedAt: Date | null;
}
/** Checks of Shared Followup that libraries were answerable for. */
export interface Kept {
  readonly duties: number;
  readonly done: number;
  /** Done without anybody, since nothing was to be looked at. */
  readonly byItself: number;
  readonly missed: number;
}
/** One check of one duty. */
export interface CountedCheck {
  readonly dutyId: string;
  readonly groupId: string;
  readonly from: Date;
  readonly to: Date;
  readonly institutionId: string;
  readonly checkPoint: number;
  readonly outcome: 'done' | 'by-itself' | 'missed';
}
export const checkOutcomes = ['done', 'by-itself', 'missed'] as const;
/** Duties of a group, or of a library in all its groups. */
export interface Dutiful {
  readonly libraries: readonly string[];
  readonly groupId: string | undefined;
  readonly period: Period;
}

const seconds = 'extract(epoch FROM r.ended_at - r.made_at)';
const timeTo = (part: number) => `round(percentile_cont(${part}) WITHIN GROUP (ORDER BY ${seconds})
  FILTER (WHERE r.status = 'answered'))::int`;
const ended = ['answered', 'returned', 'withdrawn', 'claimed', 'replied', 'closed'] as const;
const outcomes = [
  'count(*)::int AS made',
  `count(*) FILTER (WHERE r.status IN ('asked', 'open'))::int AS open`,
  ...ended.map((status) => `count(*) FILTER (WHERE r.status = '${status}')::int AS ${status}`),
  `${timeTo(0.5)} AS "medianSeconds"`,
  `${timeTo(0.9)} AS "p90Seconds"`,
].join(', ');
const own = { sent: 'r.sender_institution_id', received: 'r.receiver_institution_id' } as const;
const valueOf = (by: ReferralGrouping, direction: Direction): string => {
  if (by === 'kind') return 'r.kind';
  if (by === 'month') return `to_char(r.made_at AT TIME ZONE $4, 'YYYY-MM')`;
  if (by === 'library') return `${own[direction]}::text`;
  return direction === 'received'
    ? 'r.sender_institution_id::text'
    : 'coalesce(r.receiver_institution_id::text, r.kind)';
};
const within = (at: string) => `${at} >= ($2::date::timestamp AT TIME ZONE $4)
  AND ${at} < (($3::date + 1)::timestamp AT TIME ZONE $4)`;
const among = (direction: Direction) => `${own[direction]} = ANY($1::uuid[]) AND ${within('r.made_at')}`;

/** A check stands in the record of its duty. */
const checks = `duties d CROSS JOIN LATERAL (SELECT c->>'institutionId' AS library,
    (c->>'point')::int AS point, CASE WHEN c->>'outcome' = 'missed' THEN 'missed'
      WHEN c->>'byItself' = 'true' THEN 'by-itself' ELSE 'done' END AS outcome
    FROM jsonb_array_elements(d.checks) c) k`;
const ofDuties = `k.library = ANY($1::text[]) AND ${within('d.from_at')} AND ($5::uuid IS NULL OR d.group_id = $5)`;
const kept = `count(DISTINCT d.id)::int AS duties, count(*) FILTER (WHERE k.outcome = 'done')::int AS done,
  count(*) FILTER (WHERE k.outcome = 'by-itself')::int AS "byItself",
  count(*) FILTER (WHERE k.outcome = 'missed')::int AS missed`;

/** Referrals and duties, counted one by one from their own rows. */
@Injectable()
export class StatisticsQueries {
  constructor(private readonly db: DataSource) {}

  async outcomes(libraries: readonly string[], direction: Direction, period: Period): Promise<Outcomes> {
    const [row] = await this.db.query<Outcomes[]>(
      `SELECT ${outcomes} FROM referrals r WHERE ${among(direction)}`,
      [libraries, ...daysOf(period)],
    );
    return row!;
  }

  outcomesBy(
    libraries: readonly string[],
    direction: Direction,
    period: Period,
    by: ReferralGrouping,
  ): Promise<(Outcomes & { value: string })[]> {
    return this.db.query(
      `SELECT ${valueOf(by, direction)} AS value, ${outcomes} FROM referrals r
       WHERE ${among(direction)} GROUP BY 1 ORDER BY ${by === 'month' ? '1' : '2 DESC, 1'}`,
      [libraries, ...daysOf(period)],
    );
  }

  /** The referrals behind a number, newest first. */
  referrals(
    libraries: readonly string[],
    direction: Direction,
    period: Period,
    behind: {
      readonly by: ReferralGrouping;
      readonly value?: string | undefined;
      readonly status?: ReferralStatus | undefined;
    },
    after: readonly [string, string] | undefined,
    limit: number,
  ): Promise<CountedReferral[]> {
    const values: unknown[] = [libraries, ...daysOf(period), limit];
    const bind = (value: unknown) => `$${values.push(value)}`;
    const of =
      behind.value === undefined ? '' : `AND ${valueOf(behind.by, direction)} = ${bind(behind.value)}`;
    const status = behind.status === undefined ? '' : `AND r.status = ${bind(behind.status)}`;
    const page = after ? `AND (r.made_at, r.id) < (${bind(after[0])}, ${bind(after[1])})` : '';
    return this.db.query(
      `SELECT r.id AS "referralId", r.question_id AS "questionId", r.kind, r.status,
         r.sender_institution_id AS "senderInstitutionId", r.receiver_institution_id AS "receiverInstitutionId",
         r.made_at AS "madeAt", r.ended_at AS "endedAt"
       FROM referrals r WHERE ${among(direction)} ${of} ${status} ${page}
       ORDER BY r.made_at DESC, r.id DESC LIMIT $5`,
      values,
    );
  }

  async kept({ libraries, groupId, period }: Dutiful): Promise<Kept> {
    const [row] = await this.db.query<Kept[]>(`SELECT ${kept} FROM ${checks} WHERE ${ofDuties}`, [
      libraries,
      ...daysOf(period),
      groupId ?? null,
    ]);
    return row!;
  }

  keptBy(
    { libraries, groupId, period }: Dutiful,
    by: 'library' | 'month',
  ): Promise<(Kept & { value: string })[]> {
    const value = by === 'library' ? 'k.library' : `to_char(d.from_at AT TIME ZONE $4, 'YYYY-MM')`;
    return this.db.query(
      `SELECT ${value} AS value, ${kept} FROM ${checks} WHERE ${ofDuties}
       GROUP BY 1 ORDER BY ${by === 'month' ? '1' : '2 DESC, 1'}`,
      [libraries, ...daysOf(period), groupId ?? null],
    );
  }

  /** Duties of the group that nobody had shortly before they began. */
  async uncovered(groupId: string, period: Period): Promise<number> {
    const [row] = await this.db.query<{ n: number }[]>(
      `SELECT count(*)::int AS n FROM duties d
       WHERE d.group_id = $1 AND ${within('d.from_at')} AND d.gap_told_at IS NOT NULL`,
      [groupId, ...daysOf(period)],
    );
    return row!.n;
  }

  /** The checks behind a number, newest first. */
  checks(
    { libraries, groupId, period }: Dutiful,
    outcome: (typeof checkOutcomes)[number] | undefined,
    after: readonly [string, string] | undefined,
    limit: number,
  ): Promise<CountedCheck[]> {
    const values: unknown[] = [libraries, ...daysOf(period), groupId ?? null, limit];
    const bind = (value: unknown) => `$${values.push(value)}`;
    const of = outcome === undefined ? '' : `AND k.outcome = ${bind(outcome)}`;
    const key = `d.id || ':' || k.point`;
    const page = after ? `AND (d.from_at, ${key}) < (${bind(after[0])}, ${bind(after[1])})` : '';
    return this.db.query(
      `SELECT d.id AS "dutyId", d.group_id AS "groupId", d.from_at AS "from", d.to_at AS "to",
         k.library AS "institutionId", k.point AS "checkPoint", k.outcome
       FROM ${checks} WHERE ${ofDuties} ${of} ${page} ORDER BY d.from_at DESC, ${key} DESC LIMIT $6`,
      values,
    );
  }
}

const daysOf = ({ from, to, timeZone }: Period) => [from, to, timeZone] as const;
