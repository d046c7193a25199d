import { AddsNames } from '@carrel/directory';
import {
  ApiPage,
  ApiProblems,
  Caller,
  pageOf,
  PathId,
  Problem,
  readCursor,
  Staff,
  type Page,
  type StaffIdentity,
} from '@carrel/web';
import { Clock } from '@carrel/kernel';
import { Body, Controller, Get, HttpCode, Post, Query } from '@nestjs/common';
import { ApiCreatedResponse, ApiOkResponse, ApiTags } from '@nestjs/swagger';
import { DutiesService } from '../duties.service.js';
import { DutiesQuery, dutyAnswer, DutyDto, HandOnDto } from './duty.dto.js';

const dayMs = 86_400_000;
const mostDays = 100;

@ApiTags('rota')
@Controller('v1/duties')
@AddsNames()
export class DutiesController {
  constructor(
    private readonly duties: DutiesService,
    private readonly clock: Clock,
  ) {}

  /** The library's own duties, the earliest first (R141); with a group, everybody's there. */
  @Get()
  @Staff()
  @ApiPage(DutyDto)
  @ApiProblems(404, 422)
  async list(@Query() query: DutiesQuery, @Caller() caller: StaffIdentity): Promise<Page<DutyDto>> {
    const all = await this.duties.list({ ...this.spanOf(query), groupId: query.groupId }, caller);
    const [at, id] = readCursor(query.cursor, 'time', 'id') ?? [];
    const seen = at === undefined ? 0 : all.findIndex((duty) => comesAfter(duty, at, id!));
    const rows = seen < 0 ? [] : all.slice(seen);
    const page = pageOf(rows.slice(0, query.limit + 1), query.limit, (duty) => [duty.from, duty.id]);
    return { ...page, items: page.items.map(dutyAnswer) };
  }

  /** Reads one duty with its check-points. */
  @Get(':id')
  @Staff()
  @ApiOkResponse({ type: DutyDto })
  @ApiProblems(404)
  async read(@PathId() id: string, @Caller() caller: StaffIdentity): Promise<DutyDto> {
    return dutyAnswer(await this.duties.get(id, caller));
  }

  /** A librarian of the library on duty has looked at Shared Followup: twice a block (R87). */
  @Post(':id/checks')
  @Staff('questions.work')
  @ApiCreatedResponse({ type: DutyDto })
  @ApiProblems(403, 404, 409)
  async check(@PathId() id: string, @Caller() caller: StaffIdentity): Promise<DutyDto> {
    return dutyAnswer(await this.duties.check(id, caller));
  }

  /**
   * A coordinator or administrator of the group gives the duty to another library at once; both get mail. An open request
   * for cover is taken by it.
   */
  @Post(':id/hand-on')
  @HttpCode(200)
  @Staff('rota.manage')
  @ApiOkResponse({ type: DutyDto })
  @ApiProblems(403, 404, 409, 422)
  async handOn(
    @PathId() id: string,
    @Body() { institutionId, reason }: HandOnDto,
    @Caller() caller: StaffIdentity,
  ): Promise<DutyDto> {
    return dutyAnswer(await this.duties.handOn(id, { institutionId, reason: reason ?? null }, caller));
  }

  private spanOf(query: DutiesQuery): { from: Date; to: Date } {
    const from = query.from === undefined ? this.clock.now() : new Date(query.from);
    const to = query.to === undefined ? new Date(from.getTime() + 28 * dayMs) : new Date(query.to);
    const ms = to.getTime() - from.getTime();
    if (ms > 0 && ms <= mostDays * dayMs) return { from, to };
    const message = ms <= 0 ? 'is after `from`' : `is at most ${mostDays} days after \`from\``;
    throw new Problem(422, 'bad-span', `\`to\` ${message}.`, {
      errors: [{ path: 'to', code: 'wrong-span', values: { maxDays: mostDays }, message }],
    });
  }
}

const comesAfter = (duty: { from: Date; id: string }, at: string, id: string): boolean =>
  duty.from.getTime() > Date.parse(at) || (duty.from.getTime() === Date.parse(at) && duty.id > id);
