import { Body, Controller, Delete, Get, HttpCode, Post, Query } from '@nestjs/common';
import { ApiCreatedResponse, ApiNoContentResponse, ApiOkResponse, ApiTags } from '@nestjs/swagger';
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
import { librarianOf, viewerOf } from '../../reading/http/viewer.js';
import { SessionDto } from '../../reading/http/session.dto.js';
import { SessionViews } from '../../reading/http/session-views.js';
import { AbuseService } from '../abuse.service.js';
import { BansService } from '../bans.service.js';
import { askedIn, BanAskedDto, BanDto, DisconnectDto, WarningDto } from './bans.dto.js';

@ApiTags('abuse')
@Controller('v1')
@Staff('chat.answer')
export class BansController {
  constructor(
    private readonly bans: BansService,
    private readonly abuse: AbuseService,
    private readonly views: SessionViews,
  ) {}

  /** Says the warning of the patron's library (setting patron-abuse). */
  @Post('sessions/:id/warning')
  @HttpCode(204)
  @ApiNoContentResponse()
  @ApiProblems(404, 409)
  async warn(
    @PathId() id: string,
    @Body() { clientId }: WarningDto,
    @Caller() caller: StaffIdentity,
  ): Promise<void> {
    await this.abuse.warn(id, librarianOf(caller), clientId);
  }

  /** Says that the chat is over and ends it: coded as a prank, without survey or follow-up. May ban the patron too. */
  @Post('sessions/:id/disconnect')
  @HttpCode(200)
  @ApiOkResponse({ type: SessionDto })
  @ApiProblems(404, 409, 422)
  async disconnect(
    @PathId() id: string,
    @Body() { clientId, ban }: DisconnectDto,
    @Caller() caller: StaffIdentity,
  ): Promise<SessionDto> {
    const asked = ban ? askedIn(ban) : null;
    const session = await this.abuse.disconnect(id, librarianOf(caller), clientId, asked);
    return this.views.full(session, viewerOf(caller));
  }

  /** Bans the patron of a chat from the chat of that library; what he or she has waiting there is dismissed. */
  @Post('sessions/:id/ban')
  @ApiCreatedResponse({ type: BanDto })
  @ApiProblems(404, 409, 422)
  async ban(
    @PathId() id: string,
    @Body() asked: BanAskedDto,
    @Caller() caller: StaffIdentity,
  ): Promise<BanDto> {
    return BanDto.of(await this.bans.make(id, librarianOf(caller), askedIn(asked)));
  }

  /** Whom the caller's library has banned at the moment, the newest first. */
  @Get('bans')
  @Staff('chat.answer', 'institution.manage')
  @ApiPage(BanDto)
  async list(@Query() query: PageQuery, @Caller() caller: StaffIdentity): Promise<Page<BanDto>> {
    const before = readCursor(query.cursor, 'id')?.[0];
    const rows = await this.bans.of(librarianOf(caller), query.limit + 1, before);
    const { items, nextCursor } = pageOf(rows, query.limit, ({ id }) => [id]);
    return { items: items.map((ban) => BanDto.of(ban)), nextCursor };
  }

  /** Lifts a ban of the caller's library. */
  @Delete('bans/:id')
  @HttpCode(204)
  @Staff('chat.answer', 'institution.manage')
  @ApiNoContentResponse()
  @ApiProblems(404)
  async lift(@PathId() id: string, @Caller() caller: StaffIdentity): Promise<void> {
    await this.bans.lift(id, librarianOf(caller));
  }
}
