import { Directory, Names } from '@carrel/directory';
import {
  ApiCsvFile,
  ApiPage,
  ApiProblems,
  Caller,
  csvFile,
  csvFileOfPages,
  type Page,
  pageOf,
  readCursor,
  type ServiceIdentity,
  type StaffIdentity,
  Services,
  Staff,
} from '@carrel/web';
import { Controller, Get, Query, StreamableFile } from '@nestjs/common';
import { ApiOkResponse, ApiTags } from '@nestjs/swagger';
import { ChatStatisticsService, type ChatReport } from '../chat-statistics.service.js';
import type { ChatGrouping } from '../domain/chat-report.js';
import type { Times } from '../domain/times.js';
import type { Behind } from '../statistics.service.js';
import {
  chatsCsvOf,
  chatsHead,
  ChatRowsQuery,
  ChatStatisticsDto,
  ChatStatisticsQuery,
  CountedChatDto,
  dimensionOf,
} from './chat-statistics.dto.js';
import { chatLines } from './csv-lines.js';

/** How chats went: demand by hour and day, waiting, what was missed, first responses and length. */
@ApiTags('statistics')
@Controller('v1/statistics')
@Staff('questions.review', 'institution.manage', 'group.manage')
@Services('statistics:read')
export class ChatStatisticsController {
  constructor(
    private readonly statistics: ChatStatisticsService,
    private readonly directory: Directory,
    private readonly names: Names,
  ) {}

  /** Requests and chats of a library's patrons, or of a group's for whoever leads it; by librarian those of its own staff. */
  @Get('chats')
  @ApiOkResponse({ type: ChatStatisticsDto })
  @ApiProblems(404, 422)
  async report(
    @Caller() caller: StaffIdentity | ServiceIdentity,
    @Query() query: ChatStatisticsQuery,
  ): Promise<ChatStatisticsDto> {
    const { by, compare } = query;
    const [now, before] = await Promise.all([
      this.statistics.report(caller, query, by),
      compare && this.statistics.reportBefore(caller, query, by),
    ]);
    return {
      ...(await this.shown(by, now)),
      ...(before ? { before: await this.shown(by, before) } : {}),
    };
  }

  /** Downloads a report on chats as CSV. One row for each group of the report, under a row of names. */
  @Get('chats.csv')
  @ApiCsvFile()
  @ApiProblems(404, 422)
  async file(
    @Caller() caller: StaffIdentity | ServiceIdentity,
    @Query() query: ChatStatisticsQuery,
  ): Promise<StreamableFile> {
    return csvFile(
      `chats-${query.by}-${query.from}-${query.to}`,
      chatLines(await this.report(caller, query)),
    );
  }

  /** Lists the chats that a report counts. The chats behind a number, newest first. */
  @Get('chats/sessions')
  @ApiPage(CountedChatDto)
  @ApiProblems(400, 404, 422)
  async rows(
    @Caller() caller: StaffIdentity | ServiceIdentity,
    @Query() query: ChatRowsQuery,
  ): Promise<Page<CountedChatDto>> {
    const after = readCursor(query.cursor, 'time', 'id');
    const rows = await this.statistics.rows(caller, query, behindOf(query), after, query.limit);
    return pageOf(rows, query.limit, (row) => [row.at, row.sessionId]);
  }

  /** Downloads the chats that a report counts as CSV. Of any size, sent while it is read. */
  @Get('chats/sessions.csv')
  @ApiCsvFile()
  @ApiProblems(404, 422)
  rowsFile(
    @Caller() caller: StaffIdentity | ServiceIdentity,
    @Query() query: ChatRowsQuery,
  ): Promise<StreamableFile> {
    return csvFileOfPages(
      `chats-${query.from}-${query.to}`,
      chatsHead,
      this.statistics.all(caller, query, behindOf(query)),
      chatsCsvOf,
    );
  }

  private async shown(by: ChatGrouping, { lines, ...report }: ChatReport): Promise<ChatStatisticsDto> {
    const ids = lines.map(({ value }) => value);
    const names =
      by === 'librarian'
        ? await this.names.of(ids)
        : by === 'library'
          ? await this.directory.namesOf(ids)
          : new Map<string, string>();
    const items = lines.map(({ value, requested, accepted, missed, waiting, firstResponse, length }) => ({
      ...{ value, name: names.get(value) ?? null, requested, accepted, missed },
      waiting: short(waiting),
      firstResponse: short(firstResponse),
      length: short(length),
    }));
    return { ...report, by, items };
  }
}

const short = ({ count, median, p90 }: Times) => ({ count, median, p90 });

const behindOf = ({ behind, value = '' }: ChatRowsQuery): Behind | undefined =>
  behind ? { dimension: dimensionOf(behind), value } : undefined;
