import { ApiProperty } from '@nestjs/swagger';

/** An instant message, or a word in a queue's room. */
export class TalkDto {
  @ApiProperty({ format: 'uuid' })
  id!: string;

  @ApiProperty({ enum: ['instant-message', 'room', 'outside-agency'] })
  kind!: 'instant-message' | 'room' | 'outside-agency';

  @ApiProperty({ type: String, format: 'uuid', nullable: true })
  sessionId!: string | null;

  @ApiProperty({ format: 'uuid' })
  authorId!: string;

  @ApiProperty()
  authorName!: string;

  @ApiProperty({ type: String, format: 'uuid', nullable: true })
  toId!: string | null;

  @ApiProperty({ type: String, format: 'uuid', nullable: true })
  queueId!: string | null;

  @ApiProperty()
  text!: string;

  @ApiProperty({ type: String, format: 'date-time' })
  at!: Date;
}
