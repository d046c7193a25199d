import { ComparedQuery, PeriodDto, PeriodQuery } from '@carrel/directory';
import { csvLine, csvStart } from '@carrel/kernel';
import { AtMost } from '@carrel/web';
import { ApiProperty, ApiPropertyOptional } from '@nestjs/swagger';
import { IsIn, IsOptional, IsString } from 'class-validator';
import type { CountedChat } from '../chat-statistics.service.js';
import { chatGroupings, type ChatGrouping } from '../domain/chat-report.js';
import { calendar } from '../domain/report.js';
import { TimesDto } from './statistics.dto.js';

export class ChatStatisticsQuery extends ComparedQuery {
  @ApiPropertyOptional({ enum: chatGroupings, default: 'day' })
  @IsOptional()
  @IsIn(chatGroupings)
  by: ChatGrouping = 'day';
}

const behind = [
  ...['requested', 'missed', 'waited', 'abandoned', 'length', 'first-response', 'librarian'],
  ...Object.keys(calendar),
];

export class ChatRowsQuery extends PeriodQuery {
  @ApiPropertyOptional({
    enum: behind,
    description:
      'which number; with `value` the chats behind it: a reason, a bucket of times (0 the first), an hour, a librarian',
  })
  @IsOptional()
  @IsIn(behind)
  behind?: string;
  @ApiPropertyOptional({ maxLength: 100 })
  @IsOptional()
  @IsString()
  @AtMost(100)
  value?: string;
}

/** As the counts call what the interface calls `missed`, `waited` and so on. */
export const dimensionOf = (behind: string): string =>
  behind === 'librarian' || Object.hasOwn(calendar, behind) ? behind : `chat-${behind}`;

const missed = 'requests that nobody served, by reason: `abandoned`, why they were dismissed, or `lost-call`';

class ShortTimesDto {
  @ApiProperty({ type: 'integer' })
  count!: number;
  @ApiProperty({ type: 'integer', nullable: true, description: 'seconds' })
  median!: number | null;
  @ApiProperty({ type: 'integer', nullable: true, description: 'seconds' })
  p90!: number | null;
}
export class ChatLineDto {
  @ApiProperty({
    description:
      'a day, a month, an hour from 00 to 23, a weekday from 1 for Monday, or the id of a library or librarian',
  })
  value!: string;
  @ApiProperty({ type: String, nullable: true, description: 'of the library or librarian' })
  name!: string | null;
  @ApiProperty({ type: 'integer', description: 'requests of patrons; 0 by librarian' })
  requested!: number;
  @ApiProperty({ description: 'how many a librarian took', type: 'integer' })
  accepted!: number;
  @ApiProperty({ type: 'object', additionalProperties: { type: 'integer' }, description: missed })
  missed!: Readonly<Record<string, number>>;
  @ApiProperty({ type: ShortTimesDto })
  waiting!: ShortTimesDto;
  @ApiProperty({ type: ShortTimesDto })
  firstResponse!: ShortTimesDto;
  @ApiProperty({ type: ShortTimesDto })
  length!: ShortTimesDto;
}
export class ChatStatisticsDto {
  @ApiProperty({ type: PeriodDto })
  period!: PeriodDto;
  @ApiProperty({ description: 'by what the lines are distinguished', enum: chatGroupings })
  by!: ChatGrouping;
  @ApiProperty({ type: 'integer', description: 'requests of patrons, practice apart' })
  requested!: number;
  @ApiProperty({ description: 'how many a librarian took in all', type: 'integer' })
  accepted!: number;
  @ApiProperty({ type: 'object', additionalProperties: { type: 'integer' }, description: missed })
  missed!: Readonly<Record<string, number>>;
  @ApiProperty({ type: TimesDto, description: 'from the request until a librarian accepted' })
  waiting!: TimesDto;
  @ApiProperty({ type: TimesDto, description: 'from the request until the patron gave up' })
  abandonedAfter!: TimesDto;
  @ApiProperty({ type: TimesDto, description: 'from the request to the first line of a librarian' })
  firstResponse!: TimesDto;
  @ApiProperty({ type: TimesDto, description: 'from accepting to the end' })
  length!: TimesDto;
  @ApiProperty({ type: [ChatLineDto] })
  items!: ChatLineDto[];
  @ApiPropertyOptional({ type: () => ChatStatisticsDto, description: 'with `compare=previous`' })
  before?: ChatStatisticsDto;
}

/** A chat as a number counts it. */
export class CountedChatDto implements CountedChat {
  @ApiProperty({ format: 'uuid' })
  sessionId!: string;
  @ApiProperty({ format: 'date-time', description: 'when the patron asked' })
  at!: Date;
  @ApiProperty({ format: 'uuid', description: "the patron's library" })
  institutionId!: string;
  @ApiProperty({ type: String, format: 'uuid', nullable: true, description: 'who accepted it' })
  librarianId!: string | null;
  @ApiProperty({
    description: 'the library of who chatted; null: nobody did',
    type: String,
    format: 'uuid',
    nullable: true,
  })
  librarianInstitutionId!: string | null;
  @ApiProperty({
    enum: ['served', 'lost-call', 'dismissed', 'abandoned'],
    nullable: true,
    description: 'null while it waits or goes on',
  })
  outcome!: string | null;
  @ApiProperty({ type: String, nullable: true, description: 'why it was dismissed' })
  reason!: string | null;
  @ApiProperty({
    description: 'from the request until a librarian came or the patron went; null: not known',
    type: 'integer',
    nullable: true,
  })
  waitedSeconds!: number | null;
  @ApiProperty({
    description: 'from the first librarian’s coming to the first line; null: there is none',
    type: 'integer',
    nullable: true,
  })
  firstResponseSeconds!: number | null;
  @ApiProperty({
    description: 'from the first librarian’s coming to the end; null: nobody came',
    type: 'integer',
    nullable: true,
  })
  lengthSeconds!: number | null;
  @ApiProperty({ type: String, format: 'uuid', nullable: true, description: 'the question that it became' })
  questionId!: string | null;
}

const columns = [
  ...(['sessionId', 'at', 'institutionId', 'librarianId', 'librarianInstitutionId', 'outcome'] as const),
  ...(['reason', 'waitedSeconds', 'firstResponseSeconds', 'lengthSeconds', 'questionId'] as const),
] satisfies (keyof CountedChat)[];

export const chatsHead = `${csvStart}${csvLine(columns)}`;
export const chatsCsvOf = (row: CountedChat): string => csvLine(columns.map((column) => row[column]));
