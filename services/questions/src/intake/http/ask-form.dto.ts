import { IsLanguageTag } from '@carrel/web';
import { ApiProperty, ApiPropertyOptional } from '@nestjs/swagger';
import { IsOptional } from 'class-validator';

export class AskFormQuery {
  @ApiPropertyOptional({
    maxLength: 35,
    description: 'BCP 47 tag, as the patron chose it; default: Accept-Language',
  })
  @IsOptional()
  @IsLanguageTag()
  language?: string;
}

export class AskFormFieldDto {
  @ApiProperty()
  name!: string;
  @ApiProperty({ description: 'what is asked, in the patron’s language' })
  label!: string;
  @ApiProperty({
    description: 'one line, a text, a choice among options, or a box to tick',
    enum: ['line', 'text', 'choice', 'checkbox'],
  })
  kind!: 'line' | 'text' | 'choice' | 'checkbox';
  @ApiProperty({ description: 'whether it must be answered' })
  required!: boolean;
  @ApiProperty({ description: 'of a choice, what may be chosen and is sent; of others none', type: [String] })
  options!: string[];
  @ApiProperty({ type: [String], description: 'what the patron reads for each option, in the same order' })
  optionLabels!: string[];
}

export class AskFormDto {
  @ApiProperty({ format: 'uuid' })
  institutionId!: string;
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
  @ApiProperty({ type: [AskFormFieldDto] })
  fields!: AskFormFieldDto[];
}
