import { IsLanguageTag, MailAddress, AtMost } from '@carrel/web';
import { ApiProperty, ApiPropertyOptional } from '@nestjs/swagger';
import { Type } from 'class-transformer';
import { IsIn, IsObject, IsOptional, IsString, IsUUID, ValidateNested } from 'class-validator';
import { IsAnswers, IsLine, IsWords } from '../../question/http/words.js';

export const deskSources = ['desk', 'phone', 'fax', 'sms'] as const;

export class AskingPatronDto {
  @ApiProperty({ maxLength: 200 })
  @IsLine(200)
  name!: string;

  @ApiPropertyOptional({
    description: 'where the answer goes; without it the answer can be read on the page only',
    format: 'email',
    maxLength: 254,
  })
  @IsOptional()
  @MailAddress()
  email?: string;
}

export class AskDto {
  @ApiProperty({ maxLength: 20_000 })
  @IsWords(20_000)
  text!: string;

  @ApiPropertyOptional({ description: 'in a few words what it is about', maxLength: 200 })
  @IsOptional()
  @IsLine(200)
  subject?: string;

  @ApiPropertyOptional({
    maxLength: 0,
    description: 'hidden on the form; programs fill it in, people do not',
  })
  @IsOptional()
  @IsString()
  @AtMost(0)
  website?: string;

  @ApiPropertyOptional({
    type: 'object',
    maxProperties: 20,
    additionalProperties: { type: 'string', maxLength: 5000 },
    propertyNames: { maxLength: 60 },
    description: "what the library's form asks besides, by the fields' names",
  } as never)
  @IsOptional()
  @IsAnswers(20, 5000)
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
    maxLength: 4000,
    description: 'of the task in 403 `challenge`: base64 of the JSON {challenge, solution}',
  })
  @IsOptional()
  @IsLine(4000)
  solution?: string;

  @ApiProperty({ type: AskingPatronDto })
  @IsObject()
  @ValidateNested()
  @Type(() => AskingPatronDto)
  patron!: AskingPatronDto;

  @ApiProperty({ format: 'uuid', description: "the patron's library" })
  @IsUUID()
  institutionId!: string;

  @ApiPropertyOptional({ enum: deskSources, description: 'only from a librarian of that library (R70)' })
  @IsOptional()
  @IsIn(deskSources)
  source?: (typeof deskSources)[number];
}

export class AskedDto {
  @ApiProperty({ format: 'uuid' })
  id!: string;

  @ApiProperty({ description: 'short, for people to say' })
  number!: string;

  @ApiPropertyOptional({ description: "the patron's key to this one question; from the web form only" })
  token?: string;

  @ApiPropertyOptional({ description: 'what the library says to whoever asked; from the web form only' })
  acknowledgement?: string;
}
