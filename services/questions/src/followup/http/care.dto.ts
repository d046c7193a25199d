import { MailAddress, IsWebAddress } from '@carrel/web';
import { resolutionCodes, type ResolutionCode } from '@carrel/contracts';
import { ApiProperty, ApiPropertyOptional } from '@nestjs/swagger';
import { ArrayMaxSize, ArrayUnique, IsIn, IsInt, IsOptional, Matches, Max, Min } from 'class-validator';
import { topics, type Coding } from '../../question/domain/describing.js';
import { IsLine, IsWords } from '../../question/http/words.js';

export class ReasonDto {
  @ApiProperty({ description: 'why, for the history of the question', maxLength: 4000 })
  @IsWords(4000)
  reason!: string;
}

export class RecodeDto extends ReasonDto {
  @ApiProperty({ enum: resolutionCodes })
  @IsIn(resolutionCodes)
  resolution!: ResolutionCode;
}

export class ForwardDto {
  @ApiProperty({ description: 'to whom it goes besides', enum: ['coordinator', 'quality-control'] })
  @IsIn(['coordinator', 'quality-control'])
  to!: 'coordinator' | 'quality-control';

  @ApiProperty({ description: 'what they should know', maxLength: 20_000 })
  @IsWords(20_000)
  comment!: string;
}

/** Whom the patron was sent to, and how to reach them (R111). */
export class AgencyDto {
  @ApiProperty({ maxLength: 200 })
  @IsLine(200)
  name!: string;

  @ApiPropertyOptional({ format: 'email', maxLength: 254 })
  @IsOptional()
  @MailAddress()
  email?: string;

  @ApiPropertyOptional({ description: 'postal address, in lines', maxLength: 1000 })
  @IsOptional()
  @IsWords(1000)
  postal?: string;

  @ApiPropertyOptional({ maxLength: 60 })
  @IsOptional()
  @IsLine(60)
  phone?: string;

  @ApiPropertyOptional({ format: 'uri', maxLength: 2000 })
  @IsOptional()
  @IsWebAddress(2000)
  url?: string;
}
export const agencyText = ({ name, email, postal, phone, url }: AgencyDto): string =>
  [name, email, postal, phone, url].filter(Boolean).join('\n');

export class CodingDto implements Coding {
  @ApiPropertyOptional({ enum: topics, nullable: true, type: String, description: 'R77' })
  @IsOptional()
  @IsIn(topics)
  topic: Coding['topic'] = null;

  @ApiPropertyOptional({
    type: 'array',
    items: { type: 'string', maxLength: 64 },
    maxItems: 4,
    description: 'descriptive codes',
  })
  @IsOptional()
  @ArrayMaxSize(4)
  @ArrayUnique()
  @Matches(/^[a-z0-9][a-z0-9-]{0,63}$/, { each: true })
  codes: string[] = [];

  @ApiPropertyOptional({ type: 'integer', minimum: 1, maximum: 6, nullable: true, description: 'READ scale' })
  @IsOptional()
  @IsInt()
  @Min(1)
  @Max(6)
  readScale: number | null = null;
}
