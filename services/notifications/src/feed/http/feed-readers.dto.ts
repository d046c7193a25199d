import { ApiProperty } from '@nestjs/swagger';
import type { ReaderStanding, TakenEvent } from '../feed.service.js';

export class TakenEventDto implements TakenEvent {
  @ApiProperty({ format: 'uuid', description: "the event's id, the same in a webhook" })
  id!: string;
  @ApiProperty({ description: 'what happened', example: 'question.answered.v1' })
  type!: string;
  @ApiProperty({ format: 'date-time', description: 'when it happened' })
  time!: string;
}

export class FeedReaderDto implements ReaderStanding {
  @ApiProperty({ format: 'uuid', description: 'the service account that reads' })
  serviceAccountId!: string;
  @ApiProperty({
    format: 'date-time',
    description:
      'when it last connected or asked for its place: one that reads does so every five minutes, with a new token',
  })
  calledAt!: Date;
  @ApiProperty({ type: 'integer', description: 'events not yet handed out' })
  pending!: number;
  @ApiProperty({ type: 'integer', description: 'events handed out and not acknowledged' })
  unacknowledged!: number;
  @ApiProperty({
    type: TakenEventDto,
    nullable: true,
    description:
      'the event up to which it has acknowledged everything; null: none since its place was made, or none that is kept',
  })
  lastEvent!: TakenEventDto | null;
}
