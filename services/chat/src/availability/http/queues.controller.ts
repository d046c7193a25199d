import { Controller, Get, Query } from '@nestjs/common';
import { ApiOkResponse, ApiProperty, ApiPropertyOptional, ApiTags } from '@nestjs/swagger';
import { ApiPage, ApiProblems, Caller, Public, Staff, type Page, type StaffIdentity } from '@carrel/web';
import { IsOptional, IsUUID } from 'class-validator';
import { AvailabilityService, availabilityReasons } from '../availability.service.js';
import { QueuesService } from '../../queue/queues.service.js';

class QueueDto {
  @ApiProperty({ format: 'uuid' })
  id!: string;

  @ApiProperty()
  name!: string;

  @ApiProperty({
    description: 'a library’s own, a group’s, a cooperative’s, or one for practice',
    enum: ['library', 'group', 'cooperative', 'practice'],
  })
  kind!: 'library' | 'group' | 'cooperative' | 'practice';

  @ApiProperty({ type: 'integer', description: 'requests the caller could be offered there' })
  waiting!: number;

  @ApiProperty({ type: 'integer', description: 'librarians available there' })
  monitoring!: number;
}

class QueuesQuery {
  @ApiPropertyOptional({
    format: 'uuid',
    description: 'of this group and its libraries; the caller has a role in it',
  })
  @IsOptional()
  @IsUUID()
  groupId?: string;
}

class AvailabilityQuery {
  @ApiProperty({ format: 'uuid' })
  @IsUUID()
  institutionId!: string;
}

export class AvailabilityDto {
  @ApiProperty({ description: 'whether a request made now is waited for' })
  open!: boolean;

  @ApiProperty({ format: 'uuid', description: 'the nearest queue that somebody monitors, else the own one' })
  queueId!: string;

  @ApiProperty({
    type: String,
    format: 'date-time',
    nullable: true,
    description: 'by the opening hours of the chain',
  })
  nextOpening!: string | null;

  @ApiProperty({
    description: 'of the library, in which its hours are meant; IANA name',
    example: 'America/Denver',
  })
  timeZone!: string;

  @ApiProperty({ description: 'why chat is open or closed', enum: availabilityReasons })
  reason!: (typeof availabilityReasons)[number];
}

@ApiTags('queues')
@Controller('v1')
export class QueuesController {
  constructor(
    private readonly queues: QueuesService,
    private readonly availabilities: AvailabilityService,
  ) {}

  /**
   * Queues around the caller's library, to monitor (R10) or to run, with what waits and who is there (R22); or those of a
   * group and its libraries, which its administrators write chat forms for (R121).
   */
  @Get('queues')
  @Staff('chat.monitor', 'institution.manage', 'group.manage')
  @ApiPage(QueueDto)
  @ApiProblems(404)
  async list(@Query() { groupId }: QueuesQuery, @Caller() caller: StaffIdentity): Promise<Page<QueueDto>> {
    const queues = groupId
      ? await this.queues.ofGroup(groupId, caller)
      : await this.queues.withCounts(caller);
    const items = queues.map(({ id, name, kind, waiting, monitoring }) => ({
      id,
      name,
      kind,
      waiting,
      monitoring,
    }));
    return { items, nextCursor: null };
  }

  /** Whether chat is open for a library's patrons, over the whole fallback chain. */
  @Get('availability')
  @Public()
  @ApiOkResponse({ type: AvailabilityDto })
  @ApiProblems(404)
  async availability(@Query() { institutionId }: AvailabilityQuery): Promise<AvailabilityDto> {
    return this.availabilities.of(institutionId);
  }
}
