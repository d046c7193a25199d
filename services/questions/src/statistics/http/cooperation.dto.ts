import { PeriodDto, PeriodQuery } from '@carrel/directory';
import { ApiProperty, ApiPropertyOptional } from '@nestjs/swagger';
import { IsOptional, IsUUID } from 'class-validator';
import type { Given } from '../domain/report.js';
import type { CountedTransfer } from '../statistics.service.js';

/** What one library did for the patrons of another. */
export class ExchangeBetweenDto implements Given {
  @ApiProperty({ format: 'uuid', description: 'the library that did the work' })
  giverId!: string;
  @ApiProperty({
    type: String,
    nullable: true,
    description: 'of that library; null where it is not known any more',
  })
  giverName!: string | null;
  @ApiProperty({ format: 'uuid', description: "the patrons' library" })
  receiverId!: string;
  @ApiProperty({
    type: String,
    nullable: true,
    description: "of the patrons' library; null where it is not known any more",
  })
  receiverName!: string | null;
  @ApiProperty({ type: 'integer', description: 'chats that the one accepted from patrons of the other' })
  chats!: number;
  @ApiProperty({ type: 'integer', description: 'first answers to follow-up' })
  answers!: number;
}
export class ExchangesDto {
  @ApiProperty({ type: PeriodDto })
  period!: PeriodDto;
  @ApiProperty({ type: [ExchangeBetweenDto], description: 'most first' })
  items!: ExchangeBetweenDto[];
  @ApiProperty({
    type: 'integer',
    description: 'pairs left out because there are too many; the file has them',
  })
  leftOut!: number;
}

export class TransfersQuery extends PeriodQuery {
  @ApiPropertyOptional({ format: 'uuid', description: 'who handed the chat on' })
  @IsOptional()
  @IsUUID()
  librarianId?: string;
}

/** A chat that a librarian handed on. */
export class CountedTransferDto implements CountedTransfer {
  @ApiProperty({ format: 'uuid', description: 'of the transfer; one chat may have more than one' })
  transferId!: string;
  @ApiProperty({ format: 'date-time' })
  at!: Date;
  @ApiProperty({ format: 'uuid', description: 'who handed it on' })
  librarianId!: string;
  @ApiProperty({ type: String, nullable: true, description: 'null where it is not known any more' })
  librarianName!: string | null;
  @ApiProperty({ format: 'uuid', description: "the librarian's library" })
  institutionId!: string;
  @ApiProperty({
    type: String,
    format: 'uuid',
    nullable: true,
    description: 'null where it was not noted yet',
  })
  sessionId!: string | null;
  @ApiProperty({
    type: String,
    format: 'uuid',
    nullable: true,
    description: 'the question that the chat became',
  })
  questionId!: string | null;
}
