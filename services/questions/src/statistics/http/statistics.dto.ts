import { ComparedQuery, PeriodDto, PeriodQuery } from '@carrel/directory';
import { AtMost } from '@carrel/web';
import { ApiProperty, ApiPropertyOptional } from '@nestjs/swagger';
import { IsIn, IsOptional, IsString } from 'class-validator';
import { calendar, groupings, type Grouping } from '../domain/report.js';

export class StatisticsQuery extends ComparedQuery {
  @ApiPropertyOptional({ enum: groupings, default: 'resolution' })
  @IsOptional()
  @IsIn(groupings)
  by: Grouping = 'resolution';
}

const behind = [
  ...['all', 'apart', 'resolution', 'source', 'code', 'topic', 'read', 'given-chat', 'given-answer'],
  ...['received-chat', 'received-answer', 'chat-librarian', 'taken-librarian', 'answer-librarian'],
  ...['response', 'completion', ...Object.keys(calendar)],
];

export class RowsQuery extends PeriodQuery {
  @ApiPropertyOptional({ enum: behind, description: 'which number; with `value` the questions behind it' })
  @IsOptional()
  @IsIn(behind)
  behind?: string;
  @ApiPropertyOptional({ maxLength: 100 })
  @IsOptional()
  @IsString()
  @AtMost(100)
  value?: string;
}

export class BucketDto {
  @ApiProperty({ type: 'integer', nullable: true, description: 'null: longer than all the others' })
  upToSeconds!: number | null;
  @ApiProperty({ type: 'integer' })
  count!: number;
}
export class TimesDto {
  @ApiProperty({ type: 'integer' })
  count!: number;
  @ApiProperty({ type: 'integer', nullable: true, description: 'seconds' })
  median!: number | null;
  @ApiProperty({ type: 'integer', nullable: true, description: 'seconds' })
  p90!: number | null;
  @ApiProperty({ type: [BucketDto] })
  buckets!: readonly BucketDto[];
}
export class LineDto {
  @ApiProperty({
    description:
      'a code, a day, an hour from 00 to 23, a weekday from 1 for Monday, or the id of a library or librarian',
  })
  value!: string;
  @ApiProperty({ type: String, nullable: true, description: 'of the library or librarian' })
  name!: string | null;
  @ApiProperty({ type: 'integer' })
  count!: number;
  @ApiPropertyOptional({
    type: 'object',
    additionalProperties: { type: 'integer' },
    description: 'by librarian',
  })
  parts?: Readonly<Record<string, number>>;
}
export class StatisticsDto {
  @ApiProperty({ type: PeriodDto })
  period!: PeriodDto;
  @ApiProperty({ description: 'by what the lines are distinguished', enum: groupings })
  by!: Grouping;
  @ApiProperty({ type: 'integer', description: 'questions counted' })
  total!: number;
  @ApiProperty({
    type: 'object',
    additionalProperties: { type: 'integer' },
    description:
      'practice, lost calls, duplicates, spam and what was moved in (imported): in no other number (A15)',
  })
  apart!: Readonly<Record<string, number>>;
  @ApiProperty({ type: TimesDto, description: 'from arrival to the first answer after it' })
  response!: TimesDto;
  @ApiProperty({ type: TimesDto, description: 'from arrival until nothing was open' })
  completion!: TimesDto;
  @ApiProperty({ type: [LineDto] })
  items!: LineDto[];
  @ApiPropertyOptional({ type: () => StatisticsDto, description: 'with `compare=previous`' })
  before?: StatisticsDto;
}

class HalfDto {
  @ApiProperty({ description: 'how many were chats', type: 'integer' })
  chats!: number;
  @ApiProperty({ description: 'how many were answers to questions', type: 'integer' })
  answers!: number;
}
export class ExchangeDto {
  @ApiProperty({ format: 'uuid' })
  institutionId!: string;
  @ApiProperty({ type: String, nullable: true })
  name!: string | null;
  @ApiProperty({ type: HalfDto })
  given!: HalfDto;
  @ApiProperty({ type: HalfDto })
  received!: HalfDto;
}
export class LedgerDto {
  @ApiProperty({ type: PeriodDto })
  period!: PeriodDto;
  @ApiProperty({ type: [ExchangeDto] })
  items!: ExchangeDto[];
}
