import { Controller, Get, Query } from '@nestjs/common';
import { ApiOkResponse, ApiProperty, ApiTags } from '@nestjs/swagger';
import { ApiPage, ApiProblems, Caller, Public, Staff, type Page, type StaffIdentity } from '@carrel/web';
import { IsUUID } from 'class-validator';
import { QueuesService } from '../queues.service.js';

class QueueDto {
  @ApiProperty({ format: 'uuid' })
  id!: string;

  @ApiProperty()
  name!: string;

  @ApiProperty({ enum: ['library', 'group', 'cooperative', 'practice'] })
  kind!: 'library' | 'group' | 'cooperative' | 'practice';

  @ApiProperty({ type: 'integer', description: 'requests the caller could be offered there' })
  waiting!: number;

  @ApiProperty({ type: 'integer', description: 'librarians available there' })
  monitoring!: number;
}

class AvailabilityQuery {
  @ApiProperty({ format: 'uuid' })
  @IsUUID()
  institutionId!: string;
}

class AvailabilityDto {
  @ApiProperty({ description: 'whether a request made now is waited for' })
  open!: boolean;

  @ApiProperty({ format: 'uuid', description: 'the nearest queue that somebody monitors, else the own one' })
  queueId!: string;

  @ApiProperty({ type: String, format: 'date-time', nullable: true })
  nextOpening!: string | null;

  @ApiProperty({ enum: ['staffed', 'nobody-monitors'] })
  reason!: 'staffed' | 'nobody-monitors';
}

@ApiTags('queues')
@Controller('v1')
export class QueuesController {
  constructor(private readonly queues: QueuesService) {}

  /** Queues the caller may monitor (R10), with what waits and who is there (R22). */
  @Get('queues')
  @Staff('chat.monitor')
  @ApiPage(QueueDto)
  async list(@Caller() caller: StaffIdentity): Promise<Page<QueueDto>> {
    const queues = await this.queues.withCounts(caller);
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
    return this.queues.availability(institutionId);
  }
}
