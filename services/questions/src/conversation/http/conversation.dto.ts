import { ApiProperty } from '@nestjs/swagger';
import { FileIds } from '../../followup/http/commands.dto.js';
import { PersonDto, personDto, type NameOf } from '../../question/http/question-row.dto.js';
import type { Draft } from '../conversation.service.js';
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
  @ApiProperty({ type: PersonDto, description: 'who changed it last' })
  author!: PersonDto;
  @ApiProperty({ format: 'date-time' })
  updatedAt!: Date;
  @ApiProperty({ type: 'integer', description: 'another with every change; the ETag' })
  version!: number;
}

export const draftDto = (draft: Draft, names: NameOf): DraftDto => ({
  ...draft,
  author: personDto(draft.authorId, names)!,
});

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
  @ApiProperty({
    description: 'how the question stands for the patron',
    enum: ['open', 'answered', 'closed'],
  })
  status!: string;
}
