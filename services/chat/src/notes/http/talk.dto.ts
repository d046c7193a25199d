import { ApiProperty } from '@nestjs/swagger';

/** An instant message, or a word in a queue's room. */
export class TalkDto {
  @ApiProperty({ format: 'uuid' })
  id!: string;

  @ApiProperty({
    description: 'to one librarian, to a queue’s room, or to an agency outside',
    enum: ['instant-message', 'room', 'outside-agency'],
  })
  kind!: 'instant-message' | 'room' | 'outside-agency';

  @ApiProperty({ type: String, format: 'uuid', nullable: true })
  sessionId!: string | null;

  @ApiProperty({ format: 'uuid' })
  authorId!: string;

  @ApiProperty()
  authorName!: string;

  @ApiProperty({
    description: 'the account or queue it goes to; null: an agency outside',
    type: String,
    format: 'uuid',
    nullable: true,
  })
  toId!: string | null;

  @ApiProperty({ type: String, format: 'uuid', nullable: true })
  queueId!: string | null;

  @ApiProperty()
  text!: string;

  @ApiProperty({ type: String, format: 'date-time' })
  at!: Date;
}
