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
  @ApiProperty()
  label!: string;
  @ApiProperty({ enum: ['line', 'text', 'choice', 'checkbox'] })
  kind!: 'line' | 'text' | 'choice' | 'checkbox';
  @ApiProperty()
  required!: boolean;
  @ApiProperty({ type: [String] })
  options!: string[];
}

export class AskFormDto {
  @ApiProperty({ format: 'uuid' })
  institutionId!: string;
  @ApiProperty()
  title!: string;
  @ApiProperty()
  introduction!: string;
  @ApiProperty({ enum: ['hidden', 'optional', 'required'] })
  subject!: 'hidden' | 'optional' | 'required';
  @ApiProperty({ enum: ['optional', 'required'] })
  email!: 'optional' | 'required';
  @ApiProperty({ type: [AskFormFieldDto] })
  fields!: AskFormFieldDto[];
}
