import { applyDecorators } from '@nestjs/common';
import { ApiProperty, ApiPropertyOptional } from '@nestjs/swagger';
import {
  ArrayMaxSize,
  ArrayUnique,
  IsBoolean,
  IsIn,
  IsOptional,
  IsUUID,
  Matches,
  ValidateIf,
} from 'class-validator';
import { filesOfAnswer } from '../../files/domain/file.js';
import { QuestionRowDto } from '../../question/http/question-row.dto.js';
import { IsWords } from '../../question/http/words.js';

export const deliveries = ['mail', 'telephone', 'desk', 'none'] as const;

/** Files that the library uploaded to the question, to go out with what is written. */
export const FileIds = (): PropertyDecorator =>
  applyDecorators(
    ApiPropertyOptional({ type: [String], format: 'uuid', maxItems: filesOfAnswer }) as PropertyDecorator,
    IsOptional(),
    ArrayMaxSize(filesOfAnswer),
    ArrayUnique(),
    IsUUID(undefined, { each: true }),
  ) as PropertyDecorator;

export class AssignDto {
  @ApiProperty({ format: 'uuid', description: 'an active account of your library' })
  @IsUUID()
  assigneeId!: string;
}

export class NoteDto {
  @ApiProperty({ maxLength: 20_000, description: 'for staff; the patron never reads it' })
  @IsWords(20_000)
  text!: string;
}

export class AnswerDto {
  @ApiProperty({ maxLength: 50_000 })
  @IsWords(50_000)
  text!: string;

  @ApiPropertyOptional({
    enum: deliveries,
    default: 'mail',
    description: 'mail needs an address (422 no-address); none: nothing more to say, kept as a note',
  })
  @IsOptional()
  @IsIn(deliveries)
  deliveredBy: (typeof deliveries)[number] = 'mail';

  @FileIds()
  fileIds?: string[];
}

export class CloseDto {
  @ApiPropertyOptional({ enum: ['spam', 'duplicate'], description: 'counts apart' })
  @IsOptional()
  @IsIn(['spam', 'duplicate'])
  mark?: 'spam' | 'duplicate';

  @ApiPropertyOptional({ maxLength: 15, description: 'the number of the question that this one repeats' })
  @ValidateIf((body: CloseDto) => body.mark === 'duplicate')
  @Matches(/^[0-9]{1,15}$/)
  duplicateOf?: string;
}

export class ReopenDto {
  @ApiProperty({ description: 'why, for the history of the question', maxLength: 4000 })
  @IsWords(4000)
  reason!: string;

  @ApiPropertyOptional({ format: 'uuid', description: "an active account of the patron's library" })
  @IsOptional()
  @IsUUID()
  assigneeId?: string;

  @ApiPropertyOptional({ default: false, description: 'into Shared Followup' })
  @IsOptional()
  @IsBoolean()
  pool?: boolean;
}

/** The result of writing an answer or a note. */
export class WrittenDto {
  @ApiProperty({ format: 'uuid', description: 'of the message' })
  id!: string;

  @ApiProperty({ type: QuestionRowDto })
  question!: QuestionRowDto;
}
