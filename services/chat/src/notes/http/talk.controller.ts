import { Body, Controller, Get, Post, Query } from '@nestjs/common';
import { ApiCreatedResponse, ApiProperty, ApiPropertyOptional, ApiTags } from '@nestjs/swagger';
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
  IsWords,
} from '@carrel/web';
import { IsOptional, IsUUID } from 'class-validator';
import { librarianOf, supervisorOf } from '../../reading/http/viewer.js';
import { TalkService } from '../talk.service.js';
import { TalkDto } from './talk.dto.js';

class SaidDto {
  @ApiProperty({ maxLength: 4000 })
  @IsWords(4000)
  text!: string;

  @ApiPropertyOptional({ format: 'uuid', description: 'what it is about: kept with it, for staff alone' })
  @IsOptional()
  @IsUUID()
  sessionId?: string;
}
class InstantMessageDto extends SaidDto {
  @ApiProperty({ format: 'uuid' })
  @IsUUID()
  toLibrarianId!: string;
}
class WithQuery extends PageQuery {
  @ApiProperty({ format: 'uuid', description: 'the other one' })
  @IsUUID()
  with!: string;
}
const speakerOf = (caller: StaffIdentity) => ({
  librarian: librarianOf(caller),
  answersFor: supervisorOf(caller),
});

@ApiTags('talk')
@Controller('v1')
export class TalkController {
  constructor(private readonly talk: TalkService) {}

  /** Privately to a librarian on shift; a supervisor asks for a transfer this way (R29, R34). */
  @Post('instant-messages')
  @Staff('chat.monitor', 'questions.review', 'institution.manage')
  @ApiCreatedResponse({ type: TalkDto })
  @ApiProblems(404)
  async tell(@Body() said: InstantMessageDto, @Caller() caller: StaffIdentity): Promise<TalkDto> {
    const { toLibrarianId, text, sessionId } = said;
    return this.talk.sendToLibrarian(speakerOf(caller), toLibrarianId, {
      text,
      sessionId: sessionId ?? null,
    });
  }

  /** Between the caller and one other, the latest first. */
  @Get('instant-messages')
  @Staff('chat.monitor', 'questions.review', 'institution.manage')
  @ApiPage(TalkDto)
  async between(@Query() query: WithQuery, @Caller() caller: StaffIdentity): Promise<Page<TalkDto>> {
    const [before] = readCursor(query.cursor, 'id') ?? [];
    const notes = await this.talk.between(librarianOf(caller), query.with, query.limit + 1, before);
    return pageOf(notes, query.limit, ({ id }) => [id]);
  }

  /** The Agent Room of a queue: to all who monitor it (R30). */
  @Post('queues/:id/room')
  @Staff('chat.monitor')
  @ApiCreatedResponse({ type: TalkDto })
  @ApiProblems(404)
  async tellRoom(
    @PathId() id: string,
    @Body() { text, sessionId }: SaidDto,
    @Caller() caller: StaffIdentity,
  ): Promise<TalkDto> {
    return this.talk.sendToRoom(speakerOf(caller), id, { text, sessionId: sessionId ?? null });
  }

  /** What was said in the room, the latest first, for who is in it. */
  @Get('queues/:id/room')
  @Staff('chat.monitor')
  @ApiPage(TalkDto)
  @ApiProblems(404)
  async room(
    @PathId() id: string,
    @Query() query: PageQuery,
    @Caller() caller: StaffIdentity,
  ): Promise<Page<TalkDto>> {
    const [before] = readCursor(query.cursor, 'id') ?? [];
    const notes = await this.talk.inRoom(librarianOf(caller), id, query.limit + 1, before);
    return pageOf(notes, query.limit, (note) => [note.id]);
  }
}
