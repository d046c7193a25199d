import { Controller, Get, Query } from '@nestjs/common';
import { ApiOkResponse, ApiTags } from '@nestjs/swagger';
import {
  ApiPage,
  ApiProblems,
  Caller,
  PageQuery,
  pageOf,
  PathId,
  readCursor,
  Staff,
  type Page,
  type StaffIdentity,
} from '@carrel/web';
import { supervisorOf } from '../../reading/http/viewer.js';
import { SessionDto } from '../../reading/http/session.dto.js';
import { SessionViews } from '../../reading/http/session-views.js';
import { SessionReader } from '../../reading/session-reader.service.js';
import { TranscriptService } from '../transcript.service.js';
import { LinesDto, LinesQuery } from './messages.dto.js';
import { readResumePoint } from './resume-point.js';

/** Live sessions of one's own patrons, to be read; who wants to step in asks the librarian for a transfer by IM. */
@ApiTags('supervision')
@Controller('v1/supervision/sessions')
@Staff('questions.review', 'institution.manage')
export class SupervisionController {
  constructor(
    private readonly sessions: SessionReader,
    private readonly views: SessionViews,
    private readonly transcript: TranscriptService,
  ) {}

  /**
   * Lists chats that go on, to be supervised. Of the caller's library, for a coordinator of the group; oldest first.
   */
  @Get()
  @ApiPage(SessionDto)
  async live(@Query() query: PageQuery, @Caller() caller: StaffIdentity): Promise<Page<SessionDto>> {
    const cursor = readCursor(query.cursor, 'time', 'id');
    const after = cursor && { at: cursor[0], id: cursor[1] };
    const rows = await this.sessions.liveUnder(supervisorOf(caller), query.limit + 1, after);
    const page = pageOf(rows, query.limit, (session) => [session.requestedAt, session.id]);
    return { ...page, items: await this.views.ofSupervisor(page.items) };
  }

  /** The lines after the given one, as the patron sees them. */
  @Get(':id/messages')
  @ApiOkResponse({ type: LinesDto })
  @ApiProblems(404)
  async read(
    @PathId() id: string,
    @Query() query: LinesQuery,
    @Caller() caller: StaffIdentity,
  ): Promise<LinesDto> {
    const session = await this.sessions.readAsSupervisor(id, supervisorOf(caller));
    const lastSeq = await this.transcript.lastSeq(id);
    const after = readResumePoint(id, lastSeq, query.after);
    const items = await this.transcript.after(session, after, query.limit);
    const last = items.at(-1)?.seq ?? lastSeq;
    return { items, nextCursor: last < lastSeq ? String(last) : null, lastSeq, status: session.status };
  }
}
