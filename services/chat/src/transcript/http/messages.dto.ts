import { ApiProperty, ApiPropertyOptional } from '@nestjs/swagger';
import { Type } from 'class-transformer';
import { IsInt, IsOptional, IsString, Matches, Max, Min } from 'class-validator';
import { IsPlainText, IsWords, AtMost } from '@carrel/web';
import { LeftDto, leftMeans } from '../../reading/http/session.dto.js';
import { lineKinds, type LineKind } from '../../lines/domain/line.js';

export class MessageDto {
  @ApiProperty({ maxLength: 4000 })
  @IsWords(4000)
  @IsPlainText()
  text!: string;

  @ApiProperty({
    maxLength: 64,
    description: "the client's own name for this message: sent again, it is written once",
  })
  @IsString()
  @Matches(/^[\x21-\x7e]{1,64}$/)
  clientId!: string;
}

class LineDto {
  @ApiProperty({ type: 'integer', minimum: 1, description: 'gap-free in the session' })
  seq!: number;

  @ApiProperty({ enum: ['patron', 'librarian', 'system'], description: 'who wrote it' })
  from!: 'patron' | 'librarian' | 'system';

  @ApiProperty({
    enum: lineKinds,
    description: 'the kind of a system line; the last word of a `page` is the address to open (R12)',
  })
  kind!: LineKind;

  @ApiProperty({ type: String, format: 'uuid', nullable: true, description: 'the librarian concerned' })
  authorId!: string | null;

  @ApiProperty()
  text!: string;

  @ApiProperty({ format: 'date-time' })
  sentAt!: string;
}
export class WrittenLineDto extends LineDto {
  @ApiProperty({ type: LeftDto, nullable: true, description: leftMeans })
  left!: LeftDto | null;
}
export class ShownLineDto extends LineDto {
  @ApiProperty({ type: String, nullable: true, description: 'of who wrote it; null for the system' })
  name!: string | null;
}

export class LinesQuery {
  @ApiPropertyOptional({
    maxLength: 100,
    description: 'a line number or the id of a stream event; lines after it are answered',
  })
  @IsOptional()
  @IsString()
  @AtMost(100)
  after?: string;

  @ApiPropertyOptional({ type: 'integer', minimum: 1, maximum: 200, default: 200 })
  @Type(() => Number)
  @IsInt()
  @Min(1)
  @Max(200)
  limit: number = 200;
}

export class LinesDto {
  @ApiProperty({ type: [ShownLineDto] })
  items!: ShownLineDto[];

  @ApiProperty({ type: String, nullable: true, description: '`after` for the next page' })
  nextCursor!: string | null;

  @ApiProperty({ type: 'integer', description: 'of the whole session' })
  lastSeq!: number;

  @ApiProperty({
    enum: ['waiting', 'active', 'ended', 'abandoned', 'dismissed'],
    description: 'of the session',
  })
  status!: string;
}

export class StreamQuery {
  @ApiPropertyOptional({
    maxLength: 100,
    description: 'where to resume, if the header Last-Event-ID cannot say it',
  })
  @IsOptional()
  @IsString()
  @AtMost(100)
  after?: string;

  @ApiPropertyOptional({
    maxLength: 100,
    description: 'from POST /stream-tickets, where no Authorization header can be sent',
  })
  @IsOptional()
  @IsString()
  @AtMost(100)
  ticket?: string;
}
