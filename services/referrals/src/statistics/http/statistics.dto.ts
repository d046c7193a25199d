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
  @ApiProperty({ type: 'integer' })
  answered!: number;
  @ApiProperty({ type: 'integer', description: 'given back, by the receiver or at the deadline' })
  returned!: number;
  @ApiProperty({ type: 'integer' })
  withdrawn!: number;
  @ApiProperty({ type: 'integer', description: 'taken out of Shared Followup' })
  claimed!: number;
  @ApiProperty({ type: 'integer', description: 'answered by mail by somebody outside' })
  replied!: number;
  @ApiProperty({ type: 'integer', description: 'closed without an answer of the receiver' })
  closed!: number;
  @ApiProperty({ type: 'integer', nullable: true, description: 'from the referral to the answer' })
  medianSeconds!: number | null;
  @ApiProperty({ type: 'integer', nullable: true })
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
  @ApiProperty({ enum: directions })
  direction!: Direction;
  @ApiProperty({ enum: referralGroupings })
  by!: ReferralGrouping;
  @ApiProperty({ type: OutcomesDto })
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
  @ApiProperty()
  kind!: string;
  @ApiProperty({ format: 'uuid' })
  senderInstitutionId!: string;
  @ApiProperty({ type: String, format: 'uuid', nullable: true })
  receiverInstitutionId!: string | null;
  @ApiProperty({ enum: statuses })
  status!: string;
  @ApiProperty({ format: 'date-time' })
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
  @ApiProperty({ type: 'integer' })
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
  @ApiProperty({ enum: dutyGroupings })
  by!: DutyGrouping;
  @ApiProperty({ type: KeptDto })
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
  @ApiProperty({ format: 'date-time' })
  from!: Date;
  @ApiProperty({ format: 'date-time' })
  to!: Date;
  @ApiProperty({ format: 'uuid', description: 'who had the duty' })
  institutionId!: string;
  @NameBeside()
  institutionName?: string | null;
  @ApiProperty({ type: 'integer', enum: [1, 2] })
  checkPoint!: number;
  @ApiProperty({ enum: checkOutcomes })
  outcome!: CountedCheck['outcome'];
}
