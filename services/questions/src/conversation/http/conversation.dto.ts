import { ApiProperty } from '@nestjs/swagger';
import { FileIds } from '../../followup/http/commands.dto.js';
import { IsWords } from '../../question/http/words.js';

export class LetterDto {
  @ApiProperty({ maxLength: 50_000, description: 'for the patron, by e-mail' })
  @IsWords(50_000)
  text!: string;
}

export class DraftInputDto extends LetterDto {
  @FileIds()
  fileIds?: string[];
}

export class DraftDto {
  @ApiProperty()
  text!: string;
  @ApiProperty({ type: [String], format: 'uuid', description: 'files that go out with it' })
  fileIds!: readonly string[];
  @ApiProperty({ format: 'uuid' })
  authorId!: string;
  @ApiProperty({ format: 'date-time' })
  updatedAt!: Date;
}

export class ReplyDto {
  @ApiProperty({ maxLength: 20_000 })
  @IsWords(20_000)
  text!: string;

  @FileIds()
  fileIds?: string[];
}

export class RepliedDto {
  @ApiProperty({ format: 'uuid' })
  id!: string;
  @ApiProperty({ enum: ['open', 'answered', 'closed'] })
  status!: string;
}
