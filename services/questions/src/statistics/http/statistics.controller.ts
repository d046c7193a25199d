import { Directory, Names, PeriodQuery } from '@carrel/directory';
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
import type { Grouping } from '../domain/report.js';
import { StatisticsService, type Behind, type Line, type Report } from '../statistics.service.js';
import { ledgerLines, reportLines } from './csv-lines.js';
import { CountedRowDto, csvHead, csvOf } from './counted-row.dto.js';
import { LedgerDto, RowsQuery, StatisticsDto, StatisticsQuery, type LineDto } from './statistics.dto.js';

const oflibraries: readonly Grouping[] = [
  ...(['library', 'given-chat', 'given-answer', 'received-chat', 'received-answer'] as const),
];

@ApiTags('statistics')
@Controller('v1/statistics')
@Staff('questions.review', 'institution.manage', 'group.manage')
@Services('statistics:read')
export class StatisticsController {
  constructor(
    private readonly statistics: StatisticsService,
    private readonly directory: Directory,
    private readonly names: Names,
  ) {}

  /** Counts of a library, or of a group for whoever leads it, over days of the zone that the answer states. */
  @Get()
  @ApiOkResponse({ type: StatisticsDto })
  @ApiProblems(404, 422)
  async report(
    @Caller() caller: StaffIdentity | ServiceIdentity,
    @Query() query: StatisticsQuery,
  ): Promise<StatisticsDto> {
    return this.reported(caller, query);
  }

  /**
   * Downloads a report on questions as CSV. One row for each group of the report, with the figures of the period before
   * beside them where that is asked for.
   */
  @Get('report.csv')
  @ApiCsvFile()
  @ApiProblems(404, 422)
  async reportFile(
    @Caller() caller: StaffIdentity | ServiceIdentity,
    @Query() query: StatisticsQuery,
  ): Promise<StreamableFile> {
    return csvFile(`${query.by}-${query.from}-${query.to}`, reportLines(await this.reported(caller, query)));
  }

  /** Downloads the ledger as CSV. One row for each partner of a library, or for each member of a group. */
  @Get('ledger.csv')
  @ApiCsvFile()
  @ApiProblems(404, 422)
  async ledgerFile(
    @Caller() caller: StaffIdentity | ServiceIdentity,
    @Query() query: PeriodQuery,
  ): Promise<StreamableFile> {
    return csvFile(`ledger-${query.from}-${query.to}`, ledgerLines(await this.ledger(caller, query)));
  }

  /**
   * Reads what libraries do for one another. The ledger of give and take: by partner for a library, by member for a
   * group.
   */
  @Get('ledger')
  @ApiOkResponse({ type: LedgerDto })
  @ApiProblems(404, 422)
  async ledger(
    @Caller() caller: StaffIdentity | ServiceIdentity,
    @Query() query: PeriodQuery,
  ): Promise<LedgerDto> {
    const { period, items } = await this.statistics.ledger(caller, query);
    const names = await this.directory.namesOf(items.map(({ institutionId }) => institutionId));
    return { period, items: items.map((item) => ({ ...item, name: names.get(item.institutionId) ?? null })) };
  }

  /** Lists the questions that a report counts. The questions behind a number, newest first. */
  @Get('questions')
  @ApiPage(CountedRowDto)
  @ApiProblems(400, 404, 422)
  async rows(
    @Caller() caller: StaffIdentity | ServiceIdentity,
    @Query() query: RowsQuery,
  ): Promise<Page<CountedRowDto>> {
    const after = readCursor(query.cursor, 'time', 'id');
    const rows = await this.statistics.rows(caller, query, behindOf(query), after, query.limit);
    return pageOf(rows, query.limit, (row) => [row.at, row.questionId]);
  }

  /** Downloads the questions that a report counts as CSV. Of any size, sent while it is read. */
  @Get('questions.csv')
  @ApiCsvFile()
  @ApiProblems(404, 422)
  csv(@Caller() caller: StaffIdentity | ServiceIdentity, @Query() query: RowsQuery): Promise<StreamableFile> {
    return csvFileOfPages(
      `questions-${query.from}-${query.to}`,
      csvHead,
      this.statistics.all(caller, query, behindOf(query)),
      csvOf,
    );
  }

  private async reported(
    caller: StaffIdentity | ServiceIdentity,
    query: StatisticsQuery,
  ): Promise<StatisticsDto> {
    const { by, compare } = query;
    const [now, before] = await Promise.all([
      this.statistics.report(caller, query, by),
      compare && this.statistics.reportBefore(caller, query, by),
    ]);
    const shown = async ({ lines, ...report }: Report) => ({
      ...report,
      by,
      items: await this.named(by, lines),
    });
    return { ...(await shown(now)), ...(before ? { before: await shown(before) } : {}) };
  }

  private async named(by: Grouping, lines: readonly Line[]): Promise<LineDto[]> {
    const ids = lines.map(({ value }) => value);
    const ofStaff = by === 'librarian' || by === 'transfer';
    if (!ofStaff && !oflibraries.includes(by)) return lines.map((line) => ({ ...line, name: null }));
    const names = await (ofStaff ? this.names.of(ids) : this.directory.namesOf(ids));
    return lines.map((line) => ({ ...line, name: names.get(line.value) ?? null }));
  }
}

const behindOf = ({ behind, value = '' }: RowsQuery): Behind | undefined =>
  behind ? { dimension: behind, value } : undefined;
