import { Body, Controller, Get, HttpCode, Post } from '@nestjs/common';
import { ApiNoContentResponse, ApiOkResponse, ApiProperty, ApiTags } from '@nestjs/swagger';
import { Clock } from '@carrel/kernel';
import { ApiProblems, Caller, OwnIdempotency, PathId, PatronOrStaff, type Identity } from '@carrel/web';
import { IsInt, Max, Min } from 'class-validator';
import { SignalDto } from '../../reading/http/signal.dto.js';
import { viewerOf } from '../../reading/http/viewer.js';
import { Signals, type Signal } from '../../live/signals.js';
import { SessionReader } from '../../reading/session-reader.service.js';

class ReadDto {
  @ApiProperty({ type: 'integer', minimum: 1, description: 'the last line on the screen' })
  @IsInt()
  @Min(1)
  @Max(999_999_999)
  seq!: number;
}
class SignalsDto {
  @ApiProperty({ type: [SignalDto], description: 'who types now, and how far each has read' })
  items!: SignalDto[];
}

@ApiTags('messages')
@Controller('v1/sessions/:id')
@PatronOrStaff('chat.answer')
export class SignalsController {
  constructor(
    private readonly sessions: SessionReader,
    private readonly signals: Signals,
    private readonly clock: Clock,
  ) {}

  /** The caller is writing; send it again every few seconds while that goes on. Stored nowhere. */
  @Post('typing')
  @OwnIdempotency()
  @HttpCode(204)
  @ApiNoContentResponse()
  @ApiProblems(404)
  async typing(@PathId() id: string, @Caller() caller: Identity): Promise<void> {
    await this.send(id, caller, 'typing', null);
  }

  /** The caller has read up to a line. A librarian's mark is kept and counts what is unread; a patron's passes by. */
  @Post('read')
  @OwnIdempotency()
  @HttpCode(204)
  @ApiNoContentResponse()
  @ApiProblems(404)
  async read(@PathId() id: string, @Body() { seq }: ReadDto, @Caller() caller: Identity): Promise<void> {
    await this.send(id, caller, 'read', seq);
  }

  /** Lists who types and how far was read. For clients that poll (R27). */
  @Get('signals')
  @ApiOkResponse({ type: SignalsDto })
  @ApiProblems(404)
  async now(@PathId() id: string, @Caller() caller: Identity): Promise<SignalsDto> {
    await this.sessions.readAsParty(id, viewerOf(caller));
    return { items: this.signals.of(id, this.clock.now()) };
  }

  private async send(id: string, caller: Identity, kind: Signal['kind'], seq: number | null): Promise<void> {
    const viewer = viewerOf(caller);
    const session = await this.sessions.readAsParty(id, viewer);
    if (viewer.kind === 'librarian' && seq !== null) await this.sessions.markRead(id, viewer, seq);
    const who =
      viewer.kind === 'patron'
        ? { from: viewer.kind, id: null, name: session.patronName }
        : { from: viewer.kind, id: viewer.id, name: session.presenceOf(viewer.id).name };
    this.signals.send(id, { kind, ...who, seq, at: this.clock.now().toISOString() });
  }
}
