import { Body, Controller, Delete, Get, HttpCode, Inject, Post, Query, Req } from '@nestjs/common';
import { ApiCreatedResponse, ApiNoContentResponse, ApiOkResponse, ApiTags } from '@nestjs/swagger';
import {
  addressOfCaller,
  ApiPage,
  ApiProblems,
  Caller,
  EqualAreOne,
  languageOf,
  networkOfCaller,
  newPatronToken,
  pageOf,
  PathId,
  PatronOrStaff,
  Public,
  RateLimit,
  readCursor,
  SERVICE_CONFIG,
  Staff,
  wantedIn,
  type Identity,
  type Page,
  type ServiceConfig,
  type StaffIdentity,
} from '@carrel/web';
import type { FastifyRequest } from 'fastify';
import { pageAskedFrom } from '../../session/domain/asked-from.js';
import { librarianOf, patronOf, viewerOf } from '../../reading/http/viewer.js';
import { SessionReader } from '../../reading/session-reader.service.js';
import { RequestsService } from '../requests.service.js';
import { SessionsService } from '../../attending/sessions.service.js';
import { ChatAskedDto, DismissDto, EndDto, SessionsQuery, WaitingDto } from './asked.dto.js';
import { SessionDto } from '../../reading/http/session.dto.js';
import { SessionViews } from '../../reading/http/session-views.js';

@ApiTags('sessions')
@Controller('v1/sessions')
export class SessionsController {
  constructor(
    private readonly requests: RequestsService,
    private readonly sessions: SessionsService,
    private readonly reader: SessionReader,
    private readonly views: SessionViews,
    @Inject(SERVICE_CONFIG) private readonly config: Pick<ServiceConfig, 'publicUrl'>,
  ) {}

  /**
   * Opens a session for a patron. 409 `chat-closed` carries the closed page and the ask form (B17), 403 `banned` what the library says
   * to a patron whom it has banned, 403 `challenge` a task that the patron's device is to solve (ALTCHA; setting
   * patron-challenge). A token of an earlier chat may be sent along, and is looked at for that alone.
   */
  @Post()
  @Public()
  @RateLimit({ points: 120, seconds: 60, by: 'ip' })
  @ApiCreatedResponse({ type: WaitingDto })
  @EqualAreOne()
  @ApiProblems(403, 404, 409, 429)
  async request(
    @Body() asked: ChatAskedDto,
    @Caller() caller: Identity,
    @Req() request: FastifyRequest,
  ): Promise<WaitingDto> {
    const { token, hash } = newPatronToken();
    const accepted = request.headers['accept-language'];
    const session = await this.requests.request({
      institutionId: asked.institutionId,
      patron: { name: asked.patron.name, email: asked.patron.email ?? null },
      question: asked.question,
      fields: asked.fields ?? {},
      language: languageOf(asked.language, accepted),
      wanted: wantedIn(asked.language, accepted),
      page: pageAskedFrom(asked.page ?? this.from(request.headers.referer)),
      practice: asked.practice ?? false,
      tokenHash: hash,
      earlierTokenHash: caller.kind === 'patron' ? caller.tokenHash : null,
      network: networkOfCaller(request),
      address: addressOfCaller(request),
      solution: asked.solution,
    });
    const position = (await this.reader.positionOf(session)) ?? 1;
    return { id: session.id, status: session.status, position, token };
  }

  /**
   * Lists sessions by their status. Waiting: requests offered to the caller, in line. Active: sessions the caller is
   * in. Abandoned: lately. Oldest first (F5).
   */
  @Get()
  @Staff('chat.answer')
  @ApiPage(SessionDto)
  async list(@Query() query: SessionsQuery, @Caller() caller: StaffIdentity): Promise<Page<SessionDto>> {
    const librarian = librarianOf(caller);
    const cursor = readCursor(query.cursor, 'time', 'id');
    const after = cursor && { at: cursor[0], id: cursor[1] };
    const read = { waiting: 'waitingFor', active: 'attendedBy', abandoned: 'abandonedAt' } as const;
    const rows = await this.reader[read[query.status]](librarian, query.limit + 1, after);
    const at = query.status === 'waiting' ? 'placeAt' : 'requestedAt';
    const page = pageOf(rows, query.limit, (session) => [session[at], session.id]);
    return { ...page, items: await this.views.list(page.items, librarian) };
  }

  /** Reads one session: staff see what their library may, a patron the own one. */
  @Get(':id')
  @PatronOrStaff('chat.answer')
  @ApiOkResponse({ type: SessionDto })
  @ApiProblems(404)
  async one(@PathId() id: string, @Caller() caller: Identity): Promise<SessionDto> {
    const viewer = viewerOf(caller);
    return this.views.full(await this.reader.read(id, viewer), viewer);
  }

  /** The patron gives up waiting, or ends the chat at any time; the librarian then codes it (B37). */
  @Delete(':id')
  @PatronOrStaff('chat.answer')
  @HttpCode(204)
  @ApiNoContentResponse()
  @ApiProblems(404, 409)
  async cancel(@PathId() id: string, @Caller() caller: Identity): Promise<void> {
    await this.sessions.endForPatron(id, patronOf(caller));
  }

  /** Accepts a waiting request. The first to accept wins; the others are refused with the winner's name (F3). */
  @Post(':id/accept')
  @Staff('chat.answer')
  @HttpCode(200)
  @ApiOkResponse({ type: SessionDto })
  @ApiProblems(404, 409)
  async accept(@PathId() id: string, @Caller() caller: StaffIdentity): Promise<SessionDto> {
    const viewer = viewerOf(caller);
    return this.views.full(await this.sessions.accept(id, librarianOf(caller)), viewer);
  }

  /** Ends the session with a resolution code (R44). */
  @Post(':id/end')
  @Staff('chat.answer')
  @HttpCode(200)
  @ApiOkResponse({ type: SessionDto })
  @ApiProblems(404, 409)
  async end(@PathId() id: string, @Body() how: EndDto, @Caller() caller: StaffIdentity): Promise<SessionDto> {
    const { resolution, noContactConfirmed = false, descriptiveCodes = [] } = how;
    const ending = { resolution, noContactConfirmed, descriptiveCodes };
    const session = await this.sessions.end(id, librarianOf(caller), ending);
    return this.views.full(session, viewerOf(caller));
  }

  /**
   * Takes a request out of the line without an answer (A14). A chat that the caller is in ends for the reason as a lost
   * call, of which nobody gets mail; where a colleague is in it too, only the caller goes out (B36). Why is kept for staff.
   */
  @Post(':id/dismiss')
  @Staff('chat.answer')
  @HttpCode(204)
  @ApiNoContentResponse()
  @ApiProblems(404, 409, 422)
  async dismiss(
    @PathId() id: string,
    @Body() { reason, text }: DismissDto,
    @Caller() caller: StaffIdentity,
  ): Promise<void> {
    await this.sessions.dismiss(id, librarianOf(caller), reason, text ?? null);
  }

  /** Leaves a session that another librarian stays in (R40). */
  @Post(':id/leave')
  @Staff('chat.answer')
  @HttpCode(204)
  @ApiNoContentResponse()
  @ApiProblems(404, 409)
  async leave(@PathId() id: string, @Caller() caller: StaffIdentity): Promise<void> {
    await this.sessions.leave(id, librarianOf(caller));
  }

  /** Pages of Carrel itself say nothing of where a patron was. */
  private from(referer: string | undefined): string | undefined {
    return referer?.startsWith(`${this.config.publicUrl}/`) ? undefined : referer;
  }
}
