import { languagePattern as tag } from '@carrel/contracts';
import { PageQuery, AtMost } from '@carrel/web';
import { ApiProperty, ApiPropertyOptional } from '@nestjs/swagger';
import { IsIn, IsOptional, IsString, Length, Matches } from 'class-validator';
import type { PolicyStatus } from '../domain/policy-page.js';
import type { ShownPage } from '../policy-pages.service.js';

const statuses = ['hidden', 'viewable'] as const;

export class PolicyLanguageQuery {
  @ApiPropertyOptional({
    maxLength: 12,
    description: "BCP 47 tag; default: the library's first language for staff",
  })
  @IsOptional()
  @AtMost(12)
  @Matches(tag)
  language?: string;
}
export class PolicyPagesQuery extends PageQuery {
  @ApiPropertyOptional({
    minLength: 1,
    maxLength: 200,
    description: 'words of the pages, as in a web search',
  })
  @IsOptional()
  @IsString()
  @Length(1, 200)
  search?: string;
}
export class PolicyHistoryQuery extends PageQuery {}

export class PolicyStatusDto {
  @ApiProperty({
    description: 'hidden: only its own people read it; viewable: librarians of its groups do',
    enum: statuses,
  })
  @IsIn(statuses)
  status!: PolicyStatus;
}
export class PolicyTextDto {
  @ApiProperty({ maxLength: 10_000, description: 'empty: the field is taken away' })
  @IsString()
  @AtMost(10_000)
  text!: string;

  @ApiPropertyOptional({
    maxLength: 12,
    description: "BCP 47 tag; default: the library's first language for staff",
  })
  @IsOptional()
  @AtMost(12)
  @Matches(tag)
  language?: string;
}

class PolicyFieldDto {
  @ApiProperty({ description: 'names it in paths' })
  key!: string;
  @ApiProperty({ description: 'what is asked, for people' })
  label!: string;
  @ApiProperty({ description: 'must be filled in before the page is submitted' })
  required!: boolean;
  @ApiProperty({ description: 'kept encrypted; asked for by itself' })
  secret!: boolean;
  @ApiProperty({
    type: String,
    nullable: true,
    description: 'null where nothing is written, and for secrets',
  })
  text!: string | null;
  @ApiProperty({ type: [String], description: 'in which something is written' })
  languages!: readonly string[];
}
class PolicySectionDto {
  @ApiProperty({ description: 'also the anchor in the page' })
  key!: string;
  @ApiProperty()
  title!: string;
  @ApiProperty({ description: 'what the section asks, in order', type: [PolicyFieldDto] })
  fields!: readonly PolicyFieldDto[];
}
class PolicyGroupDto {
  @ApiProperty({ format: 'uuid' })
  id!: string;
  @ApiProperty()
  name!: string;
  @ApiProperty({ description: "where the other members' pages are listed" })
  policyPagesUrl!: string;
}
export class PolicyPageDto {
  @ApiProperty({ format: 'uuid' })
  institutionId!: string;
  @ApiProperty({ description: 'the library’s name' })
  library!: string;
  @ApiProperty({
    description: 'hidden: only its own people read it; viewable: librarians of its groups do',
    enum: statuses,
  })
  status!: PolicyStatus;
  @ApiProperty({ description: 'BCP 47 tag' })
  language!: string;
  @ApiProperty({ type: 'integer', description: '0 until something is written; the ETag' })
  version!: number;
  @ApiProperty({ type: String, format: 'date-time', nullable: true })
  changedAt!: Date | null;
  @ApiProperty({
    description: 'when it was submitted to the groups; null: never',
    type: String,
    format: 'date-time',
    nullable: true,
  })
  submittedAt!: Date | null;
  @ApiProperty({
    type: String,
    format: 'date-time',
    nullable: true,
    description: 'the primary queue is set up',
  })
  acceptedAt!: Date | null;
  @ApiProperty({ type: String, nullable: true, description: 'contact for corrections' })
  corrections!: string | null;
  @ApiProperty({ type: [PolicySectionDto] })
  sections!: readonly PolicySectionDto[];
  @ApiProperty({ description: 'groups whose librarians may read it', type: [PolicyGroupDto] })
  groups!: readonly PolicyGroupDto[];
}
export class PolicyPageRowDto {
  @ApiProperty({ format: 'uuid' })
  institutionId!: string;
  @ApiProperty()
  name!: string;
  @ApiProperty()
  url!: string;
}
export class PolicySecretDto {
  @ApiProperty({ type: 'object', additionalProperties: { type: 'string' }, description: 'by language' })
  texts!: Record<string, string>;
}
export class PolicyChangeDto {
  @ApiProperty({ type: 'integer' })
  version!: number;
  @ApiProperty({ description: 'a field, or what became of the page' })
  what!: string;
  @ApiProperty({
    description: 'of the text, as a BCP 47 tag; null: it has none',
    type: String,
    nullable: true,
  })
  language!: string | null;
  @ApiProperty({ type: String, nullable: true, description: 'null for secrets' })
  value!: string | null;
  @ApiProperty({ format: 'uuid' })
  changedBy!: string;
  @ApiProperty({ format: 'date-time' })
  changedAt!: Date;
}
export class SecretReadDto {
  @ApiProperty()
  id!: string;
  @ApiProperty({ description: 'which secret was read' })
  field!: string;
  @ApiProperty({ format: 'uuid' })
  accountId!: string;
  @ApiProperty({ format: 'uuid', description: "the reader's library" })
  institutionId!: string;
  @ApiProperty({ format: 'date-time' })
  at!: Date;
}
class FormLinkDto {
  @ApiProperty({ description: 'which of the library’s forms', enum: ['chat', 'ask'] })
  form!: 'chat' | 'ask';
  @ApiProperty({
    type: String,
    nullable: true,
    description: 'the public description of the form; null before going live',
  })
  url!: string | null;
  @ApiProperty({
    type: String,
    nullable: true,
    description: 'the page of the front end, where the operator has one',
  })
  pageUrl!: string | null;
}
export class FormLinksDto {
  @ApiProperty({
    description: 'whether links may be placed: members of a cooperative submit their policy page first',
  })
  live!: boolean;
  @ApiProperty({ type: [FormLinkDto] })
  items!: FormLinkDto[];
}

export const pathOfPage = (institutionId: string) =>
  `/api/admin/v1/institutions/${institutionId}/policy-page`;

export function policyPageDto({ page, library, language, sections, groups }: ShownPage): PolicyPageDto {
  const { institutionId, status, version, changedAt, submittedAt, acceptedAt } = page;
  const fields = sections.flatMap((section) => section.fields);
  return {
    ...{ institutionId, library, status, language, version, changedAt, submittedAt, acceptedAt, sections },
    corrections: fields.find(({ key }) => key === 'corrections')?.text ?? null,
    groups: groups.map(({ id, name }) => ({
      id,
      name,
      policyPagesUrl: `/api/admin/v1/groups/${id}/policy-pages`,
    })),
  };
}
