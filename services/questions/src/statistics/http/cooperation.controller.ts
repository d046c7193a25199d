import { Directory, Names, PeriodQuery } from '@carrel/directory';
import {
  ApiCsvFile,
  ApiPage,
  ApiProblems,
  Caller,
  csvFile,
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
import { StatisticsService } from '../statistics.service.js';
import { CountedTransferDto, ExchangesDto, TransfersQuery } from './cooperation.dto.js';
import { exchangeLines } from './csv-lines.js';

const mostPairs = 2_000;

/** What libraries do for each other, pair by pair, and chats that were handed on. */
@ApiTags('statistics')
@Controller('v1/statistics')
@Staff('questions.review', 'institution.manage', 'group.manage')
@Services('statistics:read')
export class CooperationController {
  constructor(
    private readonly statistics: StatisticsService,
    private readonly directory: Directory,
    private readonly names: Names,
  ) {}

  /** Give and take between every two libraries, for a matrix; the pairs with most first. */
  @Get('exchanges')
  @ApiOkResponse({ type: ExchangesDto })
  @ApiProblems(404, 422)
  exchanges(
    @Caller() caller: StaffIdentity | ServiceIdentity,
    @Query() query: PeriodQuery,
  ): Promise<ExchangesDto> {
    return this.paired(caller, query, mostPairs);
  }

  /** All pairs as a file. */
  @Get('exchanges.csv')
  @ApiCsvFile()
  @ApiProblems(404, 422)
  async exchangesFile(
    @Caller() caller: StaffIdentity | ServiceIdentity,
    @Query() query: PeriodQuery,
  ): Promise<StreamableFile> {
    return csvFile(
      `exchanges-${query.from}-${query.to}`,
      exchangeLines(await this.paired(caller, query, Infinity)),
    );
  }

  /** The chats that librarians handed on, newest first: what is behind a number of transfers. */
  @Get('transfers')
  @ApiPage(CountedTransferDto)
  @ApiProblems(400, 404, 422)
  async transfers(
    @Caller() caller: StaffIdentity | ServiceIdentity,
    @Query() query: TransfersQuery,
  ): Promise<Page<CountedTransferDto>> {
    const after = readCursor(query.cursor, 'time', 'id');
    const rows = await this.statistics.transfers(caller, query, after, query.limit);
    const page = pageOf(rows, query.limit, (row) => [row.at, row.transferId]);
    const names = await this.names.of([...new Set(page.items.map(({ librarianId }) => librarianId))]);
    return {
      ...page,
      items: page.items.map((row) => ({ ...row, librarianName: names.get(row.librarianId) ?? null })),
    };
  }

  private async paired(
    caller: StaffIdentity | ServiceIdentity,
    query: PeriodQuery,
    atMost: number,
  ): Promise<ExchangesDto> {
    const { period, items } = await this.statistics.exchanges(caller, query);
    const shown = items.slice(0, atMost);
    const names = await this.directory.namesOf([
      ...new Set(shown.flatMap(({ giverId, receiverId }) => [giverId, receiverId])),
    ]);
    return {
      period,
      items: shown.map((pair) => ({
        ...pair,
        giverName: names.get(pair.giverId) ?? null,
        receiverName: names.get(pair.receiverId) ?? null,
      })),
      leftOut: items.length - shown.length,
    };
  }
}
