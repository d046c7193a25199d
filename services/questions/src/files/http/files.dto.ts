import { ApiProperty } from '@nestjs/swagger';
import { IsLine } from '../../question/http/words.js';
import { pathOf, type FileEntry, type MailFile } from '../domain/file.js';

export class FileNameQuery {
  @ApiProperty({ maxLength: 200, description: 'as whoever gets it will see it' })
  @IsLine(200)
  name!: string;
}

export class FileDto {
  @ApiProperty({ format: 'uuid' })
  id!: string;
  @ApiProperty({
    type: String,
    format: 'uuid',
    nullable: true,
    description: 'null: waits to be sent; the question itself: came with the mail that it was made from',
  })
  messageId!: string | null;
  @ApiProperty()
  name!: string;
  @ApiProperty({ example: 'application/pdf' })
  mediaType!: string;
  @ApiProperty({ type: 'integer' })
  bytes!: number;
  @ApiProperty({ format: 'date-time' })
  at!: Date;
}

/** A file as staff see it. */
export class StaffFileDto extends FileDto {
  @ApiProperty({ description: 'where it is fetched, from the root of the site' })
  path!: string;
}

export const fileDto = ({ id, messageId, name, mediaType, bytes, at }: FileEntry): FileDto => ({
  ...{ id, messageId, name, mediaType, bytes, at },
});

export const staffFileDto = (file: FileEntry | MailFile): StaffFileDto => ({
  ...{ id: file.id, messageId: file.messageId, name: file.name, mediaType: file.mediaType },
  ...{ bytes: file.bytes, at: file.at, path: pathOf(file) },
});
