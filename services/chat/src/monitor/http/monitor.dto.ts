import { ApiProperty, ApiPropertyOptional } from '@nestjs/swagger';
import {
  ArrayMaxSize,
  ArrayMinSize,
  ArrayUnique,
  IsArray,
  IsBoolean,
  IsIn,
  IsOptional,
  IsUUID,
} from 'class-validator';
import { SessionDto } from '../../session/http/session.dto.js';
import { TransferDto } from '../../transfer/http/transfer.dto.js';
import type { Availability, Monitor } from '../domain/monitor.js';

export class ShiftDto {
  @ApiProperty({ enum: ['available', 'away'] })
  @IsIn(['available', 'away'])
  availability!: 'available' | 'away';

  @ApiProperty({
    type: [String],
    format: 'uuid',
    minItems: 1,
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
}

export class MonitorDto {
  @ApiProperty({ enum: ['available', 'away', 'offline'], description: 'as chosen' })
  availability!: Availability;

  @ApiProperty({
    enum: ['available', 'away', 'offline'],
    description: 'as others see it: away also when not heard of',
  })
  standing!: Availability;

  @ApiProperty({ type: [String], format: 'uuid' })
  queueIds!: string[];

  @ApiProperty({ description: 'whether the shift belongs to the sign-in that asks' })
  here!: boolean;

  @ApiProperty({ type: String, format: 'date-time', nullable: true })
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
        startedAt: null,
        lastSeenAt: null,
      };
    }
    return {
      availability: monitor.availability,
      standing: monitor.standing,
      queueIds: monitor.queueIds,
      here: monitor.signIn === signIn,
      startedAt: monitor.startedAt?.toISOString() ?? null,
      lastSeenAt: monitor.lastSeenAt.toISOString(),
    };
  }
}

/** Everything a librarian on shift must see, whole each time: a lost or repeated event does no harm. */
export class DeskDto {
  @ApiProperty({ type: MonitorDto })
  monitor!: MonitorDto;

  @ApiProperty({ type: [SessionDto], description: 'offered to the librarian, the oldest first' })
  waiting!: SessionDto[];

  @ApiProperty({ type: [SessionDto], description: 'the librarian is in' })
  sessions!: SessionDto[];

  @ApiProperty({ type: [TransferDto], description: 'open offers, made by the librarian or to be answered' })
  transfers!: TransferDto[];
}
