import { noticeKinds, type NoticeKind } from '@carrel/contracts';
import { ApiProperty, ApiPropertyOptional } from '@nestjs/swagger';
import { NamedDto, PageQuery } from '@carrel/web';
import { Transform } from 'class-transformer';
import { IsBoolean, IsInt, IsOptional, Max, Min } from 'class-validator';
import type { ShownNotice } from '../notices.service.js';

/** Something that happened to a question of the caller's library; the words are the page's. */
export class NoticeDto {
  @ApiProperty({ type: 'integer', minimum: 1, description: 'grows; the place of the notice, and its id' })
  seq!: number;

  @ApiProperty({ description: 'what happened', enum: noticeKinds })
  kind!: NoticeKind;

  @ApiProperty({ format: 'date-time', description: 'when it happened' })
  at!: string;

  @ApiProperty({ type: String, format: 'uuid', nullable: true, description: 'null for a duty' })
  questionId!: string | null;

  @ApiProperty({
    type: String,
    nullable: true,
    description: 'the number people say; null where only the id is known',
  })
  number!: string | null;

  @ApiProperty({ type: String, format: 'uuid', nullable: true })
  referralId!: string | null;

  @ApiProperty({ type: String, format: 'uuid', nullable: true })
  dutyId!: string | null;

  @ApiProperty({
    type: String,
    format: 'uuid',
    nullable: true,
    description: 'the group of a duty or a return',
  })
  groupId!: string | null;

  @ApiProperty({
    type: NamedDto,
    nullable: true,
    description: "the library that did it, or to which it went; of a new question the patron's library",
  })
  library!: NamedDto | null;

  @ApiProperty({ type: NamedDto, nullable: true, description: 'who has it now' })
  assignee!: NamedDto | null;

  @ApiProperty({ type: NamedDto, nullable: true, description: 'who did it; null for patrons and the system' })
  by!: NamedDto | null;

  @ApiProperty({
    type: String,
    format: 'date-time',
    nullable: true,
    description: 'of the question, or the end of the duty',
  })
  dueAt!: string | null;

  static of({ at, ...rest }: ShownNotice): NoticeDto {
    return { ...rest, at: at.toISOString() };
  }
}
export class ListedNoticeDto extends NoticeDto {
  @ApiProperty({ description: 'whether the caller has marked it as read' })
  read!: boolean;
}
export class NoticesQuery extends PageQuery {
  @ApiPropertyOptional({ type: 'boolean', default: false, description: '`true` leaves out what is read' })
  @IsOptional()
  @Transform(
    ({ obj }: { obj: { unread: unknown } }) =>
      ({ true: true, false: false })[String(obj.unread)] ?? obj.unread,
  )
  @IsBoolean()
  unread: boolean = false;
}
export class NoticesReadDto {
  @ApiProperty({ type: 'integer', minimum: 1, description: 'this one and all before it are read' })
  @IsInt()
  @Min(1)
  @Max(2_147_483_647)
  upTo!: number;
}
export class UnreadNoticesDto {
  @ApiProperty({ type: 'integer', minimum: 0, description: 'how many notices the caller has not read' })
  unread!: number;
}
