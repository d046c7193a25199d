import { NameBeside } from '@carrel/directory';
import { IsInstant, PageQuery, IsLine, AtMost } from '@carrel/web';
import { ApiProperty, ApiPropertyOptional } from '@nestjs/swagger';
import { Transform, Type } from 'class-transformer';
import {
  ArrayMaxSize,
  ArrayUnique,
  IsArray,
  IsBoolean,
  IsInt,
  IsOptional,
  IsString,
  IsUUID,
  Matches,
  Max,
  Min,
  ValidateIf,
  ValidateNested,
} from 'class-validator';
import type { Cell, Exception, Lane, Plan } from '../../plan/domain/plan.js';

const word = /^[a-z0-9][a-z0-9-]*$/;
const clock = /^([01]\d|2[0-3]):[0-5]\d$/;
const clockTo24 = /^(([01]\d|2[0-3]):[0-5]\d|24:00)$/;
const day = /^\d{4}-\d{2}-\d{2}$/;

class LaneDto implements Lane {
  @ApiProperty({
    description: 'names the lane in a plan',
    pattern: word.source,
    maxLength: 64,
    example: 'law',
  })
  @Matches(word)
  @AtMost(64)
  key!: string;

  @ApiProperty({ minLength: 1, maxLength: 60, example: 'Law chats' })
  @IsLine(60)
  name!: string;

  @ApiPropertyOptional({
    type: 'array',
    items: { type: 'string', maxLength: 64 },
    maxItems: 20,
    description: 'classes and descriptive codes of questions that belong here; the key always does',
  })
  @IsOptional()
  @IsArray()
  @ArrayMaxSize(20)
  @ArrayUnique()
  @Matches(word, { each: true })
  @AtMost(64, { each: true })
  subjects: string[] = [];
}

class BlockDto {
  @ApiPropertyOptional({
    maxLength: 5,
    example: '09:00',
    default: '00:00',
    description: "by the group's clock",
  })
  @IsOptional()
  @Matches(clock)
  from: string = '00:00';

  @ApiPropertyOptional({
    maxLength: 5,
    example: '13:00',
    default: '24:00',
    description: 'up to 24:00; not after `from`: on the next day',
  })
  @IsOptional()
  @Matches(clockTo24)
  to: string = '24:00';

  @ApiPropertyOptional({
    type: 'string',
    nullable: true,
    maxLength: 64,
    default: null,
    description: "a lane's key; null: any subject",
  })
  @IsOptional()
  @Matches(word)
  @AtMost(64)
  lane: string | null = null;

  @ApiProperty({ type: 'string', format: 'uuid', nullable: true, description: 'null: left blank' })
  @ValidateIf((dto: BlockDto) => dto.institutionId !== null)
  @IsUUID()
  institutionId!: string | null;

  @ApiPropertyOptional({
    type: 'string',
    nullable: true,
    maxLength: 300,
    description: 'in answers; not looked at in a body',
  })
  @IsOptional()
  @IsString()
  @AtMost(300)
  institutionName?: string | null;

  @ApiPropertyOptional({ default: false, description: 'when time permits: nobody is held to it' })
  @IsOptional()
  @IsBoolean()
  bestEffort: boolean = false;
}

class CellDto extends BlockDto implements Cell {
  @ApiProperty({ type: 'integer', minimum: 1, maximum: 7, description: '1 is Monday, 7 Sunday' })
  @IsInt()
  @Min(1)
  @Max(7)
  day!: number;
}

class ExceptionDto extends BlockDto implements Exception {
  @ApiProperty({ description: 'the day, by the library’s clock', format: 'date' })
  @Matches(day)
  date!: string;

  @ApiPropertyOptional({
    default: false,
    description: 'nobody checks then; without it, no library means that one must be found',
  })
  @IsOptional()
  @IsBoolean()
  closed: boolean = false;
}

export class PlanDto {
  @ApiPropertyOptional({ format: 'date', description: 'from this day on it holds; default: today' })
  @IsOptional()
  @Matches(day)
  effectiveFrom?: string;

  @ApiPropertyOptional({
    description: 'how many libraries have duty at once, each under a name',
    type: [LaneDto],
    maxItems: 20,
  })
  @IsOptional()
  @IsArray()
  @ArrayMaxSize(20)
  @ValidateNested({ each: true })
  @Type(() => LaneDto)
  lanes: LaneDto[] = [];

  @ApiProperty({ type: [CellDto], maxItems: 500, description: 'the weekly grid' })
  @IsArray()
  @ArrayMaxSize(500)
  @ValidateNested({ each: true })
  @Type(() => CellDto)
  cells!: CellDto[];

  @ApiPropertyOptional({ type: [ExceptionDto], maxItems: 500, description: 'by date, in place of the grid' })
  @IsOptional()
  @IsArray()
  @ArrayMaxSize(500)
  @ValidateNested({ each: true })
  @Type(() => ExceptionDto)
  exceptions: ExceptionDto[] = [];

  @ApiPropertyOptional({
    type: [String],
    format: 'uuid',
    maxItems: 50,
    description: 'in the order they are asked',
  })
  @IsOptional()
  @IsArray()
  @ArrayMaxSize(50)
  @ArrayUnique()
  @IsUUID(undefined, { each: true })
  substitutes: string[] = [];
}

class LibraryNameDto {
  @ApiProperty({ format: 'uuid' })
  institutionId!: string;
  @NameBeside()
  institutionName?: string | null;
}

export class RotaDto extends PlanDto {
  @ApiProperty({ format: 'uuid' })
  groupId!: string;

  @ApiProperty({ description: "IANA name, the group's: the grid is by this clock" })
  timeZone!: string;

  @ApiProperty({ type: 'integer', description: '0 before the first; the ETag' })
  version!: number;

  @ApiProperty({ type: 'string', format: 'date-time', nullable: true })
  revisedAt!: Date | null;

  @ApiProperty({ type: 'string', format: 'uuid', nullable: true })
  revisedBy!: string | null;
  @NameBeside()
  revisedByName?: string | null;

  @ApiProperty({ type: [LibraryNameDto], description: 'those of `substitutes`, in its order' })
  substituteLibraries!: LibraryNameDto[];

  @ApiProperty({ type: 'integer', nullable: true, description: 'the version that holds today' })
  inForce!: number | null;
}

export class VersionDto {
  @ApiProperty({ type: 'integer' })
  version!: number;

  @ApiProperty({ format: 'date' })
  effectiveFrom!: string;

  @ApiProperty({ format: 'date-time' })
  revisedAt!: Date;

  @ApiProperty({ format: 'uuid' })
  revisedBy!: string;
  @NameBeside()
  revisedByName?: string | null;
}

export class VersionsQuery extends PageQuery {}

export class OnDutyQuery {
  @ApiPropertyOptional({ format: 'date-time', description: 'default: now' })
  @IsOptional()
  @IsInstant()
  @AtMost(40)
  at?: string;

  @ApiPropertyOptional({
    type: 'array',
    items: { type: 'string', maxLength: 64 },
    maxItems: 20,
    description: 'class and descriptive codes of the question; may be repeated',
  })
  @IsOptional()
  @Transform(({ value }: { value: unknown }) => (Array.isArray(value) ? (value as unknown[]) : [value]))
  @ArrayMaxSize(20)
  @Matches(word, { each: true })
  @AtMost(64, { each: true })
  subject: string[] = [];
}

/** The plan as it is kept: only what it means, in the order of the contract. */
export const planFrom = (
  dto: PlanDto,
): Omit<Plan, 'effectiveFrom'> & { effectiveFrom?: string | undefined } => ({
  effectiveFrom: dto.effectiveFrom,
  lanes: dto.lanes.map(({ key, name, subjects }) => ({ key, name, subjects })),
  cells: dto.cells.map(({ day: weekday, ...block }) => ({ day: weekday, ...blockFrom(block) })),
  exceptions: dto.exceptions.map(({ date, closed, ...block }) => ({ date, closed, ...blockFrom(block) })),
  substitutes: dto.substitutes,
});

const blockFrom = ({ from, to, lane, institutionId, bestEffort }: Omit<BlockDto, never>) => ({
  from,
  to,
  lane,
  institutionId,
  bestEffort,
});
