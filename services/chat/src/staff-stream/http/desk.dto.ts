import { NamedDto } from '@carrel/web';
import { ApiProperty, ApiPropertyOptional } from '@nestjs/swagger';
import { MonitorDto } from '../../desk/http/monitor.dto.js';
import { transferReasons, type TransferReason } from '../../transfer/domain/transfer.js';

export class DeskLibraryDto extends NamedDto {
  @ApiProperty({ description: 'IANA name' })
  timeZone!: string;
}

export class DeskQueueDto extends NamedDto {
  @ApiProperty({
    description: 'a library’s own, a group’s, a cooperative’s, or one for practice',
    enum: ['library', 'group', 'cooperative', 'practice'],
  })
  kind!: 'library' | 'group' | 'cooperative' | 'practice';

  @ApiProperty({ type: 'integer', description: 'requests the caller could be offered there (R22)' })
  waiting!: number;

  @ApiProperty({ type: 'integer', description: 'librarians available there' })
  monitoring!: number;
}

/** A request in the line, short enough for two hundred of them at once. */
export class WaitingRowDto {
  @ApiProperty({ format: 'uuid', description: 'of the session' })
  id!: string;

  @ApiProperty({ format: 'uuid', description: "the patron's library; its name is among `libraries`" })
  institutionId!: string;

  @ApiProperty({
    format: 'uuid',
    description: 'the nearest queue that the caller monitors; its name is among `queues`',
  })
  queueId!: string;

  @ApiProperty({ description: "the start of the patron's name" })
  patron!: string;

  @ApiProperty({ description: 'the start of the question' })
  question!: string;

  @ApiProperty({ format: 'date-time', description: 'since when the patron waits' })
  since!: string;

  @ApiPropertyOptional({
    enum: [true],
    description: 'its librarian was lost, so it stands before all others; left out for all others',
  })
  first?: true;

  @ApiPropertyOptional({
    enum: [true],
    description: 'held back for local librarians; left out once all are asked',
  })
  local?: true;

  @ApiPropertyOptional({
    description: "the patron's language where it is none of those of the own shift; BCP 47",
    example: 'es-MX',
  })
  language?: string;

  @ApiPropertyOptional({
    format: 'date-time',
    description: 'while it is held back: when all are asked at the latest; left out where more than 100 wait',
  })
  releaseAt?: string;
}

/** A colleague asks whether somebody will join a session; nothing changes before the Yes (R36). */
export class TransferOfferDto {
  @ApiProperty({ format: 'uuid', description: 'of the transfer' })
  id!: string;

  @ApiProperty({ format: 'uuid' })
  sessionId!: string;

  @ApiProperty({ description: 'made by the caller, who may cancel it; all others may accept or decline it' })
  mine!: boolean;

  @ApiProperty({ type: NamedDto })
  from!: NamedDto;

  @ApiProperty({ type: NamedDto, nullable: true, description: 'the librarian who is asked' })
  to!: NamedDto | null;

  @ApiProperty({ type: NamedDto, nullable: true, description: 'the queue whose librarians are asked' })
  queue!: NamedDto | null;

  @ApiProperty({ type: NamedDto, nullable: true, description: "the patron's library" })
  library!: NamedDto | null;

  @ApiProperty({ description: 'why it is asked (R35)' })
  reason!: string;

  @ApiProperty({ type: String, enum: transferReasons, nullable: true })
  reasonCode!: TransferReason | null;

  @ApiProperty({ description: 'when it was handed over', format: 'date-time' })
  offeredAt!: string;

  @ApiProperty({ format: 'date-time', description: 'after this the session stays with the sender (A11)' })
  expiresAt!: string;
}

/** The desk of one member of staff, whole. Without a shift of this sign-in only `monitor` and `notices` say anything. */
export class DeskSnapshotDto {
  @ApiProperty({ type: MonitorDto })
  monitor!: MonitorDto;

  @ApiProperty({ type: [DeskLibraryDto], description: 'those the rows of `waiting` name' })
  libraries!: DeskLibraryDto[];

  @ApiProperty({ type: [DeskQueueDto], description: 'those of the shift, the nearest first' })
  queues!: DeskQueueDto[];

  @ApiProperty({
    type: [WaitingRowDto],
    description: 'offered to the caller, at most 200; by `first`, then `since`, then `id`',
  })
  waiting!: WaitingRowDto[];

  @ApiProperty({ type: 'integer', description: 'how many are offered to the caller in all' })
  waitingInAll!: number;

  @ApiProperty({
    type: [String],
    format: 'uuid',
    description: 'sessions the caller is in; each comes as an event `session`',
  })
  sessions!: string[];

  @ApiProperty({ type: [TransferOfferDto], description: 'open offers, made by the caller or to be answered' })
  offers!: TransferOfferDto[];

  @ApiProperty({ type: 'integer', description: 'notices the caller has not read' })
  unreadNotices!: number;
}

const changed = 'new rows and rows that are other than before, whole';
const removed = 'ids of rows that are gone';

export class QueueChangesDto {
  @ApiProperty({ type: [DeskQueueDto], description: changed })
  changed!: DeskQueueDto[];

  @ApiProperty({ type: [String], format: 'uuid', description: removed })
  removed!: string[];
}
export class WaitingChangesDto {
  @ApiProperty({ type: [WaitingRowDto], description: changed })
  changed!: WaitingRowDto[];

  @ApiProperty({ type: [String], format: 'uuid', description: removed })
  removed!: string[];
}
export class OfferChangesDto {
  @ApiProperty({ type: [TransferOfferDto], description: changed })
  changed!: TransferOfferDto[];

  @ApiProperty({ type: [String], format: 'uuid', description: removed })
  removed!: string[];
}

export class LibraryChangesDto {
  @ApiProperty({ type: [DeskLibraryDto], description: changed })
  changed!: DeskLibraryDto[];

  @ApiProperty({ type: [String], format: 'uuid', description: removed })
  removed!: string[];
}

/** What is other than before on a desk that was sent; what is left out is as it was. */
export class DeskChangeDto {
  @ApiPropertyOptional({ type: MonitorDto })
  monitor?: MonitorDto;

  @ApiPropertyOptional({ type: LibraryChangesDto })
  libraries?: LibraryChangesDto;

  @ApiPropertyOptional({ type: QueueChangesDto })
  queues?: QueueChangesDto;

  @ApiPropertyOptional({ type: WaitingChangesDto })
  waiting?: WaitingChangesDto;

  @ApiPropertyOptional({
    description: 'how many wait on the queues of the shift, also those that are not listed',
    type: 'integer',
  })
  waitingInAll?: number;

  @ApiPropertyOptional({ type: [String], format: 'uuid', description: 'all of them' })
  sessions?: string[];

  @ApiPropertyOptional({ type: OfferChangesDto })
  offers?: OfferChangesDto;

  @ApiPropertyOptional({ description: 'how many notices are not read yet', type: 'integer' })
  unreadNotices?: number;
}
