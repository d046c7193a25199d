import { optionLabelsOf } from '@carrel/contracts';
import { Controller, Get, Headers, Query } from '@nestjs/common';
import { ApiOkResponse, ApiProperty, ApiPropertyOptional, ApiTags } from '@nestjs/swagger';
import { ApiProblems, IsLanguageTag, Public, wantedIn } from '@carrel/web';
import { IsOptional, IsUUID } from 'class-validator';
import { ChatForms } from '../chat-forms.service.js';

/** The language a patron reads a library's words in. */
export class ReaderQuery {
  @ApiPropertyOptional({
    maxLength: 35,
    description: 'BCP 47 tag, as the patron chose it; default: Accept-Language',
  })
  @IsOptional()
  @IsLanguageTag()
  language?: string;
}
class FormQuery extends ReaderQuery {
  @ApiProperty({ format: 'uuid' })
  @IsUUID()
  institutionId!: string;
}
class FormFieldDto {
  @ApiProperty({ description: 'the key in `fields`' })
  name!: string;

  @ApiProperty({ description: 'what is asked, in the patron’s language' })
  label!: string;

  @ApiProperty({ description: 'whether it must be answered' })
  required!: boolean;

  @ApiProperty({ type: [String], description: 'to choose from, as it is sent; none: any text' })
  options!: string[];

  @ApiProperty({ type: [String], description: 'what the patron reads for each option, in the same order' })
  optionLabels!: string[];
}
class BannerDto {
  @ApiProperty({ description: 'above the text; null: none', type: String, nullable: true })
  title!: string | null;
  @ApiProperty({ description: 'plain text; null: none', type: String, nullable: true })
  text!: string | null;
  @ApiProperty({ description: 'a picture beside it; null: none', type: String, nullable: true })
  imageUrl!: string | null;
  @ApiProperty({ type: String, nullable: true, description: 'read out instead of the picture' })
  imageAlt!: string | null;
  @ApiProperty({ description: 'where it leads; null: nowhere', type: String, nullable: true })
  linkUrl!: string | null;
}
class ClosedPageDto {
  @ApiProperty()
  title!: string;
  @ApiProperty()
  text!: string;
}
export class ChatFormDto {
  @ApiProperty({ type: [FormFieldDto], description: 'none: whatever is sent in `fields` is taken' })
  fields!: FormFieldDto[];

  @ApiProperty({ type: BannerDto, nullable: true, description: 'what stands above the form' })
  banner!: BannerDto | null;

  @ApiProperty({ type: ClosedPageDto, description: 'what patrons see while chat is closed' })
  closedPage!: ClosedPageDto;

  @ApiProperty({
    type: [String],
    description: 'BCP 47 tags offered to patrons; the first is the one to fall back to',
  })
  languages!: readonly string[];
}

@ApiTags('sessions')
@Controller('v1/chat-form')
export class FormsController {
  constructor(private readonly forms: ChatForms) {}

  /** What a library's patrons are asked when they open a chat, and what stands around the form (R121, R125, B24). */
  @Get()
  @Public()
  @ApiOkResponse({ type: ChatFormDto })
  @ApiProblems(404)
  async form(
    @Query() { institutionId, language }: FormQuery,
    @Headers('accept-language') accepted: string | undefined,
  ): Promise<ChatFormDto> {
    const { fields, ...around } = await this.forms.ofLibrary(institutionId, wantedIn(language, accepted));
    return {
      ...around,
      fields: fields.map(({ queueIds: _, ...field }) => ({ ...field, optionLabels: optionLabelsOf(field) })),
    };
  }
}
