import { IsLine } from '@carrel/web';
import { ApiProperty } from '@nestjs/swagger';
import type { Attachment } from '../domain/attachment.js';

export class FileNameQuery {
  @ApiProperty({ maxLength: 200, description: 'as the other side will see it, on one line' })
  @IsLine(200)
  name!: string;
}

export class AttachmentDto {
  @ApiProperty({ format: 'uuid' })
  id!: string;

  @ApiProperty({ enum: ['patron', 'librarian'], description: 'who sent it' })
  from!: 'patron' | 'librarian';

  @ApiProperty()
  name!: string;

  @ApiProperty({ example: 'image/png' })
  mediaType!: string;

  @ApiProperty({ type: 'integer' })
  bytes!: number;

  @ApiProperty({ format: 'date-time' })
  at!: string;

  static of({ id, librarianId, name, mediaType, bytes, at }: Attachment): AttachmentDto {
    return {
      ...{ id, from: librarianId === null ? ('patron' as const) : ('librarian' as const) },
      ...{ name, mediaType, bytes, at: at.toISOString() },
    };
  }
}
export class AttachmentsDto {
  @ApiProperty({ type: [AttachmentDto] })
  items!: AttachmentDto[];
}
