import {
  ValidateBy,
  ArrayMaxSize,
  ArrayUnique,
  IsArray,
  IsBoolean,
  IsIn,
  IsObject,
  IsOptional,
  IsUUID,
  Matches,
  ValidateNested,
} from 'class-validator';
import { resolutionCodes, type ResolutionCode } from '@carrel/contracts';
import { IsLanguageTag, MailAddress, PageQuery, IsLine, IsWords } from '@carrel/web';
import { ApiProperty, ApiPropertyOptional } from '@nestjs/swagger';
import { Transform, Type } from 'class-transformer';
import { dismissReasons, type DismissReason, DESCRIPTIVE_AT_MOST } from '../../session/domain/resolution.js';
import { pageAskedFrom } from '../../session/domain/asked-from.js';
import type { SessionStatus } from '../../session/domain/moves.js';

const NAMES = 20;
const NAME = /^[A-Za-z0-9][\w-]{0,63}$/;
const TEXT = 1000;

/** Answers to a form: at most 20 names, each with a text of at most 1000 characters. */
const AreFields = () =>
  ValidateBy({
    name: 'areFields',
    constraints: [NAMES, TEXT],
    validator: {
      validate: (value: unknown) =>
        typeof value === 'object' &&
        value !== null &&
        !Array.isArray(value) &&
        Object.keys(value).length <= NAMES &&
        Object.entries(value).every(
          ([name, text]) => NAME.test(name) && typeof text === 'string' && text.length <= TEXT,
        ),
      defaultMessage: () => `fields holds at most ${NAMES} names with texts of at most ${TEXT} characters`,
    },
  });

const IsPage = () =>
  ValidateBy({
    name: 'isPage',
    validator: {
      validate: (value: unknown) => typeof value === 'string' && pageAskedFrom(value) !== null,
      defaultMessage: () => '$property must be the address of a page on the web of at most 2000 characters',
    },
  });

const listed = ['waiting', 'active', 'abandoned'] as const;

export class PatronAskedDto {
  @ApiProperty({ maxLength: 100 })
  @IsLine(100)
  name!: string;

  @ApiPropertyOptional({
    description: 'where an answer goes; without it the answer can be read on the page only',
    format: 'email',
    maxLength: 254,
  })
  @IsOptional()
  @MailAddress()
  email?: string;
}

export class ChatAskedDto {
  @ApiProperty({ format: 'uuid' })
  @IsUUID()
  institutionId!: string;

  @ApiProperty({ type: PatronAskedDto })
  @IsObject()
  @ValidateNested()
  @Type(() => PatronAskedDto)
  patron!: PatronAskedDto;

  @ApiProperty({ description: 'what the patron wants to know', maxLength: 5000 })
  @IsWords(5000)
  question!: string;

  @ApiPropertyOptional({
    type: 'object',
    maxProperties: 20,
    additionalProperties: { type: 'string', maxLength: 1000 },
    propertyNames: { maxLength: 64 },
    description: 'answers to the chat form',
  } as never)
  @IsOptional()
  @AreFields()
  fields?: Record<string, string>;

  @ApiPropertyOptional({
    maxLength: 35,
    description: "the patron's language, as asked; without it the first of Accept-Language. BCP 47",
    example: 'es-MX',
  })
  @IsOptional()
  @IsLanguageTag()
  language?: string;

  @ApiPropertyOptional({
    maxLength: 2000,
    description: 'the page the patron asks from, shown to staff; without it the Referer',
    example: 'https://catalogue.library.example/record?id=7',
  })
  @IsOptional()
  @IsPage()
  page?: string;

  @ApiPropertyOptional({
    maxLength: 4000,
    description: 'of the task in 403 `challenge`: base64 of the JSON {challenge, solution}',
  })
  @IsOptional()
  @IsLine(4000)
  solution?: string;

  @ApiPropertyOptional({ default: false, description: 'to practise on: not in statistics (A15)' })
  @IsOptional()
  @IsBoolean()
  practice?: boolean;
}

export class WaitingDto {
  @ApiProperty({ format: 'uuid' })
  id!: string;

  @ApiProperty({ description: 'always waiting: a librarian has to accept it', enum: ['waiting'] })
  status!: SessionStatus;

  @ApiProperty({ type: 'integer', minimum: 1 })
  position!: number;

  @ApiProperty({ description: "good for this session only: the patron's bearer token" })
  token!: string;
}

export class SessionsQuery extends PageQuery {
  @ApiProperty({
    enum: listed,
    description: "offered to the caller, attended by the caller, or given up lately in the caller's group",
  })
  @IsIn(listed)
  status!: (typeof listed)[number];

  @ApiPropertyOptional({ description: 'active sessions are always those the caller is in' })
  @IsOptional()
  @Transform(({ value }) => value === 'true' || value === true)
  @IsBoolean()
  mine?: boolean;
}

export class EndDto {
  @ApiProperty({ enum: resolutionCodes })
  @IsIn(resolutionCodes)
  resolution!: ResolutionCode;

  @ApiPropertyOptional({
    default: false,
    description: 'follow-up is meant although no e-mail address is known (A16)',
  })
  @IsOptional()
  @IsBoolean()
  noContactConfirmed?: boolean;

  @ApiPropertyOptional({
    type: 'array',
    items: { type: 'string', maxLength: 64 },
    maxItems: DESCRIPTIVE_AT_MOST,
    description: 'what it was about',
  })
  @IsOptional()
  @IsArray()
  @ArrayMaxSize(DESCRIPTIVE_AT_MOST)
  @ArrayUnique()
  @Matches(/^[a-z0-9][a-z0-9-]{0,63}$/, { each: true })
  descriptiveCodes?: string[];
}

export class DismissDto {
  @ApiProperty({ description: 'why it is taken away', enum: dismissReasons })
  @IsIn(dismissReasons)
  reason!: DismissReason;

  @ApiPropertyOptional({ maxLength: 1000, description: 'for staff; needed with the reason `other`' })
  @IsOptional()
  @IsWords(1000)
  text?: string;
}
