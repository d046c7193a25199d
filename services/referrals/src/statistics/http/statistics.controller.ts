import { AddsNames, Directory } from '@carrel/directory';
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
import { ReferralStatisticsService } from '../referral-statistics.service.js';
import { dutyLines, referralLines } from './csv-lines.js';
import {
  CheckRowsQuery,
  CountedCheckDto,
  CountedReferralDto,
  DutyStatisticsDto,
  DutyStatisticsQuery,
  ReferralRowsQuery,
  ReferralStatisticsDto,
  ReferralStatisticsQuery,
} from './statistics.dto.js';

/** What became of referrals, and how the duties of a rota were kept. */
@ApiTags('statistics')
@Controller('v1/statistics')
@Staff('questions.review', 'institution.manage', 'group.manage')
@Services('statistics:read')
@AddsNames()
export class StatisticsController {
  constructor(
    private readonly statistics: ReferralStatisticsService,
    private readonly directory: Directory,
  ) {}

  /** Referrals that a library or the libraries of a group made or received in a period: outcomes and time to the answer. */
  @Get('referrals')
  @ApiOkResponse({ type: ReferralStatisticsDto })
  @ApiProblems(404, 422)
  async referrals(
    @Caller() caller: StaffIdentity | ServiceIdentity,
    @Query() query: ReferralStatisticsQuery,
  ): Promise<ReferralStatisticsDto> {
    const { direction, by, compare } = query;
    const shown = async (when: 'now' | 'before') => {
      const { lines, ...report } = await this.statistics.referrals(caller, query, direction, by, when);
      return { ...report, direction, by, items: await this.named(lines) };
    };
    const [now, before] = await Promise.all([shown('now'), compare && shown('before')]);
    return before ? { ...now, before } : now;
  }

  /** The lines of such a report as a file. */
  @Get('referrals.csv')
  @ApiCsvFile()
  @ApiProblems(404, 422)
  async referralsFile(
    @Caller() caller: StaffIdentity | ServiceIdentity,
    @Query() query: ReferralStatisticsQuery,
  ): Promise<StreamableFile> {
    const name = `referrals-${query.direction}-${query.by}-${query.from}-${query.to}`;
    return csvFile(name, referralLines(await this.referrals(caller, query)));
  }

  /** The referrals behind a number, newest first. */
  @Get('referrals/rows')
  @ApiPage(CountedReferralDto)
  @ApiProblems(400, 404, 422)
  async referralRows(
    @Caller() caller: StaffIdentity | ServiceIdentity,
    @Query() query: ReferralRowsQuery,
  ): Promise<Page<CountedReferralDto>> {
    const after = readCursor(query.cursor, 'time', 'id');
    const rows = await this.statistics.referralRows(caller, query, after, query.limit);
    return pageOf(rows, query.limit, (row) => [row.madeAt, row.referralId]);
  }

  /** Checks of Shared Followup by the libraries on duty: of one library in all its groups, or of a group's rota. */
  @Get('duties')
  @ApiOkResponse({ type: DutyStatisticsDto })
  @ApiProblems(404, 422)
  async duties(
    @Caller() caller: StaffIdentity | ServiceIdentity,
    @Query() query: DutyStatisticsQuery,
  ): Promise<DutyStatisticsDto> {
    const { by, compare } = query;
    const shown = async (when: 'now' | 'before') => {
      const { lines, ...report } = await this.statistics.duties(caller, query, by, when);
      return { ...report, by, items: await this.named(lines) };
    };
    const [now, before] = await Promise.all([shown('now'), compare && shown('before')]);
    return before ? { ...now, before } : now;
  }

  /** The lines of such a report as a file. */
  @Get('duties.csv')
  @ApiCsvFile()
  @ApiProblems(404, 422)
  async dutiesFile(
    @Caller() caller: StaffIdentity | ServiceIdentity,
    @Query() query: DutyStatisticsQuery,
  ): Promise<StreamableFile> {
    return csvFile(
      `duties-${query.by}-${query.from}-${query.to}`,
      dutyLines(await this.duties(caller, query)),
    );
  }

  /** The checks behind a number, newest first. */
  @Get('duties/checks')
  @ApiPage(CountedCheckDto)
  @ApiProblems(400, 404, 422)
  async checkRows(
    @Caller() caller: StaffIdentity | ServiceIdentity,
    @Query() query: CheckRowsQuery,
  ): Promise<Page<CountedCheckDto>> {
    const after = readCursor(query.cursor, 'time', 'text');
    const rows = await this.statistics.checkRows(caller, query, after, query.limit);
    return pageOf(rows, query.limit, (row) => [row.from, `${row.dutyId}:${row.checkPoint}`]);
  }

  private async named<Line extends { readonly value: string }>(
    lines: readonly Line[],
  ): Promise<(Line & { name: string | null })[]> {
    const names = await this.directory.namesOf(
      lines.map(({ value }) => value).filter((value) => /^[\da-f-]{36}$/.test(value)),
    );
    return lines.map((line) => ({ ...line, name: names.get(line.value) ?? null }));
  }
}
