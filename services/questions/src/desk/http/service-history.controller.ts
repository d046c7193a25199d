import { AddsNames, Names } from '@carrel/directory';
import {
  ApiPage,
  ApiProblems,
  Caller,
  pageOf,
  PageQuery,
  readCursor,
  Staff,
  type Page,
  type StaffIdentity,
  AtMost,
} from '@carrel/web';
import { Controller, Get, Query } from '@nestjs/common';
import { ApiPropertyOptional, ApiTags } from '@nestjs/swagger';
import { IsOptional, IsString } from 'class-validator';
import { Patron } from '../../reading/http/list.dto.js';
import { ReadingService } from '../../reading/reading.service.js';
import { peopleOf, QuestionRowDto, rowDto } from '../../question/http/question-row.dto.js';

export class HistoryQuery extends PageQuery {
  @ApiPropertyOptional({ maxLength: 200, description: 'words of the subject or the question' })
  @IsOptional()
  @IsString()
  @AtMost(200)
  q?: string;

  @Patron()
  patron?: string;
}

@ApiTags('questions')
@Controller('v1/service-history')
@AddsNames()
export class ServiceHistoryController {
  constructor(
    private readonly reading: ReadingService,
    private readonly names: Names,
  ) {}

  /** Questions that nobody touched for 90 days, newest activity first (R68). */
  @Get()
  @Staff('questions.read')
  @ApiPage(QuestionRowDto)
  @ApiProblems(400)
  async list(@Caller() caller: StaffIdentity, @Query() query: HistoryQuery): Promise<Page<QuestionRowDto>> {
    const { q: words, patron, limit } = query;
    const window = { after: readCursor(query.cursor, 'time', 'id'), limit };
    const rows = await this.reading.serviceHistory(caller, { words, patron }, window);
    const { items, nextCursor } = pageOf(rows, limit, (row) => [row.updatedAt, row.id]);
    const names = await this.names.of(items.flatMap(peopleOf));
    return { items: items.map((row) => rowDto(row, names)), nextCursor };
  }
}
