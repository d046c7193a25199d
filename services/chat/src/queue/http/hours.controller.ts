import { Body, Controller, Delete, Get, HttpCode, Put } from '@nestjs/common';
import { ApiNoContentResponse, ApiOkResponse, ApiProperty, ApiTags } from '@nestjs/swagger';
import { ApiProblems, Caller, PathId, Staff, type StaffIdentity } from '@carrel/web';
import { Type } from 'class-transformer';
import {
  ArrayMaxSize,
  IsArray,
  IsInt,
  IsString,
  Matches,
  Max,
  MaxLength,
  Min,
  ValidateNested,
} from 'class-validator';
import { HoursService, type Administrator } from '../hours.service.js';

class IntervalDto {
  @ApiProperty({ type: 'integer', minimum: 1, maximum: 7, description: '1 is Monday, 7 Sunday' })
  @IsInt()
  @Min(1)
  @Max(7)
  day!: number;

  @ApiProperty({ example: '09:00' })
  @Matches(/^([01]\d|2[0-3]):[0-5]\d$/)
  opens!: string;

  @ApiProperty({ example: '17:00', description: 'up to 24:00; before `opens` it is on the next day' })
  @Matches(/^(([01]\d|2[0-3]):[0-5]\d|24:00)$/)
  closes!: string;
}
class HoursDto {
  @ApiProperty({ maxLength: 64, description: 'IANA name', example: 'America/Denver' })
  @IsString()
  @MaxLength(64)
  timeZone!: string;

  @ApiProperty({ type: [IntervalDto], maxItems: 50, description: 'weekly, several a day; none: never open' })
  @IsArray()
  @ArrayMaxSize(50)
  @ValidateNested({ each: true })
  @Type(() => IntervalDto)
  intervals!: IntervalDto[];
}
class QueueHoursDto {
  @ApiProperty({ type: HoursDto, nullable: true, description: 'null: always open' })
  hours!: HoursDto | null;
}

@ApiTags('queues')
@Controller('v1/queues/:id/hours')
export class HoursController {
  constructor(private readonly hours: HoursService) {}

  @Get()
  @Staff('chat.monitor', 'institution.manage', 'group.manage')
  @ApiOkResponse({ type: QueueHoursDto })
  @ApiProblems(404)
  async read(@PathId() id: string, @Caller() caller: StaffIdentity): Promise<QueueHoursDto> {
    return { hours: await this.hours.of(id, administratorOf(caller)) };
  }

  /** Set by the admin of the library or group that owns the queue; availability follows at once (F7). */
  @Put()
  @Staff('institution.manage', 'group.manage')
  @ApiOkResponse({ type: QueueHoursDto })
  @ApiProblems(404)
  async set(
    @PathId() id: string,
    @Body() hours: HoursDto,
    @Caller() caller: StaffIdentity,
  ): Promise<QueueHoursDto> {
    return { hours: await this.hours.set(id, hours, administratorOf(caller)) };
  }

  /** Always open again. */
  @Delete()
  @Staff('institution.manage', 'group.manage')
  @HttpCode(204)
  @ApiNoContentResponse()
  @ApiProblems(404)
  async clear(@PathId() id: string, @Caller() caller: StaffIdentity): Promise<void> {
    await this.hours.clear(id, administratorOf(caller));
  }
}

function administratorOf(caller: StaffIdentity): Administrator {
  const { accountId, institutionId, subscriptionGroupId } = caller;
  const groups = caller.groupRoles.filter(({ role }) => role === 'group-admin').map(({ groupId }) => groupId);
  const own = caller.roles.includes('institution-admin') ? [institutionId] : [];
  return { accountId, institutionId, subscriptionGroupId, administers: [...own, ...groups] };
}
