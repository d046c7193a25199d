import { ApiProperty } from '@nestjs/swagger';
import { AvailabilityDto } from '../../availability/http/queues.controller.js';
import { ChatFormDto } from '../../form/http/forms.controller.js';
import type { PatronPage } from '../patron-pages.service.js';

const kinds = ['line', 'text', 'choice', 'checkbox'] as const;

class AskedFieldOfPageDto {
  @ApiProperty({ description: 'the key in `fields`' })
  name!: string;
  @ApiProperty()
  label!: string;
  @ApiProperty({ enum: kinds })
  kind!: (typeof kinds)[number];
  @ApiProperty()
  required!: boolean;
  @ApiProperty({ type: [String] })
  options!: string[];
}
class AskFormOfPageDto {
  @ApiProperty()
  title!: string;
  @ApiProperty()
  introduction!: string;
  @ApiProperty({ enum: ['hidden', 'optional', 'required'] })
  subject!: 'hidden' | 'optional' | 'required';
  @ApiProperty({ enum: ['optional', 'required'] })
  email!: 'optional' | 'required';
  @ApiProperty({ type: [AskedFieldOfPageDto] })
  fields!: AskedFieldOfPageDto[];
}
class PrivacyOfPageDto {
  @ApiProperty({ type: String, nullable: true, description: "the library's own words" })
  notice!: string | null;
  @ApiProperty({ type: String, nullable: true })
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
    nullable: true,
    example: '#1f5fa8',
    description: 'not corrected for contrast',
  })
  accent!: string | null;

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
      fields: fields.map(({ name, label, required, options }) => ({ name, label, required, options })),
      askForm: { title, introduction, subject, email, fields: asked },
    };
  }
}
