import {
  ApiPage,
  ApiProblems,
  Caller,
  PageQuery,
  pageOf,
  PathId,
  RateLimit,
  readCursor,
  Staff,
  type Page,
  type StaffIdentity,
} from '@carrel/web';
import { Controller, Get, HttpCode, Post, Query } from '@nestjs/common';
import { ApiNoContentResponse, ApiProperty, ApiTags } from '@nestjs/swagger';
import { SuppressedPatronsService } from '../suppressed-patrons.service.js';

class SuppressedPatronDto {
  @ApiProperty({ format: 'uuid', description: 'the last mail to the patron that did not arrive' })
  deliveryId!: string;
  @ApiProperty({
    type: String,
    format: 'email',
    nullable: true,
    description: 'null where you may not contact the patron',
  })
  address!: string | null;
  @ApiProperty({ type: String, format: 'uuid', nullable: true })
  questionId!: string | null;
  @ApiProperty({ type: String, nullable: true, description: 'codes of that mail, such as 550 5.1.1' })
  lastReply!: string | null;
  @ApiProperty({ type: String, format: 'date-time' })
  suppressedAt!: Date;
}

/** Patrons who are written to no more, since a mail to them came back for good. */
@ApiTags('deliveries')
@Controller('v1/suppressed-patrons')
export class SuppressedPatronsController {
  constructor(private readonly patrons: SuppressedPatronsService) {}

  /** The library's own, by the last mail that did not arrive, the newest first. */
  @Get()
  @Staff('questions.read')
  @ApiPage(SuppressedPatronDto)
  @ApiProblems(503)
  async list(@Caller() caller: StaffIdentity, @Query() query: PageQuery): Promise<Page<SuppressedPatronDto>> {
    const before = readCursor(query.cursor, 'id')?.[0];
    const rows = await this.patrons.list(caller, before, query.limit);
    return pageOf(rows, query.limit, ({ deliveryId }) => [deliveryId]);
  }

  /** The patron of this mail is written to again; a mail that comes back once more suppresses the address anew. */
  @Post(':id/release')
  @HttpCode(204)
  @Staff('questions.work', 'questions.review', 'institution.manage')
  @RateLimit({ points: 60, seconds: 3600, by: 'account' })
  @ApiNoContentResponse()
  @ApiProblems(404, 409)
  release(@PathId() id: string, @Caller() caller: StaffIdentity): Promise<void> {
    return this.patrons.release(caller, id);
  }
}
