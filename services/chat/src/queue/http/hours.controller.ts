import { Body, Controller, Delete, Get, Headers, HttpCode, Put, Res } from '@nestjs/common';
import {
  ApiHeader,
  ApiNoContentResponse,
  ApiOkResponse,
  ApiProperty,
  ApiPropertyOptional,
  ApiTags,
  OmitType,
} from '@nestjs/swagger';
import {
  ApiProblems,
  Caller,
  etagOf,
  PathId,
  Staff,
  versionIn,
  type StaffIdentity,
  AtMost,
} from '@carrel/web';
import { Type } from 'class-transformer';
import {
  ArrayMaxSize,
  IsArray,
  IsInt,
  IsOptional,
  IsString,
  Matches,
  Max,
  Min,
  ValidateNested,
} from 'class-validator';
import type { FastifyReply } from 'fastify';
import { HoursService, type Administrator, type VersionedHours } from '../hours.service.js';

class IntervalDto {
  @ApiProperty({ type: 'integer', minimum: 1, maximum: 7, description: '1 is Monday, 7 Sunday' })
  @IsInt()
  @Min(1)
  @Max(7)
  day!: number;

  @ApiProperty({ maxLength: 5, example: '09:00' })
  @Matches(/^([01]\d|2[0-3]):[0-5]\d$/)
  opens!: string;

  @ApiProperty({
    maxLength: 5,
    example: '17:00',
    description: 'up to 24:00; before `opens` it is on the next day',
  })
  @Matches(/^(([01]\d|2[0-3]):[0-5]\d|24:00)$/)
  closes!: string;
}
class ExceptionHoursDto extends OmitType(IntervalDto, ['day']) {}
class ExceptionDto {
  @ApiProperty({ description: 'the day, by the library’s clock', format: 'date', example: '2026-12-25' })
  @Matches(/^\d{4}-\d{2}-\d{2}$/)
  date!: string;

  @ApiProperty({
    type: [ExceptionHoursDto],
    maxItems: 10,
    description: 'instead of the week’s; none: closed',
  })
  @IsArray()
  @ArrayMaxSize(10)
  @ValidateNested({ each: true })
  @Type(() => ExceptionHoursDto)
  hours!: readonly ExceptionHoursDto[];
}
class HoursDto {
  @ApiProperty({ maxLength: 64, description: 'IANA name', example: 'America/Denver' })
  @IsString()
  @AtMost(64)
  timeZone!: string;

  @ApiProperty({
    type: [IntervalDto],
    maxItems: 50,
    description: 'weekly, more than one a day possible; none: never open',
  })
  @IsArray()
  @ArrayMaxSize(50)
  @ValidateNested({ each: true })
  @Type(() => IntervalDto)
  intervals!: IntervalDto[];

  @ApiPropertyOptional({
    type: [ExceptionDto],
    maxItems: 200,
    description: 'holidays and other hours, by date',
  })
  @IsOptional()
  @IsArray()
  @ArrayMaxSize(200)
  @ValidateNested({ each: true })
  @Type(() => ExceptionDto)
  exceptions?: ExceptionDto[];
}
class QueueHoursDto {
  @ApiProperty({ type: HoursDto, nullable: true, description: 'null: always open' })
  hours!: HoursDto | null;
}

const ifMatch = {
  name: 'If-Match',
  required: false,
  description: 'the ETag last read; 412 when it is stale',
};
const headers = { ETag: { description: 'the version', schema: { type: 'string' as const } } };

@ApiTags('queues')
@Controller('v1/queues/:id/hours')
export class HoursController {
  constructor(private readonly hours: HoursService) {}

  /** Reads when a queue is open; without hours it always is. */
  @Get()
  @Staff('chat.monitor', 'institution.manage', 'group.manage')
  @ApiOkResponse({ type: QueueHoursDto, headers })
  @ApiProblems(404)
  async read(
    @PathId() id: string,
    @Caller() caller: StaffIdentity,
    @Res({ passthrough: true }) reply: FastifyReply,
  ): Promise<QueueHoursDto> {
    return tagged(await this.hours.of(id, administratorOf(caller)), reply);
  }

  /**
   * Sets when a queue is open. Set by the admin of the library or group that owns the queue; availability follows at
   * once (F7).
   */
  @Put()
  @Staff('institution.manage', 'group.manage')
  @ApiOkResponse({ type: QueueHoursDto, headers })
  @ApiHeader(ifMatch)
  @ApiProblems(404, 412)
  async set(
    @PathId() id: string,
    @Body() hours: HoursDto,
    @Headers('if-match') seen: string | undefined,
    @Caller() caller: StaffIdentity,
    @Res({ passthrough: true }) reply: FastifyReply,
  ): Promise<QueueHoursDto> {
    return tagged(await this.hours.set(id, hours, versionIn(seen), administratorOf(caller)), reply);
  }

  /** Removes the hours: the queue is always open. */
  @Delete()
  @Staff('institution.manage', 'group.manage')
  @HttpCode(204)
  @ApiNoContentResponse()
  @ApiHeader(ifMatch)
  @ApiProblems(404, 412)
  async clear(
    @PathId() id: string,
    @Headers('if-match') seen: string | undefined,
    @Caller() caller: StaffIdentity,
  ): Promise<void> {
    await this.hours.clear(id, versionIn(seen), administratorOf(caller));
  }
}

function tagged({ version, hours }: VersionedHours, reply: FastifyReply): QueueHoursDto {
  void reply.header('etag', etagOf(version));
  return { hours };
}

function administratorOf(caller: StaffIdentity): Administrator {
  const { accountId, institutionId, subscriptionGroupId } = caller;
  const groups = caller.groupRoles.filter(({ role }) => role === 'group-admin').map(({ groupId }) => groupId);
  const own = caller.roles.includes('institution-admin') ? [institutionId] : [];
  return { accountId, institutionId, subscriptionGroupId, administers: [...own, ...groups] };
}
