import { optionLabelsOf } from '@carrel/contracts';
import { IsWebAddress } from '@carrel/web';
import { ApiProperty, ApiPropertyOptional } from '@nestjs/swagger';
import { IsOptional, IsString, MaxLength } from 'class-validator';
import { AvailabilityDto } from '../../availability/http/queues.controller.js';
import { ChatFormDto, ReaderQuery } from '../../form/http/forms.controller.js';
import { findings, type Finding } from '../domain/site-check.js';
import type { PatronPage } from '../patron-pages.service.js';

const kinds = ['line', 'text', 'choice', 'checkbox'] as const;

class AskedFieldOfPageDto {
  @ApiProperty({ description: 'the key in `fields`' })
  name!: string;
  @ApiProperty({ description: 'what is asked, in the patron’s language' })
  label!: string;
  @ApiProperty({ description: 'one line, a text, a choice among options, or a box to tick', enum: kinds })
  kind!: (typeof kinds)[number];
  @ApiProperty({ description: 'whether it must be answered' })
  required!: boolean;
  @ApiProperty({ description: 'of a choice, what may be chosen and is sent; of others none', type: [String] })
  options!: string[];
  @ApiProperty({ type: [String], description: 'what the patron reads for each option, in the same order' })
  optionLabels!: string[];
}
class AskFormOfPageDto {
  @ApiProperty()
  title!: string;
  @ApiProperty({ description: 'above the form; empty: nothing' })
  introduction!: string;
  @ApiProperty({
    description: 'whether the form asks for a subject',
    enum: ['hidden', 'optional', 'required'],
  })
  subject!: 'hidden' | 'optional' | 'required';
  @ApiProperty({ description: 'whether it must be left', enum: ['optional', 'required'] })
  email!: 'optional' | 'required';
  @ApiProperty({ type: [AskedFieldOfPageDto] })
  fields!: AskedFieldOfPageDto[];
}
class OwnWordDto {
  @ApiProperty({ description: 'BCP 47', example: 'es' })
  language!: string;
  @ApiProperty({ description: 'which words of the page', example: 'open.lead' })
  key!: string;
  @ApiProperty({ description: 'in place of them; {name} and {library} stand for what they say' })
  text!: string;
}
class PrivacyOfPageDto {
  @ApiProperty({ type: String, nullable: true, description: "the library's own words" })
  notice!: string | null;
  @ApiProperty({ description: 'where the library says more; null: nowhere', type: String, nullable: true })
  url!: string | null;
  @ApiProperty({ type: 'integer', description: 'days from the last activity until the name and address go' })
  identityDays!: number;
  @ApiProperty({ type: 'integer', description: 'days until what was written goes' })
  textDays!: number;
}

class GroupOfPageDto {
  @ApiProperty()
  name!: string;
  @ApiProperty({ type: String, nullable: true, description: 'setting `branding` (R120)' })
  shortName!: string | null;
}

export class ListedPageDto {
  @ApiProperty({ format: 'uuid', description: 'of the library' })
  id!: string;
  @ApiProperty()
  name!: string;
  @ApiProperty({ description: 'the page is at /ask/ and this' })
  slug!: string;
}

export class PreviewQuery extends ReaderQuery {
  @ApiPropertyOptional({ maxLength: 100, description: 'the key of a preview: the page as it would be' })
  @IsOptional()
  @IsString()
  @MaxLength(100)
  preview?: string;
}

export class SiteDto {
  @ApiProperty({
    format: 'uri',
    maxLength: 2000,
    description: 'of the public internet',
    example: 'https://www.cedar.example/',
  })
  @IsWebAddress(2000)
  url!: string;
}

class FindingDto implements Finding {
  @ApiProperty({ description: 'what was found on the page, stable, for programs', enum: findings })
  code!: Finding['code'];
  @ApiProperty({ type: String, nullable: true, description: 'the origin, directive or value that is meant' })
  what!: string | null;
}
export class SiteCheckDto {
  @ApiProperty({
    type: [FindingDto],
    description: 'what keeps the chat from working there; none: nothing does',
  })
  findings!: readonly Finding[];
}

/** A field with what is read for each of its options. */
const shown = <F extends { name: string; label: string; options: string[] }>(field: F) => ({
  ...field,
  optionLabels: optionLabelsOf(field),
});

export class PatronPageDto extends ChatFormDto {
  @ApiProperty({ format: 'uuid' })
  institutionId!: string;

  @ApiProperty({
    type: String,
    nullable: true,
    description: 'where the page is now, whichever address was asked for; null: at the id',
  })
  slug!: string | null;

  @ApiProperty()
  name!: string;

  @ApiProperty({ description: 'IANA name' })
  timeZone!: string;

  @ApiProperty({ type: GroupOfPageDto, nullable: true, description: 'the subscription group of the library' })
  group!: GroupOfPageDto | null;

  @ApiProperty({
    type: String,
    format: 'uuid',
    nullable: true,
    description:
      'of a portal whose group has its libraries listed: the group, whose libraries GET /v1/groups/{id}/libraries finds; else null',
  })
  pickFromGroupId!: string | null;

  @ApiProperty({
    type: String,
    nullable: true,
    example: '#1f5fa8',
    description: 'not corrected for contrast',
  })
  accent!: string | null;

  @ApiProperty({ type: String, nullable: true, description: 'of the logo, from the root of the site' })
  logoPath!: string | null;

  @ApiProperty({
    type: String,
    nullable: true,
    description: 'what the library shows in place of the text of `closedPage`, without anything that runs',
  })
  closedHtml!: string | null;

  @ApiProperty({ type: [OwnWordDto], description: 'what the library says in its own way' })
  words!: OwnWordDto[];

  @ApiProperty({ description: 'a preview: nothing of it is in force' })
  preview!: boolean;

  @ApiProperty({ type: PrivacyOfPageDto })
  privacy!: PrivacyOfPageDto;

  @ApiProperty({ type: AvailabilityDto })
  availability!: AvailabilityDto;

  @ApiProperty({ type: AskFormOfPageDto, description: 'what is asked where chat is closed' })
  askForm!: AskFormOfPageDto;

  static of({ fields, askForm, ...page }: PatronPage): PatronPageDto {
    const { title, introduction, subject, email, fields: asked } = askForm;
    return {
      ...page,
      fields: fields.map(({ queueIds: _, ...field }) => shown(field)),
      askForm: { title, introduction, subject, email, fields: asked.map(shown) },
    };
  }
}
