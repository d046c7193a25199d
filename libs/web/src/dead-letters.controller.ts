import { DeadLetters, type DeadLetter } from '@carrel/messaging';
import { Body, Controller, Get, HttpCode, Post, Query } from '@nestjs/common';
import { ApiOkResponse, ApiOperation, ApiProperty, ApiPropertyOptional, ApiTags } from '@nestjs/swagger';
import { ArrayMaxSize, ArrayMinSize, IsArray, IsOptional, IsUUID } from 'class-validator';
import { ApiProblems } from './api-problems.js';
import { pageOf, PageQuery, readCursor } from './paging.js';
import { Staff } from './permissions.js';

/** So many are requeued by one call; the caller asks again for the rest. */
const atOnce = 100;

class DeadLetterDto {
  @ApiProperty({ format: 'uuid', description: 'of the event that could not be handled' })
  eventId!: string;
  @ApiProperty({ description: 'what happened', example: 'question.answered.v1' })
  event!: string;
  @ApiProperty({ description: 'to what it happened: the id of a question, a chat, a library' })
  subject!: string;
  @ApiProperty({ format: 'date-time', description: 'when it happened' })
  happenedAt!: string;
  @ApiProperty({ format: 'date-time', description: 'when it was last given up' })
  failedAt!: string;
  @ApiProperty({ type: 'integer' })
  attempts!: number;
  @ApiProperty({ description: 'what went wrong, its first line' })
  cause!: string;
}
class DeadLettersDto {
  @ApiProperty({ type: [DeadLetterDto] })
  items!: DeadLetterDto[];
  @ApiProperty({ type: String, nullable: true })
  nextCursor!: string | null;
  @ApiProperty({ type: 'integer', description: 'on all pages' })
  total!: number;
}
class RequeueDeadLettersDto {
  @ApiPropertyOptional({
    type: 'array',
    items: { type: 'string', format: 'uuid' },
    minItems: 1,
    maxItems: atOnce,
    description: `which; without it the ${atOnce} newest`,
  })
  @IsOptional()
  @IsArray()
  @ArrayMinSize(1)
  @ArrayMaxSize(atOnce)
  @IsUUID(undefined, { each: true })
  eventIds?: string[];
}
class RequeuedDeadLettersDto {
  @ApiProperty({ type: 'integer' })
  requeued!: number;
}

/** Events that this service has given up on, for the operator. */
@ApiTags('operation')
@Controller('v1/dead-letters')
export class DeadLettersController {
  constructor(private readonly letters: DeadLetters) {}

  @Get()
  @ApiOperation({
    summary: 'Events this service could not handle, the newest first',
    description:
      'Events this service could not handle in all its attempts, the newest first. Nothing of them is lost: once the cause is mended, they are requeued.',
  })
  @Staff('platform.operate')
  @ApiOkResponse({ type: DeadLettersDto })
  @ApiProblems(400)
  async list(@Query() query: PageQuery): Promise<DeadLettersDto> {
    const before = readCursor(query.cursor, 'time', 'id');
    const [letters, total] = await Promise.all([
      this.letters.list(query.limit + 1, before as [string, string] | undefined),
      this.letters.count(),
    ]);
    const { items, nextCursor } = pageOf(letters, query.limit, ({ diedAt, eventId }) => [diedAt, eventId]);
    return { items: items.map(dtoOf), nextCursor, total };
  }

  @Post('requeue')
  @ApiOperation({
    summary: 'Has the service handle such events again',
    description:
      'Has the service handle such events again, with all their attempts; each has its effect once, however often it is requeued.',
  })
  @HttpCode(200)
  @Staff('platform.operate')
  @ApiOkResponse({ type: RequeuedDeadLettersDto })
  @ApiProblems(422, 503)
  async requeue(@Body() { eventIds }: RequeueDeadLettersDto): Promise<RequeuedDeadLettersDto> {
    const ids = eventIds ?? (await this.letters.list(atOnce)).map(({ eventId }) => eventId);
    let requeued = 0;
    for (const id of ids) if (await this.letters.requeue(id)) requeued += 1;
    return { requeued };
  }
}

const dtoOf = ({ eventId, name, envelope, cause, attempts, diedAt }: DeadLetter): DeadLetterDto => ({
  ...{ eventId, event: name, subject: envelope.subject, attempts },
  happenedAt: envelope.time,
  failedAt: diedAt.toISOString(),
  cause: cause.split('\n')[0]!.slice(0, 500),
});
