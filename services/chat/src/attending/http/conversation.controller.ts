import { Body, Controller, Get, HttpCode, Post, Put } from '@nestjs/common';
import { ApiNoContentResponse, ApiOkResponse, ApiTags } from '@nestjs/swagger';
import {
  ApiPage,
  ApiProblems,
  Caller,
  PathId,
  PatronOrStaff,
  Problem,
  Staff,
  type Page,
  type PatronIdentity,
  type StaffIdentity,
} from '@carrel/web';
import { librarianOf, viewerOf } from '../../reading/http/viewer.js';
import { ContactsService } from '../contacts.service.js';
import { ConversationService } from '../conversation.service.js';
import { SessionCodes } from '../session-codes.service.js';
import { SessionsService } from '../sessions.service.js';
import {
  AgencyDto,
  CodesDto,
  ContactDto,
  DescriptiveCodeDto,
  PageDto,
  ScriptsDto,
  ScriptUseDto,
} from './conversation.dto.js';
import { SessionDto } from '../../reading/http/session.dto.js';
import { SessionViews } from '../../reading/http/session-views.js';

@ApiTags('sessions')
@Controller('v1')
@Staff('chat.answer')
export class ConversationController {
  constructor(
    private readonly conversation: ConversationService,
    private readonly contacts: ContactsService,
    private readonly sessions: SessionsService,
    private readonly descriptiveCodes: SessionCodes,
    private readonly views: SessionViews,
  ) {}

  /** Opens a page beside the patron's chat: a line of kind `page` in every stream (R12). */
  @Post('sessions/:id/pages')
  @HttpCode(204)
  @ApiNoContentResponse()
  @ApiProblems(404, 409)
  async page(
    @PathId() id: string,
    @Body() { url, title }: PageDto,
    @Caller() caller: StaffIdentity,
  ): Promise<void> {
    await this.conversation.pushPage(id, librarianOf(caller), url, title ?? null);
  }

  /** Asks the patron whether anything is left, before the end (R143). */
  @Post('sessions/:id/closing')
  @HttpCode(204)
  @ApiNoContentResponse()
  @ApiProblems(404, 409)
  async closing(@PathId() id: string, @Caller() caller: StaffIdentity): Promise<void> {
    await this.conversation.closing(id, librarianOf(caller));
  }

  /**
   * Gives or corrects the patron's contact details. Contact details; what is left out stays. By a librarian in the
   * session as they are given in the talk (R24), by the patron at any time, also after the chat (B38).
   */
  @Put('sessions/:id/contact')
  @PatronOrStaff('chat.answer')
  @ApiOkResponse({ type: SessionDto })
  @ApiProblems(404, 409, 422)
  async contact(
    @PathId() id: string,
    @Body() { name, email, promisedAt }: ContactDto,
    @Caller() caller: StaffIdentity | PatronIdentity,
  ): Promise<SessionDto> {
    const viewer = viewerOf(caller);
    // null counts as left out, which the types do not say; of an address it says: nowhere.
    const contact = { name: name ?? undefined, email };
    if (viewer.kind === 'librarian') {
      const promised = promisedAt ? new Date(promisedAt) : undefined;
      const session = await this.contacts.correct(id, viewer, { ...contact, promisedAt: promised });
      return this.views.full(session, viewer);
    }
    if (promisedAt)
      throw new Problem(422, 'librarians-promise', 'Only a librarian says when the answer will be sent.');
    return this.views.full(await this.contacts.correctOwn(id, viewer.tokenHash, contact), viewer);
  }

  /** Records an outside agency the patron was sent to; the patron's contact goes nowhere (R111). */
  @Post('sessions/:id/outside-agencies')
  @HttpCode(204)
  @ApiNoContentResponse()
  @ApiProblems(404, 409)
  async agency(
    @PathId() id: string,
    @Body() { name, contact = '' }: AgencyDto,
    @Caller() caller: StaffIdentity,
  ): Promise<void> {
    await this.conversation.noteAgency(id, librarianOf(caller), { name, contact });
  }

  /** The caller's own scripts, the library's and the group's. */
  @Get('scripts')
  @ApiOkResponse({ type: ScriptsDto })
  async scripts(@Caller() caller: StaffIdentity): Promise<ScriptsDto> {
    return { items: await this.conversation.scriptsOf(librarianOf(caller)) };
  }

  /** Says a script by its name, or opens its page. */
  @Post('sessions/:id/scripts')
  @HttpCode(204)
  @ApiNoContentResponse()
  @ApiProblems(404, 409)
  async script(
    @PathId() id: string,
    @Body() script: ScriptUseDto,
    @Caller() caller: StaffIdentity,
  ): Promise<void> {
    await this.conversation.useScript(id, librarianOf(caller), script);
  }

  /** The codes this session may end with, with the guidance of the patron's group (R44, R58, B4). */
  @Get('sessions/:id/resolution-codes')
  @ApiOkResponse({ type: CodesDto })
  @ApiProblems(404)
  async codes(@PathId() id: string, @Caller() caller: StaffIdentity): Promise<CodesDto> {
    return { items: await this.sessions.codesOf(id, librarianOf(caller)) };
  }

  /** The descriptive codes of the patron's library; none for a librarian of another group (2.3). */
  @Get('sessions/:id/descriptive-codes')
  @ApiPage(DescriptiveCodeDto)
  @ApiProblems(404)
  async descriptive(
    @PathId() id: string,
    @Caller() caller: StaffIdentity,
  ): Promise<Page<DescriptiveCodeDto>> {
    const items = await this.descriptiveCodes.of(id, librarianOf(caller));
    return { items: items.map(({ code, label }) => ({ code, label })), nextCursor: null };
  }
}
