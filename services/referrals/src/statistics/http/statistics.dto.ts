import { ComparedQuery, NameBeside, PeriodDto, PeriodQuery } from '@carrel/directory';
import { AtMost } from '@carrel/web';
import { ApiProperty, ApiPropertyOptional } from '@nestjs/swagger';
import { IsIn, IsOptional, IsString } from 'class-validator';
import { statuses, type ReferralStatus } from '../../referral/domain/lifecycle.js';
import {
  checkOutcomes,
  directions,
  referralGroupings,
  type CountedCheck,
  type CountedReferral,
  type Direction,
  type Kept,
  type Outcomes,
  type ReferralGrouping,
} from '../referral-statistics.service.js';

const dutyGroupings = ['library', 'month'] as const;
type DutyGrouping = (typeof dutyGroupings)[number];

export class ReferralStatisticsQuery extends ComparedQuery {
  @ApiPropertyOptional({ enum: directions, default: 'sent' })
  @IsOptional()
  @IsIn(directions)
  direction: Direction = 'sent';
  @ApiPropertyOptional({
    enum: referralGroupings,
    default: 'partner',
    description: 'the other library (or the kind, where there is none), the own one, the kind, or the month',
  })
  @IsOptional()
  @IsIn(referralGroupings)
  by: ReferralGrouping = 'partner';
}
export class ReferralRowsQuery extends PeriodQuery {
  @ApiPropertyOptional({ enum: directions, default: 'sent' })
  @IsOptional()
  @IsIn(directions)
  direction: Direction = 'sent';
  @ApiPropertyOptional({ enum: referralGroupings, default: 'partner' })
  @IsOptional()
  @IsIn(referralGroupings)
  by: ReferralGrouping = 'partner';
  @ApiPropertyOptional({ maxLength: 100, description: 'a value of `by`; without it all' })
  @IsOptional()
  @IsString()
  @AtMost(100)
  value?: string;
  @ApiPropertyOptional({ enum: statuses })
  @IsOptional()
  @IsIn(statuses)
  status?: ReferralStatus;
}
export class DutyStatisticsQuery extends ComparedQuery {
  @ApiPropertyOptional({ enum: dutyGroupings, default: 'library' })
  @IsOptional()
  @IsIn(dutyGroupings)
  by: DutyGrouping = 'library';
}
export class CheckRowsQuery extends PeriodQuery {
  @ApiPropertyOptional({ enum: checkOutcomes })
  @IsOptional()
  @IsIn(checkOutcomes)
  outcome?: CountedCheck['outcome'];
}

export class OutcomesDto implements Outcomes {
  @ApiProperty({ type: 'integer', description: 'all that were made in the period, whatever became of them' })
  made!: number;
  @ApiProperty({ type: 'integer', description: 'still with the receiver' })
  open!: number;
  @ApiProperty({ type: 'integer', description: 'the receiver answered the patron' })
  answered!: number;
  @ApiProperty({ type: 'integer', description: 'given back, by the receiver or at the deadline' })
  returned!: number;
  @ApiProperty({ type: 'integer', description: 'called back by the sender' })
  withdrawn!: number;
  @ApiProperty({ type: 'integer', description: 'taken out of Shared Followup' })
  claimed!: number;
  @ApiProperty({ type: 'integer', description: 'answered by mail by somebody outside' })
  replied!: number;
  @ApiProperty({ type: 'integer', description: 'closed without an answer of the receiver' })
  closed!: number;
  @ApiProperty({ type: 'integer', nullable: true, description: 'from the referral to the answer' })
  medianSeconds!: number | null;
  @ApiProperty({ type: 'integer', nullable: true, description: 'nine of ten were answered within this time' })
  p90Seconds!: number | null;
}
export class ReferralLineDto extends OutcomesDto {
  @ApiProperty({ description: 'the id of a library, a kind of referral, or a month' })
  value!: string;
  @ApiProperty({ type: String, nullable: true, description: 'of the library' })
  name!: string | null;
}
export class ReferralStatisticsDto {
  @ApiProperty({ type: PeriodDto })
  period!: PeriodDto;
  @ApiProperty({ enum: directions, description: 'made or received by the libraries of the report' })
  direction!: Direction;
  @ApiProperty({ enum: referralGroupings, description: 'what each item stands for' })
  by!: ReferralGrouping;
  @ApiProperty({ type: OutcomesDto, description: 'all items together' })
  total!: OutcomesDto;
  @ApiProperty({ type: [ReferralLineDto] })
  items!: ReferralLineDto[];
  @ApiPropertyOptional({ type: () => ReferralStatisticsDto, description: 'with `compare=previous`' })
  before?: ReferralStatisticsDto;
}
/** A referral as a number counts it. */
export class CountedReferralDto implements CountedReferral {
  @ApiProperty({ format: 'uuid' })
  referralId!: string;
  @ApiProperty({ format: 'uuid' })
  questionId!: string;
  @ApiProperty({ description: 'what kind of partner it went to' })
  kind!: string;
  @ApiProperty({ format: 'uuid', description: 'the library that referred it' })
  senderInstitutionId!: string;
  @ApiProperty({
    type: String,
    format: 'uuid',
    nullable: true,
    description: 'the library it went to; null for a mail partner or a pool',
  })
  receiverInstitutionId!: string | null;
  @ApiProperty({ enum: statuses, description: 'what became of it so far' })
  status!: string;
  @ApiProperty({ format: 'date-time', description: 'when it was referred' })
  madeAt!: Date;
  @ApiProperty({ type: String, format: 'date-time', nullable: true })
  endedAt!: Date | null;
}

export class KeptDto implements Kept {
  @ApiProperty({ type: 'integer', description: 'with at least one check that is over' })
  duties!: number;
  @ApiProperty({ type: 'integer', description: 'checks that a librarian made; there are two in a duty' })
  done!: number;
  @ApiProperty({ type: 'integer', description: 'checks without anything to look at' })
  byItself!: number;
  @ApiProperty({ type: 'integer', description: 'checks that nobody made in time' })
  missed!: number;
}
export class DutyLineDto extends KeptDto {
  @ApiProperty({ description: 'the id of a library, or a month' })
  value!: string;
  @ApiProperty({ type: String, nullable: true, description: 'of the library' })
  name!: string | null;
}
export class DutyStatisticsDto {
  @ApiProperty({ type: PeriodDto })
  period!: PeriodDto;
  @ApiProperty({ enum: dutyGroupings, description: 'what each item stands for' })
  by!: DutyGrouping;
  @ApiProperty({ type: KeptDto, description: 'all items together' })
  total!: KeptDto;
  @ApiProperty({
    type: 'integer',
    nullable: true,
    description: 'duties of the group that nobody had shortly before they began; null for a library',
  })
  uncovered!: number | null;
  @ApiProperty({ type: [DutyLineDto] })
  items!: DutyLineDto[];
  @ApiPropertyOptional({ type: () => DutyStatisticsDto, description: 'with `compare=previous`' })
  before?: DutyStatisticsDto;
}
/** One check of a duty; a duty has two. */
export class CountedCheckDto implements CountedCheck {
  @ApiProperty({ format: 'uuid' })
  dutyId!: string;
  @ApiProperty({ format: 'uuid' })
  groupId!: string;
  @NameBeside()
  groupName?: string | null;
  @ApiProperty({ format: 'date-time', description: 'when the duty began' })
  from!: Date;
  @ApiProperty({ format: 'date-time', description: 'when the duty ended' })
  to!: Date;
  @ApiProperty({ format: 'uuid', description: 'who had the duty' })
  institutionId!: string;
  @NameBeside()
  institutionName?: string | null;
  @ApiProperty({ type: 'integer', enum: [1, 2], description: 'the first or the second look of the duty' })
  checkPoint!: number;
  @ApiProperty({ enum: checkOutcomes })
  outcome!: CountedCheck['outcome'];
}
