import { ApiProblems, Caller, pageOf, PageQuery, readCursor, Staff, type StaffIdentity } from '@carrel/web';
import { Controller, Get, HttpCode, Post, Query } from '@nestjs/common';
import { ApiOkResponse, ApiProperty, ApiTags } from '@nestjs/swagger';
import { UnfiledMailsService } from '../unfiled-mails.service.js';

class UnfiledMailDto {
  @ApiProperty({ format: 'uuid' })
  id!: string;

  @ApiProperty({
    type: String,
    format: 'uuid',
    nullable: true,
    description: 'null while it is not known for which library it is',
  })
  institutionId!: string | null;

  @ApiProperty({ description: 'when it came in', format: 'date-time' })
  arrivedAt!: string;

  @ApiProperty({ type: 'integer', description: 'in bytes' })
  size!: number;
}
class UnfiledMailsDto {
  @ApiProperty({ type: [UnfiledMailDto] })
  items!: UnfiledMailDto[];

  @ApiProperty({ type: String, nullable: true })
  nextCursor!: string | null;

  @ApiProperty({ type: 'integer', description: 'on all pages' })
  total!: number;
}
class MailsRequeuedDto {
  @ApiProperty({ type: 'integer' })
  requeued!: number;
}

@ApiTags('incoming mail')
@Controller('v1/unfiled-mails')
export class UnfiledMailsController {
  constructor(private readonly unfiled: UnfiledMailsService) {}

  /** Mail to the library that was not filed within a minute, newest first; for the operator all such mail. */
  @Get()
  @Staff('institution.manage', 'platform.operate')
  @ApiOkResponse({ type: UnfiledMailsDto })
  @ApiProblems(400)
  async list(@Caller() caller: StaffIdentity, @Query() query: PageQuery): Promise<UnfiledMailsDto> {
    const before = readCursor(query.cursor, 'id')?.[0];
    const { rows, total } = await this.unfiled.list(libraryOf(caller), before, query.limit);
    const { items, nextCursor } = pageOf(rows, query.limit, ({ id }) => [id]);
    return {
      items: items.map((mail) => ({ ...mail, arrivedAt: mail.arrivedAt.toISOString() })),
      ...{ nextCursor, total },
    };
  }

  /** Processes all of them again now. */
  @Post('requeue')
  @HttpCode(200)
  @Staff('institution.manage', 'platform.operate')
  @ApiOkResponse({ type: MailsRequeuedDto })
  async requeue(@Caller() caller: StaffIdentity): Promise<MailsRequeuedDto> {
    return { requeued: await this.unfiled.requeue(libraryOf(caller)) };
  }
}

const libraryOf = ({ operator, institutionId }: StaffIdentity): string | null =>
  operator ? null : institutionId;
