import { NotFound } from '@carrel/kernel';
import {
  ApiPage,
  ApiProblems,
  Caller,
  PathId,
  Public,
  RateLimit,
  SERVICE_CONFIG,
  Staff,
  type Page,
  type ServiceConfig,
  type StaffIdentity,
} from '@carrel/web';
import { Controller, Delete, Get, Header, HttpCode, Inject, Param, Post } from '@nestjs/common';
import {
  ApiCreatedResponse,
  ApiNoContentResponse,
  ApiOkResponse,
  ApiProperty,
  ApiTags,
} from '@nestjs/swagger';
import ical from 'ical-generator';
import { FeedsService } from '../feeds.service.js';

class FeedDto {
  @ApiProperty({ format: 'uuid' })
  id!: string;

  @ApiProperty({ format: 'date-time' })
  createdAt!: Date;
}
class NewFeedDto extends FeedDto {
  @ApiProperty({ format: 'uri', description: 'shown once: whoever has it sees the duties' })
  url!: string;
}

@ApiTags('rota')
@Controller('v1/duty-feeds')
export class FeedsController {
  constructor(
    private readonly feeds: FeedsService,
    @Inject(SERVICE_CONFIG) private readonly config: ServiceConfig,
  ) {}

  /** A link for a calendar program: the library's duties as iCalendar (R141, RFC 5545). */
  @Post()
  @Staff('questions.read')
  @RateLimit({ points: 30, seconds: 3600, by: 'account' })
  @ApiCreatedResponse({ type: NewFeedDto })
  @ApiProblems(409)
  async make(@Caller() caller: StaffIdentity): Promise<NewFeedDto> {
    const { id, createdAt, token } = await this.feeds.make(caller);
    return { id, createdAt, url: `${this.config.publicUrl}/api/referrals/v1/duty-feeds/${token}/duties.ics` };
  }

  /** The caller's links that still work. */
  @Get()
  @Staff('questions.read')
  @ApiPage(FeedDto)
  async list(@Caller() caller: StaffIdentity): Promise<Page<FeedDto>> {
    const feeds = await this.feeds.ofCaller(caller);
    return { items: feeds.map(({ id, createdAt }) => ({ id, createdAt })), nextCursor: null };
  }

  /** Revokes the link. */
  @Delete(':id')
  @HttpCode(204)
  @Staff('questions.read')
  @ApiNoContentResponse()
  @ApiProblems(404)
  revoke(@PathId() id: string, @Caller() caller: StaffIdentity): Promise<void> {
    return this.feeds.revoke(id, caller);
  }

  /**
   * Answers a library's duties as iCalendar. For calendar programs, which cannot sign in: the link itself is the
   * credential.
   */
  @Get(':token/duties.ics')
  @Public()
  @RateLimit({ points: 120, seconds: 60, by: 'ip' })
  @Header('content-type', 'text/calendar; charset=utf-8')
  @Header('cache-control', 'private, no-store')
  @ApiOkResponse({ content: { 'text/calendar': { schema: { type: 'string' } } } })
  @ApiProblems(404)
  async read(@Param('token') token: string): Promise<string> {
    if (!/^[\w-]{43}$/.test(token)) throw new NotFound('calendar');
    const { library, duties } = await this.feeds.read(token);
    const calendar = ical({
      name: `Shared Followup: ${library}`,
      prodId: { company: 'Carrel', product: 'Rota', language: 'EN' },
      ttl: 3600,
    });
    for (const { id, from, to, group, lane, bestEffort } of duties) {
      calendar.createEvent({
        id: `${id}@carrel`,
        start: from,
        end: to,
        summary: `Shared Followup, ${group}${lane ? ` (${lane})` : ''}`,
        description: bestEffort ? 'When time permits.' : 'Check Shared Followup twice: in each half.',
      });
    }
    return calendar.toString();
  }
}
