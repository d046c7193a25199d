import { ApiCsvFile, ApiProblems, Caller, csvFileOfPages, Staff, type StaffIdentity } from '@carrel/web';
import { Clock } from '@carrel/kernel';
import { Body, Controller, Get, HttpCode, Post, Query, StreamableFile } from '@nestjs/common';
import { ApiOkResponse, ApiTags } from '@nestjs/swagger';
import { CountsService } from '../counts.service.js';
import { ReadingService } from '../../reading/reading.service.js';
import { BulkActionsService } from '../../followup/bulk-actions.service.js';
import { BulkAssignDto, CountsDto, csvHead, csvOf, BulkDoneDto, BulkDto } from './desk.dto.js';
import { ListQuery, listInput } from '../../reading/http/list.dto.js';

/** The lists as a whole: counts, CSV files, and bulk commands. */
@ApiTags('questions')
@Controller('v1')
export class DeskController {
  constructor(
    private readonly counts: CountsService,
    private readonly reading: ReadingService,
    private readonly bulk: BulkActionsService,
    private readonly clock: Clock,
  ) {}

  /** Counts of the lists, for a home page (R69). */
  @Get('question-counts')
  @Staff('questions.read')
  @ApiOkResponse({ type: CountsDto })
  count(@Caller() caller: StaffIdentity): Promise<CountsDto> {
    return this.counts.of(caller);
  }

  /** Downloads a list of questions as CSV. Filtered as the list is; of any size, sent while it is read. */
  @Get('questions.csv')
  @Staff('questions.read')
  @ApiCsvFile()
  @ApiProblems(422)
  csv(@Caller() caller: StaffIdentity, @Query() query: ListQuery): Promise<StreamableFile> {
    const input = listInput(query, this.clock.now());
    return csvFileOfPages('questions', csvHead, this.reading.all(caller, input), csvOf);
  }

  /** Closes many questions at once; each has its own result. */
  @Post('questions/bulk/close')
  @HttpCode(200)
  @Staff('questions.work', 'questions.review')
  @ApiOkResponse({ type: BulkDoneDto })
  close(@Caller() caller: StaffIdentity, @Body() { ids }: BulkDto): Promise<BulkDoneDto> {
    return this.bulk.close(caller, ids);
  }

  /** Assigns many questions at once; each has its own result. */
  @Post('questions/bulk/assign')
  @HttpCode(200)
  @Staff('questions.work', 'questions.assign')
  @ApiOkResponse({ type: BulkDoneDto })
  assign(@Caller() caller: StaffIdentity, @Body() { ids, assigneeId }: BulkAssignDto): Promise<BulkDoneDto> {
    return this.bulk.assign(caller, ids, assigneeId);
  }
}
