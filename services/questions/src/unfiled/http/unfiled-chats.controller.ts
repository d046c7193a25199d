import { ApiProblems, Caller, pageOf, PageQuery, readCursor, Staff, type StaffIdentity } from '@carrel/web';
import { Controller, Get, HttpCode, Post, Query } from '@nestjs/common';
import { ApiOkResponse, ApiProperty, ApiTags } from '@nestjs/swagger';

import { UnfiledChatsService, type UnfiledChat } from '../unfiled-chats.service.js';

const events = ['session.ended.v1', 'session.dismissed.v1', 'session.abandoned.v1'];

class UnfiledChatDto {
  @ApiProperty({ format: 'uuid' })
  id!: string;

  @ApiProperty({ format: 'uuid' })
  sessionId!: string;

  @ApiProperty({ format: 'uuid', description: "the patron's library" })
  institutionId!: string;

  @ApiProperty({ enum: events, description: 'how the chat came to its end' })
  event!: string;

  @ApiProperty({ format: 'date-time' })
  endedAt!: string;

  @ApiProperty({ format: 'date-time', description: 'when it was last given up' })
  failedAt!: string;

  @ApiProperty({ type: 'integer' })
  attempts!: number;

  @ApiProperty({ type: String, nullable: true, description: 'what went wrong, for the operator' })
  cause!: string | null;
}
class UnfiledChatsDto {
  @ApiProperty({ type: [UnfiledChatDto] })
  items!: UnfiledChatDto[];

  @ApiProperty({ type: String, nullable: true })
  nextCursor!: string | null;

  @ApiProperty({ type: 'integer', description: 'on all pages' })
  total!: number;
}
class RequeuedDto {
  @ApiProperty({ type: 'integer' })
  requeued!: number;
}

@ApiTags('questions')
@Controller('v1/unfiled-chats')
export class UnfiledChatsController {
  constructor(private readonly unfiled: UnfiledChatsService) {}

  /** Chats of the library's patrons whose question could not be made, newest first; for the operator of every library. */
  @Get()
  @Staff('institution.manage', 'platform.operate')
  @ApiOkResponse({ type: UnfiledChatsDto })
  @ApiProblems(400)
  async list(@Caller() caller: StaffIdentity, @Query() query: PageQuery): Promise<UnfiledChatsDto> {
    const before = readCursor(query.cursor, 'id')?.[0];
    const { rows, total } = await this.unfiled.list(libraryOf(caller), before, query.limit);
    const { items, nextCursor } = pageOf(rows, query.limit, ({ id }) => [id]);
    return { items: items.map((chat) => dtoOf(chat, caller.operator)), nextCursor, total };
  }

  /** Requeues all of them. */
  @Post('requeue')
  @HttpCode(200)
  @Staff('institution.manage', 'platform.operate')
  @ApiOkResponse({ type: RequeuedDto })
  @ApiProblems(503)
  async requeue(@Caller() caller: StaffIdentity): Promise<RequeuedDto> {
    return { requeued: await this.unfiled.requeue(libraryOf(caller)) };
  }
}

const libraryOf = ({ operator, institutionId }: StaffIdentity): string | null =>
  operator ? null : institutionId;

/** An error message may contain other libraries' data. */
const dtoOf = ({ failedAt, cause, ...chat }: UnfiledChat, operator: boolean): UnfiledChatDto => ({
  ...chat,
  failedAt: failedAt.toISOString(),
  cause: operator ? cause : null,
});
