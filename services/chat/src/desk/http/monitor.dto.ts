import { languagePattern } from '@carrel/contracts';
import { IsLine } from '@carrel/web';
import { ApiProperty, ApiPropertyOptional } from '@nestjs/swagger';
import {
  ArrayMaxSize,
  ArrayMinSize,
  ArrayUnique,
  IsArray,
  IsBoolean,
  IsIn,
  IsInt,
  IsOptional,
  IsUUID,
  Matches,
  Max,
  MaxLength,
  Min,
} from 'class-validator';
import { SessionDto } from '../../reading/http/session.dto.js';
import { TransferDto } from '../../transfer/http/transfer.dto.js';
import type { Availability, Monitor } from '../../monitor/domain/monitor.js';

export class ShiftDto {
  @ApiProperty({ description: 'away: no request is offered to this librarian', enum: ['available', 'away'] })
  @IsIn(['available', 'away'])
  availability!: 'available' | 'away';

  @ApiProperty({
    type: [String],
    format: 'uuid',
    minItems: 1,
    maxItems: 100,
    description: 'chosen anew for each shift (R10)',
  })
  @IsArray()
  @ArrayMinSize(1)
  @ArrayMaxSize(100)
  @ArrayUnique()
  @IsUUID('all', { each: true })
  queueIds!: string[];

  @ApiPropertyOptional({ default: false, description: 'moves the shift here from another sign-in (B13)' })
  @IsOptional()
  @IsBoolean()
  takeOver?: boolean;

  @ApiPropertyOptional({
    type: 'integer',
    minimum: 1,
    maximum: 20,
    description: "patrons at once, if fewer than the group's limit (R14)",
  })
  @IsOptional()
  @IsInt()
  @Min(1)
  @Max(20)
  personalLimit?: number;

  @ApiPropertyOptional({
    maxLength: 60,
    description: 'what patrons see instead of the own name: an alias, perhaps with a place',
  })
  @IsOptional()
  @IsLine(60)
  screenName?: string;

  @ApiPropertyOptional({
    type: 'array',
    maxItems: 20,
    items: { type: 'string', maxLength: 35 },
    description: 'in which the librarian answers on this shift; default: setting `spoken-languages`. BCP 47',
    example: ['en', 'es'],
  })
  @IsOptional()
  @IsArray()
  @ArrayMaxSize(20)
  @ArrayUnique()
  @MaxLength(35, { each: true })
  @Matches(languagePattern, { each: true })
  languages?: string[];
}

export class MonitorDto {
  @ApiProperty({ enum: ['available', 'away', 'offline'], description: 'as chosen' })
  availability!: Availability;

  @ApiProperty({
    enum: ['available', 'away', 'offline'],
    description: 'as others see it: away also without a heartbeat',
  })
  standing!: Availability;

  @ApiProperty({ description: 'the queues of this shift', type: [String], format: 'uuid' })
  queueIds!: string[];

  @ApiProperty({ description: 'whether the shift belongs to the sign-in that asks' })
  here!: boolean;

  @ApiProperty({ type: 'integer', nullable: true, description: "below the group's limit (R14)" })
  personalLimit!: number | null;

  @ApiProperty({ type: String, nullable: true, description: 'what patrons see instead of the name' })
  screenName!: string | null;

  @ApiProperty({ type: [String], description: 'in which the librarian answers; BCP 47' })
  languages!: string[];

  @ApiProperty({
    description: 'when the shift began; null: there is none',
    type: String,
    format: 'date-time',
    nullable: true,
  })
  startedAt!: string | null;

  @ApiProperty({ type: String, format: 'date-time', nullable: true })
  lastSeenAt!: string | null;

  static of(monitor: Monitor | null, signIn: string): MonitorDto {
    if (!monitor) {
      const standing = 'offline' as const;
      return {
        availability: standing,
        standing,
        queueIds: [],
        here: false,
        personalLimit: null,
        screenName: null,
        languages: [],
        startedAt: null,
        lastSeenAt: null,
      };
    }
    return {
      availability: monitor.availability,
      standing: monitor.standing,
      queueIds: monitor.queueIds,
      here: monitor.signIn === signIn,
      personalLimit: monitor.personalLimit,
      screenName: monitor.screenName,
      languages: monitor.languages,
      startedAt: monitor.startedAt?.toISOString() ?? null,
      lastSeenAt: monitor.lastSeenAt.toISOString(),
    };
  }
}

export class QueueCountsDto {
  @ApiProperty({ format: 'uuid' })
  id!: string;

  @ApiProperty({ type: 'integer', description: 'requests the caller could be offered there (R22)' })
  waiting!: number;

  @ApiProperty({ type: 'integer', description: 'librarians available there' })
  monitoring!: number;
}

/** Everything a librarian on shift must see, whole each time: a lost or repeated event does no harm. */
export class DeskDto {
  @ApiProperty({ type: MonitorDto })
  monitor!: MonitorDto;

  @ApiProperty({ type: [QueueCountsDto], description: 'those the librarian monitors' })
  queues!: QueueCountsDto[];

  @ApiProperty({ type: [SessionDto], description: 'offered to the librarian, the oldest first' })
  waiting!: SessionDto[];

  @ApiProperty({ type: [SessionDto], description: 'the librarian is in' })
  sessions!: SessionDto[];

  @ApiProperty({ type: [TransferDto], description: 'open offers, made by the librarian or to be answered' })
  transfers!: TransferDto[];
}

/** Who is on shift beside the caller. */
export class ColleagueDto {
  @ApiProperty({ format: 'uuid' })
  id!: string;

  @ApiProperty()
  name!: string;

  @ApiProperty({ format: 'uuid' })
  institutionId!: string;

  @ApiProperty({ type: String, nullable: true, description: 'the name of the library' })
  library!: string | null;

  @ApiProperty({
    description: 'whether a request would be offered to this librarian',
    enum: ['available', 'away'],
  })
  standing!: 'available' | 'away';

  @ApiProperty({ type: [String], format: 'uuid', description: 'monitored, of those the caller may monitor' })
  queueIds!: string[];

  @ApiProperty({ type: String, format: 'uuid', nullable: true, description: "the library's own queue" })
  primaryQueueId!: string | null;

  @ApiProperty({ type: 'integer', description: 'sessions the librarian is in' })
  activeSessions!: number;

  @ApiProperty({ type: [String], description: 'in which he or she answers; BCP 47' })
  languages!: string[];
}
