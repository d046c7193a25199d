import { NameBeside } from '@carrel/directory';
import { PageQuery, IsWords } from '@carrel/web';
import { ApiProperty, ApiPropertyOptional } from '@nestjs/swagger';
import { ArrayMaxSize, ArrayUnique, IsArray, IsIn, IsOptional, IsUUID } from 'class-validator';
import type { Cover, CoverStatus } from '../domain/cover.js';
import { rungs } from '../domain/ladder.js';

const statuses = ['open', 'taken', 'withdrawn', 'lapsed'] as const;

export class AskCoverDto {
  @ApiPropertyOptional({ minLength: 1, maxLength: 1000, description: 'for the other libraries to read' })
  @IsOptional()
  @IsWords(1000)
  reason?: string;

  @ApiPropertyOptional({
    type: [String],
    format: 'uuid',
    maxItems: 20,
    description: "others' duties that the library would do in exchange; none: it asks for cover only",
  })
  @IsOptional()
  @IsArray()
  @ArrayMaxSize(20)
  @ArrayUnique()
  @IsUUID(undefined, { each: true })
  swapFor: string[] = [];
}

export class TakeCoverDto {
  @ApiPropertyOptional({
    type: 'string',
    format: 'uuid',
    description: "one of the taker's own duties, among those the other library offered to do",
  })
  @IsOptional()
  @IsUUID()
  inExchangeDutyId?: string;

  @ApiPropertyOptional({
    type: 'string',
    format: 'uuid',
    description: "who takes it, when a coordinator decides; default: the caller's library",
  })
  @IsOptional()
  @IsUUID()
  institutionId?: string;
}

export class CoversQuery extends PageQuery {
  @ApiPropertyOptional({ enum: statuses })
  @IsOptional()
  @IsIn(statuses)
  status?: CoverStatus;
}

class ClimbDto {
  @ApiProperty({ description: 'who was asked next', enum: rungs })
  rung!: string;

  @ApiProperty({ format: 'date-time' })
  at!: Date;
}

export class CoverDto {
  @ApiProperty({ format: 'uuid' })
  id!: string;

  @ApiProperty({ format: 'uuid' })
  dutyId!: string;

  @ApiProperty({ format: 'uuid' })
  groupId!: string;
  @NameBeside()
  groupName?: string | null;

  @ApiProperty({ type: 'string', nullable: true })
  lane!: string | null;

  @ApiProperty({ description: 'when the duty begins', format: 'date-time' })
  from!: Date;

  @ApiProperty({ description: 'when it ends', format: 'date-time' })
  to!: Date;

  @ApiProperty({ format: 'uuid', description: 'the library that cannot' })
  institutionId!: string;
  @NameBeside()
  institutionName?: string | null;

  @ApiProperty({ description: 'why somebody else is needed; null: not said', type: 'string', nullable: true })
  reason!: string | null;

  @ApiProperty({ type: [String], format: 'uuid' })
  swapFor!: string[];

  @ApiProperty({ description: 'when cover was asked for', format: 'date-time' })
  askedAt!: Date;

  @ApiProperty({ description: 'open until somebody takes it; lapsed: the duty came first', enum: statuses })
  status!: CoverStatus;

  @ApiProperty({ enum: rungs, description: 'who is asked by now' })
  rung!: string;

  @ApiProperty({ type: [ClimbDto], description: 'when each rung of the ladder is asked' })
  ladder!: ClimbDto[];

  @ApiProperty({
    description: 'the library that took it; null: nobody yet',
    type: 'string',
    format: 'uuid',
    nullable: true,
  })
  takenByInstitutionId!: string | null;
  @NameBeside()
  takenByInstitutionName?: string | null;

  @ApiProperty({ type: 'string', format: 'date-time', nullable: true })
  endedAt!: Date | null;

  @ApiProperty({
    description: 'the duty given in exchange, by its id; null: none',
    type: 'string',
    format: 'uuid',
    nullable: true,
  })
  exchangedDutyId!: string | null;
}

export const coverAnswer = (cover: Cover): CoverDto => ({
  id: cover.id,
  dutyId: cover.dutyId,
  groupId: cover.groupId,
  lane: cover.lane,
  from: cover.from,
  to: cover.to,
  institutionId: cover.institutionId,
  reason: cover.reason,
  swapFor: cover.swapFor,
  askedAt: cover.askedAt,
  status: cover.status,
  rung: cover.rung,
  ladder: rungs.map((rung) => ({ rung, at: cover.climbsAt[rung] })),
  takenByInstitutionId: cover.takenByInstitutionId,
  endedAt: cover.endedAt,
  exchangedDutyId: cover.exchangedDutyId,
});
