import { Body, Controller, Post } from '@nestjs/common';
import { ApiCreatedResponse, ApiProperty, ApiPropertyOptional, ApiTags } from '@nestjs/swagger';
import { NotFound } from '@carrel/kernel';
import { ApiProblems, Caller, PatronOrStaff, RateLimit, streamHolderOf, type Identity } from '@carrel/web';
import { IsOptional, IsUUID } from 'class-validator';
import { SessionReader } from '../session-reader.service.js';
import { TicketsService } from '../../live/tickets.service.js';
import { viewerOf } from './viewer.js';

class TicketAskedDto {
  @ApiPropertyOptional({
    format: 'uuid',
    description: 'of the session to follow; left out for the streams of staff, me/stream and monitor/stream',
  })
  @IsOptional()
  @IsUUID()
  sessionId?: string;
}
class TicketDto {
  @ApiProperty({
    description:
      'goes into `?ticket=` of that one stream, once; EventSource then comes back by itself with the id of the last event',
  })
  ticket!: string;

  @ApiProperty({ type: 'integer', description: 'seconds' })
  expiresIn!: number;
}

@ApiTags('streams')
@Controller('v1/stream-tickets')
export class TicketsController {
  constructor(
    private readonly tickets: TicketsService,
    private readonly sessions: SessionReader,
  ) {}

  /** A one-minute ticket for one stream, so that no access token stands in an address. */
  @Post()
  @PatronOrStaff('chat.answer')
  @RateLimit({ points: 120, seconds: 60, by: 'account' })
  @ApiCreatedResponse({ type: TicketDto })
  @ApiProblems(404)
  async issue(@Body() { sessionId }: TicketAskedDto, @Caller() caller: Identity): Promise<TicketDto> {
    const viewer = viewerOf(caller);
    if (sessionId) await this.sessions.readAsParty(sessionId, viewer);
    else if (viewer.kind === 'patron') throw new NotFound('session');
    const streamHolder = streamHolderOf(caller) ?? null;
    return this.tickets.issue({ sessionId: sessionId ?? null, viewer, streamHolder });
  }
}
