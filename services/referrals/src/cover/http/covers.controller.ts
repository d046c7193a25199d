import { AddsNames } from '@carrel/directory';
import {
  ApiPage,
  ApiProblems,
  Caller,
  pageOf,
  PathId,
  readCursor,
  Staff,
  type Page,
  type StaffIdentity,
} from '@carrel/web';
import { Body, Controller, Get, HttpCode, Post, Query } from '@nestjs/common';
import { ApiCreatedResponse, ApiOkResponse, ApiTags } from '@nestjs/swagger';
import { CoversService } from '../covers.service.js';
import { AskCoverDto, coverAnswer, CoverDto, CoversQuery, TakeCoverDto } from './cover.dto.js';

@ApiTags('rota')
@Controller('v1')
@AddsNames()
export class CoversController {
  constructor(private readonly covers: CoversService) {}

  /**
   * Asks for cover of a duty. The library on duty cannot: others are asked, rung by rung (R91). A coordinator may
   * ask for it.
   */
  @Post('duties/:id/covers')
  @Staff('questions.work', 'institution.manage', 'rota.manage')
  @ApiCreatedResponse({ type: CoverDto })
  @ApiProblems(403, 404, 409, 422)
  async ask(
    @PathId() id: string,
    @Body() { reason, swapFor }: AskCoverDto,
    @Caller() caller: StaffIdentity,
  ): Promise<CoverDto> {
    return coverAnswer(await this.covers.ask(id, { reason: reason ?? null, swapFor }, caller));
  }

  /** Lists requests for cover in the caller's groups. */
  @Get('covers')
  @Staff()
  @ApiPage(CoverDto)
  async list(@Query() query: CoversQuery, @Caller() caller: StaffIdentity): Promise<Page<CoverDto>> {
    const { status, limit } = query;
    const [before] = readCursor(query.cursor, 'id') ?? [];
    const page = pageOf(
      await this.covers.list({ status, before, limit: limit + 1 }, caller),
      limit,
      ({ id }) => [id],
    );
    return { ...page, items: page.items.map(coverAnswer) };
  }

  /** Reads one request for cover. */
  @Get('covers/:id')
  @Staff()
  @ApiOkResponse({ type: CoverDto })
  @ApiProblems(404)
  async read(@PathId() id: string, @Caller() caller: StaffIdentity): Promise<CoverDto> {
    return coverAnswer(await this.covers.get(id, caller));
  }

  /** Takes a duty over. Once: the others get 409 with the name of the first. */
  @Post('covers/:id/take')
  @HttpCode(200)
  @Staff('questions.work', 'institution.manage', 'rota.manage')
  @ApiOkResponse({ type: CoverDto })
  @ApiProblems(403, 404, 409, 422)
  async take(
    @PathId() id: string,
    @Body() dto: TakeCoverDto,
    @Caller() caller: StaffIdentity,
  ): Promise<CoverDto> {
    const { inExchangeDutyId = null, institutionId = null } = dto;
    return coverAnswer(await this.covers.take(id, { inExchangeDutyId, institutionId }, caller));
  }

  /** Withdraws a request for cover that nobody has taken. */
  @Post('covers/:id/withdraw')
  @HttpCode(200)
  @Staff('questions.work', 'institution.manage', 'rota.manage')
  @ApiOkResponse({ type: CoverDto })
  @ApiProblems(403, 404, 409)
  async withdraw(@PathId() id: string, @Caller() caller: StaffIdentity): Promise<CoverDto> {
    return coverAnswer(await this.covers.withdraw(id, caller));
  }
}
