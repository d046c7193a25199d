import { NameBeside } from '@carrel/directory';
import { IsWords, AtMost } from '@carrel/web';
import { ApiProperty, ApiPropertyOptional } from '@nestjs/swagger';
import { IsIn, IsOptional, IsString, IsUUID } from 'class-validator';
import {
  transferReasons,
  type Transfer,
  type TransferReason,
  type TransferStatus,
} from '../domain/transfer.js';
import type { Targets } from '../transfer-targets.service.js';

const statuses = ['offered', 'accepted', 'declined', 'cancelled', 'expired'];

export class TransferAskedDto {
  @ApiPropertyOptional({
    format: 'uuid',
    description: 'one of toLibrarianId and toQueueId',
    example: '019a0000-0000-7000-8002-000000000001',
  })
  @IsOptional()
  @IsUUID()
  toLibrarianId?: string;

  @ApiPropertyOptional({
    format: 'uuid',
    description: 'all available there are asked; the first Yes wins (A10)',
  })
  @IsOptional()
  @IsUUID()
  toQueueId?: string;

  @ApiProperty({ maxLength: 1000, description: 'shown to the librarian who is asked (R35)' })
  @IsWords(1000)
  reason!: string;

  @ApiPropertyOptional({ enum: transferReasons })
  @IsOptional()
  @IsIn(transferReasons)
  reasonCode?: TransferReason;
}

export class DeclineDto {
  @ApiPropertyOptional({ description: 'what the other librarian reads', maxLength: 1000 })
  @IsOptional()
  @IsString()
  @AtMost(1000)
  reason?: string;
}

export class TransferDto {
  @ApiProperty({ format: 'uuid' })
  id!: string;

  @ApiProperty({ format: 'uuid' })
  sessionId!: string;

  @ApiProperty({
    description: 'offered until the other side decides; expired: nobody did in time',
    enum: statuses,
  })
  status!: TransferStatus;

  @ApiProperty({ format: 'uuid' })
  fromLibrarianId!: string;

  @ApiProperty({ description: 'the librarian who hands it over' })
  fromName!: string;

  @ApiProperty({ type: String, format: 'uuid', nullable: true })
  toLibrarianId!: string | null;

  @NameBeside()
  toLibrarianName?: string | null;

  @ApiProperty({ type: String, format: 'uuid', nullable: true })
  toQueueId!: string | null;

  @ApiProperty({ description: 'what the librarian says about it to the next one' })
  reason!: string;

  @ApiProperty({ type: String, enum: transferReasons, nullable: true })
  reasonCode!: TransferReason | null;

  @ApiProperty({ description: 'when it was handed over', format: 'date-time' })
  offeredAt!: string;

  @ApiProperty({ format: 'date-time', description: 'after this the session stays with the sender (A11)' })
  expiresAt!: string;

  @ApiProperty({
    description: 'when it was decided on; null: not yet',
    type: String,
    format: 'date-time',
    nullable: true,
  })
  decidedAt!: string | null;

  @ApiProperty({
    description: 'the account that decided; null: nobody yet',
    type: String,
    format: 'uuid',
    nullable: true,
  })
  decidedBy!: string | null;

  @ApiProperty({ type: String, nullable: true })
  declineReason!: string | null;

  static of({ declinedBy: _, offeredAt, expiresAt, decidedAt, ...rest }: Transfer): TransferDto {
    return {
      ...rest,
      offeredAt: offeredAt.toISOString(),
      expiresAt: expiresAt.toISOString(),
      decidedAt: decidedAt?.toISOString() ?? null,
    };
  }
}

class TargetDto {
  @ApiProperty({ format: 'uuid' })
  id!: string;

  @ApiProperty()
  name!: string;

  @ApiProperty({ format: 'uuid' })
  institutionId!: string;

  @NameBeside()
  institutionName?: string | null;

  @ApiProperty({ type: [String], description: 'in which he or she answers; BCP 47' })
  languages!: string[];
}
class TargetQueueDto {
  @ApiProperty({ format: 'uuid' })
  id!: string;

  @ApiProperty()
  name!: string;

  @ApiProperty({
    description: 'a library’s own, a group’s, a cooperative’s, or one for practice',
    enum: ['library', 'group', 'cooperative', 'practice'],
  })
  kind!: string;

  @ApiProperty({ type: 'integer', description: 'librarians available there with room for one more' })
  ready!: number;
}
export class TargetsDto {
  @ApiProperty({ type: [TargetQueueDto], description: 'the Department tab' })
  queues!: TargetQueueDto[];

  @ApiProperty({ type: [TargetDto], description: "the Agent tab: who speaks the patron's language first" })
  librarians!: TargetDto[];

  static of({ librarians, queues }: Targets): TargetsDto {
    return {
      queues,
      librarians: librarians.map(({ accountId, name, institutionId, languages }) => ({
        id: accountId,
        name,
        institutionId,
        languages,
      })),
    };
  }
}
