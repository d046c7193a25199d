import {
  ApiPage,
  ApiProblems,
  Caller,
  PageQuery,
  pageOf,
  PathId,
  Problem,
  readCursor,
  Staff,
  type Page,
  type StaffIdentity,
} from '@carrel/web';
import { Controller, Get, Query } from '@nestjs/common';
import { ApiProperty, ApiTags } from '@nestjs/swagger';
import { ReportMailsService } from '../report-mails.service.js';
import type { MailedReport } from '../domain/report-period.js';

class MailedReportDto implements MailedReport {
  @ApiProperty({ format: 'uuid' })
  id!: string;
  @ApiProperty({ format: 'date', description: 'first day' })
  from!: string;
  @ApiProperty({ format: 'date', description: 'last day, included' })
  to!: string;
  @ApiProperty({ description: 'when it was mailed', format: 'date-time' })
  mailedAt!: Date;
  @ApiProperty({ type: 'integer', description: 'to how many addresses' })
  recipients!: number;
}

/** Reports that were mailed by the settings `report-mail` and `group-report-mail`. */
@ApiTags('deliveries')
@Controller('v1')
export class MailedReportsController {
  constructor(private readonly reports: ReportMailsService) {}

  /** The reports that were mailed for a library, the newest first. */
  @Get('institutions/:id/mailed-reports')
  @Staff('institution.manage')
  @ApiPage(MailedReportDto)
  @ApiProblems(400)
  ofLibrary(
    @PathId() id: string,
    @Caller() caller: StaffIdentity,
    @Query() query: PageQuery,
  ): Promise<Page<MailedReportDto>> {
    if (caller.institutionId !== id || !caller.roles.includes('institution-admin')) throw notTheirs();
    return this.page(id, query);
  }

  /** The reports that were mailed for a group, the newest first. */
  @Get('groups/:id/mailed-reports')
  @Staff('group.manage')
  @ApiPage(MailedReportDto)
  @ApiProblems(400)
  ofGroup(
    @PathId() id: string,
    @Caller() caller: StaffIdentity,
    @Query() query: PageQuery,
  ): Promise<Page<MailedReportDto>> {
    const leads = caller.groupRoles.some(({ groupId, role }) => groupId === id && role === 'group-admin');
    if (!leads) throw notTheirs();
    return this.page(id, query);
  }

  private async page(ownerId: string, { limit, cursor }: PageQuery): Promise<Page<MailedReportDto>> {
    const rows = await this.reports.of(ownerId, readCursor(cursor, 'id')?.[0], limit);
    return pageOf(rows, limit, ({ id }) => [id]);
  }
}

const notTheirs = () => new Problem(403, 'not-allowed', 'These are the reports of others.');
