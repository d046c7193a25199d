import { NameBeside } from '@carrel/directory';
import { IsInstant, IsWords, PageQuery, AtMost } from '@carrel/web';
import { ApiProperty, ApiPropertyOptional } from '@nestjs/swagger';
import { IsOptional, IsUUID } from 'class-validator';
import type { GroupDuty } from '../../calendar/calendar.js';
import { halfOf } from '../../calendar/domain/check-points.js';
import type { KnownDuty } from '../duties.service.js';

const reasons = ['rota', 'best-effort', 'exception', 'cover', 'swap'] as const;

export class DutiesQuery extends PageQuery {
  @ApiPropertyOptional({ format: 'date-time', description: 'default: now' })
  @IsOptional()
  @IsInstant()
  @AtMost(40)
  from?: string;

  @ApiPropertyOptional({
    format: 'date-time',
    description: 'default: four weeks later; at most 100 days later',
  })
  @IsOptional()
  @IsInstant()
  @AtMost(40)
  to?: string;

  @ApiPropertyOptional({
    format: 'uuid',
    description: "everybody's duties in this group; without it one's own",
  })
  @IsOptional()
  @IsUUID()
  groupId?: string;
}

export class HandOnDto {
  @ApiProperty({ format: 'uuid', description: 'the library that has it from now on' })
  @IsUUID()
  institutionId!: string;

  @ApiPropertyOptional({ minLength: 1, maxLength: 1000, description: 'for both libraries to read' })
  @IsOptional()
  @IsWords(1000)
  reason?: string;
}

export class SlotDto {
  @ApiProperty({ format: 'uuid' })
  id!: string;

  @ApiProperty({ format: 'uuid' })
  groupId!: string;
  @NameBeside()
  groupName?: string | null;

  @ApiProperty({
    type: 'string',
    nullable: true,
    description: 'the subject lane; null: questions of any subject',
  })
  lane!: string | null;

  @ApiProperty({ description: 'when it begins', format: 'date-time' })
  from!: Date;

  @ApiProperty({ description: 'when it ends', format: 'date-time' })
  to!: Date;

  @ApiProperty({ type: 'string', format: 'uuid', nullable: true, description: 'null: one must be found' })
  institutionId!: string | null;
  @NameBeside()
  institutionName?: string | null;

  @ApiProperty({ type: 'string', format: 'uuid', nullable: true, description: 'whom the rota names' })
  plannedInstitutionId!: string | null;
  @NameBeside()
  plannedInstitutionName?: string | null;

  @ApiProperty({ enum: reasons, description: 'why this library has it' })
  because!: string;

  @ApiProperty({ description: 'nobody is held to it' })
  bestEffort!: boolean;

  @ApiProperty({
    type: 'string',
    nullable: true,
    enum: ['no-library', 'library-not-able', null],
    description: 'why nobody has it although somebody should',
  })
  gap!: string | null;
}

class CheckPointDto {
  @ApiProperty({ description: 'the first or second look of the duty', enum: [1, 2] })
  point!: number;

  @ApiProperty({ description: 'from when it may be attested', format: 'date-time' })
  from!: Date;

  @ApiProperty({ format: 'date-time', description: 'missed when nobody has looked by then' })
  to!: Date;

  @ApiProperty({ enum: ['open', 'done', 'missed'] })
  outcome!: string;

  @ApiProperty({
    description: 'when it was attested; null: not yet',
    type: 'string',
    format: 'date-time',
    nullable: true,
  })
  at!: Date | null;

  @ApiProperty({ type: 'string', format: 'uuid', nullable: true, description: 'the librarian who looked' })
  accountId!: string | null;
  @NameBeside()
  accountName?: string | null;

  @ApiProperty({ description: 'done without anybody: nothing was in Shared Followup' })
  byItself!: boolean;
}

export class DutyDto extends SlotDto {
  @ApiProperty({ type: [CheckPointDto], description: 'twice a block' })
  checkPoints!: CheckPointDto[];

  @ApiProperty({ type: 'string', format: 'uuid', nullable: true, description: 'the open request for cover' })
  coverId!: string | null;
}

export const slotAnswer = (duty: GroupDuty): SlotDto => ({
  id: duty.id,
  groupId: duty.groupId,
  lane: duty.lane,
  from: duty.from,
  to: duty.to,
  institutionId: duty.institutionId,
  plannedInstitutionId: duty.planned,
  because: duty.because,
  bestEffort: duty.bestEffort,
  gap: duty.gap,
});

export const dutyAnswer = (duty: KnownDuty): DutyDto => ({
  ...slotAnswer(duty),
  checkPoints: ([1, 2] as const).map((point) => {
    const done = duty.record?.checks.find((check) => check.point === point);
    const { outcome = 'open', at = null, accountId = null, byItself = false } = done ?? {};
    return { point, ...halfOf(duty, point), outcome, at, accountId, byItself };
  }),
  coverId: duty.cover?.id ?? null,
});
