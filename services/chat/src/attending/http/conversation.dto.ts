import { MailAddress, IsLine, IsWebAddress, AtMost } from '@carrel/web';
import { ApiProperty, ApiPropertyOptional } from '@nestjs/swagger';
import { IsDateString, IsIn, IsOptional, IsString, Matches } from 'class-validator';
import { resolutionCodes, type ResolutionCode } from '@carrel/contracts';
import { scriptScopes, type ScriptScope } from '../conversation.service.js';

const oneLine = /^[^\p{Cc}]*$/u;

export class PageDto {
  @ApiProperty({ format: 'uri', maxLength: 2000, description: 'http or https' })
  @IsWebAddress(2000)
  url!: string;

  @ApiPropertyOptional({ maxLength: 200 })
  @IsOptional()
  @IsString()
  @AtMost(200)
  @Matches(oneLine)
  title?: string;
}

export class ContactDto {
  @ApiPropertyOptional({ maxLength: 100 })
  @IsOptional()
  @IsLine(100)
  name?: string;

  @ApiPropertyOptional({ description: 'where answers go; null: nowhere', format: 'email', maxLength: 254 })
  @IsOptional()
  @MailAddress()
  email?: string;

  @ApiPropertyOptional({ format: 'date-time', description: 'when the answer will be sent (R24)' })
  @IsOptional()
  @IsDateString({ strict: true })
  @AtMost(40)
  promisedAt?: string;
}

export class AgencyDto {
  @ApiProperty({ maxLength: 200 })
  @IsLine(200)
  name!: string;

  @ApiPropertyOptional({ maxLength: 1000, description: 'e-mail, postal address, telephone or web address' })
  @IsOptional()
  @IsString()
  @AtMost(1000)
  contact?: string;
}

export class ScriptDto {
  @ApiProperty({ enum: scriptScopes, description: 'whose it is: one’s own, the library’s or the group’s' })
  scope!: ScriptScope;

  @ApiProperty()
  name!: string;

  @ApiProperty({ enum: ['text', 'url'], description: 'a text to say, or a page to open beside the chat' })
  kind!: 'text' | 'url';

  @ApiProperty({ description: 'the text, or the address of the page' })
  content!: string;
}
export class ScriptsDto {
  @ApiProperty({ type: [ScriptDto] })
  items!: ScriptDto[];
}
export class ScriptUseDto {
  @ApiProperty({
    description: 'whose script it is: one’s own, the library’s or the group’s',
    enum: scriptScopes,
  })
  @IsIn(scriptScopes)
  scope!: ScriptScope;

  @ApiProperty({ maxLength: 60 })
  @IsLine(60)
  name!: string;

  @ApiProperty({ maxLength: 64, description: 'as of a message: a text is said once under it' })
  @IsString()
  @Matches(/^[\x21-\x7e]{1,64}$/)
  clientId!: string;
}

export class CodeDto {
  @ApiProperty({ description: 'names it in the command that ends a chat', enum: resolutionCodes })
  code!: ResolutionCode;

  @ApiProperty({ description: "whether this session may end with it in the patron's group" })
  allowed!: boolean;

  @ApiProperty({ type: String, nullable: true, description: "the group's guidance (R58)" })
  help!: string | null;
}
export class DescriptiveCodeDto {
  @ApiProperty({ description: 'names it in commands and statistics' })
  code!: string;
  @ApiProperty({ description: 'the same for people' })
  label!: string;
}

export class CodesDto {
  @ApiProperty({ type: [CodeDto] })
  items!: CodeDto[];
}
