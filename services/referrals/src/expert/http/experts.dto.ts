import { IsLine, MailAddress, PageQuery, AtMost } from '@carrel/web';
import { ApiProperty, ApiPropertyOptional } from '@nestjs/swagger';
import {
  ArrayMaxSize,
  ArrayUnique,
  IsArray,
  IsBoolean,
  IsOptional,
  IsString,
  IsUUID,
  Matches,
} from 'class-validator';
import type { Expert } from '../domain/expert.js';

export class ExpertsQuery extends PageQuery {
  @ApiPropertyOptional({ maxLength: 60, description: 'part of what he or she knows about' })
  @IsOptional()
  @IsString()
  @AtMost(60)
  expertise?: string;

  @ApiPropertyOptional({ format: 'uuid', description: 'only experts of this group' })
  @IsOptional()
  @IsUUID()
  groupId?: string;

  @ApiPropertyOptional({ maxLength: 100, description: 'part of the name' })
  @IsOptional()
  @IsString()
  @AtMost(100)
  search?: string;
}

export class DescribeExpertDto {
  @ApiProperty({ maxLength: 120, example: 'Quality Control' })
  @IsLine(120)
  name!: string;

  @ApiPropertyOptional({
    type: [String],
    format: 'uuid',
    maxItems: 50,
    description: 'librarians who may answer: one is a person, more are a team',
  })
  @IsOptional()
  @IsArray()
  @ArrayMaxSize(50)
  @ArrayUnique()
  @IsUUID(undefined, { each: true })
  accountIds?: string[];

  @ApiPropertyOptional({ format: 'email', maxLength: 254, description: 'for an expert without an account' })
  @IsOptional()
  @MailAddress()
  address?: string;

  @ApiPropertyOptional({
    type: 'array',
    items: { type: 'string', maxLength: 60 },
    maxItems: 50,
    example: ['law', 'local history'],
  })
  @IsOptional()
  @IsArray()
  @ArrayMaxSize(50)
  @ArrayUnique()
  @IsString({ each: true })
  @Matches(/^[^\p{Cc}]*\S[^\p{Cc}]*$/u, { each: true })
  @AtMost(60, { each: true })
  expertise?: string[];

  @ApiPropertyOptional({ default: false, description: 'looks after quality: a note is required (A20)' })
  @IsOptional()
  @IsBoolean()
  qualityControl?: boolean;
}

export class RegisterExpertDto extends DescribeExpertDto {
  @ApiPropertyOptional({
    format: 'uuid',
    description: "for every library of the group; without it, for the caller's library",
  })
  @IsOptional()
  @IsUUID()
  groupId?: string;
}

export class ExpertDto {
  @ApiProperty({ format: 'uuid' })
  id!: string;
  @ApiProperty()
  name!: string;
  @ApiProperty({
    description: 'an account, more than one, or an address outside',
    enum: ['account', 'team', 'address'],
  })
  kind!: Expert['kind'];
  @ApiProperty({ type: String, format: 'uuid', nullable: true, description: 'whose library it belongs to' })
  institutionId!: string | null;
  @ApiProperty({ type: String, format: 'uuid', nullable: true, description: 'or whose group' })
  groupId!: string | null;
  @ApiProperty({ description: 'the accounts; of an address none', type: [String] })
  accountIds!: string[];
  @ApiProperty({ description: 'of an expert outside; null: accounts', type: String, nullable: true })
  address!: string | null;
  @ApiProperty({ type: [String] })
  expertise!: string[];
  @ApiProperty({ description: 'whether questions may be forwarded there for quality control' })
  qualityControl!: boolean;
}

export function expertDto(expert: Expert): ExpertDto {
  const { id, name, kind, institutionId, groupId, accountIds, address, expertise, qualityControl } = expert;
  return { id, name, kind, institutionId, groupId, accountIds, address, expertise, qualityControl };
}
