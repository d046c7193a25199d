import { AtMost } from '@carrel/web';
import { ApiProperty, ApiPropertyOptional } from '@nestjs/swagger';
import { IsOptional, IsString } from 'class-validator';
import { LastLineDto } from '../../reading/http/session.dto.js';
import { ShownLineDto } from '../../transcript/http/messages.dto.js';

export class StaffStreamQuery {
  @ApiPropertyOptional({
    maxLength: 1300,
    description: 'the id of the last event that was seen, if the header Last-Event-ID cannot say it',
  })
  @IsOptional()
  @IsString()
  @AtMost(1300)
  after?: string;

  @ApiPropertyOptional({
    maxLength: 100,
    description: 'from POST /stream-tickets without a session, where no Authorization header can be sent',
  })
  @IsOptional()
  @IsString()
  @AtMost(100)
  ticket?: string;
}

/** A line of a chat that the caller is in; its number has no gap in the session, and each comes once. */
export class ChatLineDto extends ShownLineDto {
  @ApiProperty({ format: 'uuid' })
  sessionId!: string;
}

/** How far the caller is with a chat, whenever that changes. */
export class ChatUnreadDto {
  @ApiProperty({ format: 'uuid' })
  sessionId!: string;

  @ApiProperty({ type: 'integer', minimum: 0, description: 'lines and files of others after `readSeq`' })
  unread!: number;

  @ApiProperty({ type: 'integer', minimum: 0, description: 'the last line the caller has read' })
  readSeq!: number;

  @ApiProperty({
    description: 'the last line that was written; null: none yet',
    type: LastLineDto,
    nullable: true,
  })
  lastLine!: LastLineDto | null;
}

class ChatSignalDto {
  @ApiProperty({ format: 'uuid' })
  sessionId!: string;

  @ApiProperty({ enum: ['patron', 'librarian'], description: 'whose sign it is' })
  from!: 'patron' | 'librarian';

  @ApiProperty({
    type: String,
    format: 'uuid',
    nullable: true,
    description: 'the librarian; null for the patron',
  })
  id!: string | null;

  @ApiProperty()
  name!: string;

  @ApiProperty({ format: 'date-time' })
  at!: string;
}
/** Somebody writes at this moment; it holds for six seconds. */
export class ChatTypingDto extends ChatSignalDto {
  @ApiProperty({ type: 'integer', nullable: true, enum: [null] })
  seq!: null;
}
/** Somebody has read up to a line. */
export class ChatReadDto extends ChatSignalDto {
  @ApiProperty({ type: 'integer', description: 'the last line read' })
  seq!: number;
}
