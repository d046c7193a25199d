import { ApiProperty } from '@nestjs/swagger';
import { IsLine } from '../../http/words.js';
import type { FileEntry } from '../domain/file.js';

export class FileNameQuery {
  @ApiProperty({ maxLength: 200, description: 'as the patron will see it' })
  @IsLine(200)
  name!: string;
}

export class FileDto {
  @ApiProperty({ format: 'uuid' })
  id!: string;
  @ApiProperty({ type: String, format: 'uuid', nullable: true, description: 'null: waits to be sent' })
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

export const fileDto = ({ id, messageId, name, mediaType, bytes, at }: FileEntry): FileDto => ({
  ...{ id, messageId, name, mediaType, bytes, at },
});
