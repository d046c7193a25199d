import { IsInstant, AtMost } from '@carrel/web';
import { eventNames, type EventName } from '@carrel/contracts';
import { ApiProperty, ApiPropertyOptional } from '@nestjs/swagger';
import { ArrayMaxSize, ArrayUnique, IsArray, IsIn, IsOptional } from 'class-validator';

export class OpenFeedDto {
  @ApiPropertyOptional({
    format: 'date-time',
    maxLength: 40,
    description:
      'read again from then, at most 90 days back; default: go on where the last reading ended, or from now',
  })
  @IsOptional()
  @IsInstant()
  @AtMost(40)
  from?: string;

  @ApiPropertyOptional({
    enum: eventNames,
    isArray: true,
    maxItems: eventNames.length,
    description: 'only these; default: all',
  })
  @IsOptional()
  @IsArray()
  @ArrayMaxSize(eventNames.length)
  @ArrayUnique()
  @IsIn(eventNames, { each: true })
  events?: EventName[];
}

export class FeedDto {
  @ApiProperty({
    description: 'where NATS is reached; the access token is the password',
    example: 'nats://localhost:8088',
  })
  servers!: string;

  @ApiProperty({ description: 'the JetStream stream to read', example: 'FEED' })
  stream!: string;

  @ApiProperty({ description: 'the durable consumer to take from: the client id' })
  consumer!: string;

  @ApiProperty({
    description: 'subjects of the stream that may be read',
    type: [String],
    example: ['feed.<groupId>.>'],
  })
  subjects!: string[];

  @ApiProperty({
    description: "the prefix of JetStream's requests, an option of every client",
    example: 'FEED.API',
  })
  apiPrefix!: string;

  @ApiProperty({
    description: 'the prefix of inboxes, an option of every client; keep it as secret as the token',
  })
  inboxPrefix!: string;

  @ApiProperty({ type: 'integer', description: 'events not yet handed out' })
  pending!: number;

  @ApiProperty({ type: 'integer', description: 'events handed out and not acknowledged' })
  unacknowledged!: number;

  @ApiProperty({
    description: 'the oldest event that is kept; null: none yet',
    type: String,
    format: 'date-time',
    nullable: true,
  })
  from!: Date | null;
}
