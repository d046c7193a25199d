import { Body, Controller, Get, HttpCode, Post, Query } from '@nestjs/common';
import { ApiOkResponse, ApiTags } from '@nestjs/swagger';
import { ApiPage, Caller, pageOf, readCursor, Staff, type Page, type StaffIdentity } from '@carrel/web';
import { NoticesService } from '../notices.service.js';
import { ListedNoticeDto, NoticeDto, NoticesQuery, NoticesReadDto, UnreadNoticesDto } from './notice.dto.js';

const readerOf = ({ accountId, institutionId }: StaffIdentity) => ({ id: accountId, institutionId });

@ApiTags('notices')
@Controller('v1/me/notices')
@Staff()
export class NoticesController {
  constructor(private readonly notices: NoticesService) {}

  /** What happened to questions of the caller and the caller's library in the last 30 days, the latest first. */
  @Get()
  @ApiPage(ListedNoticeDto)
  async list(@Query() query: NoticesQuery, @Caller() caller: StaffIdentity): Promise<Page<ListedNoticeDto>> {
    const [before = null] = readCursor(query.cursor, 'number') ?? [];
    const asked = { before, limit: query.limit + 1, unread: query.unread };
    const notices = await this.notices.list(readerOf(caller), asked);
    const rows = notices.map(({ read, ...notice }) => ({ ...NoticeDto.of(notice), read }));
    return pageOf(rows, query.limit, ({ seq }) => [seq]);
  }

  /** Marks a notice and all before it as read; it never goes back. */
  @Post('read')
  @HttpCode(200)
  @ApiOkResponse({ type: UnreadNoticesDto })
  async read(@Body() { upTo }: NoticesReadDto, @Caller() caller: StaffIdentity): Promise<UnreadNoticesDto> {
    return { unread: await this.notices.markRead(readerOf(caller), upTo) };
  }
}
