import { HasFields, IsInstant, PageQuery } from '@carrel/web';
import { ApiProperty, ApiPropertyOptional } from '@nestjs/swagger';
import { Transform } from 'class-transformer';
import { IsBoolean, IsOptional, Matches, registerDecorator } from 'class-validator';
import { PersonDto, personDto, type NameOf } from '../../question/http/question-row.dto.js';
import { IsWords } from '../../question/http/words.js';
import { verdicts, type Review, type Verdict } from '../domain/review.js';
import type { ToReview, TranscriptRead } from '../review.service.js';

export class QueueQuery extends PageQuery {
  @ApiProperty({ format: 'date', description: 'Monday of the week, by the days of the library' })
  @Matches(/^\d{4}-\d\d-\d\d$/)
  @IsInstant()
  week!: string;
  @ApiPropertyOptional({ type: 'boolean', default: false })
  @IsOptional()
  @Transform(({ value }: { value: unknown }) => ({ true: true, false: false })[String(value)] ?? value)
  @IsBoolean()
  reviewed: boolean = false;
}

/** Each behaviour with a verdict. */
const IsMarks = (): PropertyDecorator => (target, key) =>
  registerDecorator({
    name: 'isMarks',
    target: target.constructor,
    propertyName: String(key),
    options: { message: `$property must give each behaviour one of: ${verdicts.join(', ')}` },
    validator: {
      validate: (value: unknown) => {
        const marks = Object.values((value ?? {}) as object);
        return marks.every((mark) => verdicts.includes(mark as Verdict));
      },
    },
  });

export class ReviewDto {
  @ApiProperty({
    description: 'by the key of the checklist: whether it was done; null: does not apply',
    type: 'object',
    maxProperties: 30,
    additionalProperties: { type: 'string', enum: [...verdicts] },
    propertyNames: { maxLength: 64 },
  } as never)
  @HasFields(30, 64)
  @IsMarks()
  marks!: Record<string, Verdict>;
  @ApiPropertyOptional({
    description: 'for the librarian; null: none',
    type: String,
    maxLength: 10_000,
    nullable: true,
  })
  @IsOptional()
  @IsWords(10_000)
  comment: string | null = null;
  @ApiPropertyOptional({
    default: false,
    description: 'show it to the librarian who chatted, of any library',
  })
  @IsOptional()
  @IsBoolean()
  feedback: boolean = false;
}

export class ReviewShownDto {
  @ApiProperty({ format: 'uuid' })
  questionId!: string;
  @ApiProperty({ format: 'uuid', description: "the reviewer's library" })
  institutionId!: string;
  @ApiProperty({ description: 'who reviewed it', type: PersonDto, nullable: true })
  reviewer!: PersonDto | null;
  @ApiProperty({ format: 'date-time' })
  at!: Date;
  @ApiProperty({
    description: 'by the key of the checklist: whether it was done; null: does not apply',
    type: 'object',
    additionalProperties: { type: 'string', enum: [...verdicts] },
  })
  marks!: Readonly<Record<string, Verdict>>;
  @ApiProperty({ description: 'for the librarian; null: none', type: String, nullable: true })
  comment!: string | null;
  @ApiProperty({ type: PersonDto, nullable: true, description: 'the librarian who is to read it' })
  feedbackTo!: PersonDto | null;
}

export function reviewDto(review: Review, names: NameOf): ReviewShownDto {
  const { questionId, institutionId, reviewerId, at, marks, comment, feedbackToId } = review;
  const reviewer = personDto(reviewerId, names);
  return {
    questionId,
    institutionId,
    reviewer,
    at,
    marks,
    comment,
    feedbackTo: personDto(feedbackToId, names),
  };
}

export class ToReviewDto {
  @ApiProperty({ format: 'uuid' })
  questionId!: string;
  @ApiProperty()
  number!: string;
  @ApiProperty({ format: 'date-time' })
  at!: Date;
  @ApiProperty({ format: 'uuid' })
  patronInstitutionId!: string;
  @ApiProperty({ type: String, nullable: true })
  resolution!: string | null;
  @ApiProperty({
    description: 'who answered or chatted; null: nobody of an account',
    type: PersonDto,
    nullable: true,
  })
  librarian!: PersonDto | null;
  @ApiProperty({
    description: 'that librarian’s library; null: none',
    type: String,
    format: 'uuid',
    nullable: true,
  })
  librarianInstitutionId!: string | null;
  @ApiProperty({
    description: 'when it was reviewed; null: not yet',
    type: String,
    format: 'date-time',
    nullable: true,
  })
  reviewedAt!: Date | null;
}

export function toReviewDto({ librarianId, ...row }: ToReview, names: NameOf): ToReviewDto {
  return { ...row, librarian: personDto(librarianId, names) };
}

export class TranscriptReadDto {
  @ApiProperty()
  id!: string;
  @ApiProperty({ format: 'date-time' })
  at!: Date;
  @ApiProperty({ format: 'uuid' })
  questionId!: string;
  @ApiProperty({ format: 'uuid', description: "the reader's library" })
  institutionId!: string;
  @ApiProperty({ description: 'who read it', type: PersonDto, nullable: true })
  by!: PersonDto | null;
}

export function transcriptReadDto({ accountId, ...read }: TranscriptRead, names: NameOf): TranscriptReadDto {
  return { ...read, by: personDto(accountId, names) };
}
