import { resolutionCodes, type ResolutionCode } from '@carrel/contracts';
import { AtMost, IsInstant, MailAddress } from '@carrel/web';
import { Type } from 'class-transformer';
import {
  ArrayMaxSize,
  IsArray,
  IsIn,
  IsInt,
  IsObject,
  IsOptional,
  IsString,
  IsUUID,
  Max,
  Min,
  ValidateNested,
} from 'class-validator';
import { IsAnswers, IsLine, IsWords } from '../../question/http/words.js';
import { oldMessageKinds, type OldMessageKind } from '../domain/old-question.js';

const sources = ['chat', 'web-form', 'mail', 'desk', 'phone', 'fax', 'sms'] as const;
const speakers = ['patron', 'librarian', 'system'] as const;

class OldPatronDto {
  @IsOptional()
  @IsLine(200)
  name?: string;

  @IsOptional()
  @MailAddress()
  email?: string;
}

class OldMessageDto {
  @IsIn(oldMessageKinds)
  kind!: OldMessageKind;

  @IsInstant()
  at!: string;

  @IsOptional()
  @IsUUID()
  authorId?: string;

  @IsWords(100_000)
  text!: string;
}

class OldLineDto {
  @IsIn(speakers)
  from!: (typeof speakers)[number];

  @IsInstant()
  at!: string;

  @IsOptional()
  @IsLine(200)
  name?: string;

  @IsWords(20_000)
  text!: string;
}

/** A row of `carrel import questions`, once it is mapped (docs/operators/moving-in.md). */
export class OldQuestionDto {
  @IsUUID()
  institutionId!: string;

  @IsIn(sources)
  source!: (typeof sources)[number];

  @IsInstant()
  askedAt!: string;

  @IsOptional()
  @IsInstant()
  closedAt?: string;

  @IsIn(['answered', 'closed'])
  status!: 'answered' | 'closed';

  @IsOptional()
  @IsLine(200)
  subject?: string;

  @IsWords(100_000)
  text!: string;

  @IsOptional()
  @IsObject()
  @ValidateNested()
  @Type(() => OldPatronDto)
  patron?: OldPatronDto;

  @IsOptional()
  @IsUUID()
  librarianId?: string;

  @IsOptional()
  @IsIn(resolutionCodes)
  resolution?: ResolutionCode;

  @IsOptional()
  @IsLine(100)
  topic?: string;

  @IsOptional()
  @IsArray()
  @ArrayMaxSize(4)
  @IsString({ each: true })
  @AtMost(100, { each: true })
  codes?: string[];

  @IsOptional()
  @IsInt()
  @Min(1)
  @Max(6)
  readScale?: number;

  @IsOptional()
  @IsAnswers(20, 5000)
  fields?: Record<string, string>;

  @IsOptional()
  @IsArray()
  @ArrayMaxSize(1000)
  @ValidateNested({ each: true })
  @Type(() => OldMessageDto)
  messages?: OldMessageDto[];

  @IsOptional()
  @IsArray()
  @ArrayMaxSize(5000)
  @ValidateNested({ each: true })
  @Type(() => OldLineDto)
  transcript?: OldLineDto[];
}
