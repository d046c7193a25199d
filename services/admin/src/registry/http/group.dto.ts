import { MailAddress, PageQuery, AtMost } from '@carrel/web';
import { ApiProperty, ApiPropertyOptional } from '@nestjs/swagger';
import { groupRoles, type GroupRole } from '@carrel/contracts';
import {
  ArrayMaxSize,
  IsArray,
  IsBoolean,
  IsIn,
  IsOptional,
  IsString,
  IsUUID,
  Length,
  ValidateIf,
} from 'class-validator';
import { IsName } from '../../shared/http/is-name.js';
import { groupUses, type GroupKind, type GroupUse } from '../domain/group.js';

const kinds = ['subscription', 'cooperative'] as const;

export class GroupsQuery extends PageQuery {
  @ApiPropertyOptional({ minLength: 1, maxLength: 100, description: 'part of the name, whatever its case' })
  @IsOptional()
  @IsString()
  @Length(1, 100)
  search?: string;

  @ApiPropertyOptional({ minLength: 1, maxLength: 10, description: 'how the name begins, whatever its case' })
  @IsOptional()
  @IsString()
  @Length(1, 10)
  letter?: string;

  @ApiPropertyOptional({ enum: kinds })
  @IsOptional()
  @IsIn(kinds)
  kind?: GroupKind;
}

export class ChangeGroupDto {
  @IsName(60)
  name!: string;

  @ApiProperty({ maxLength: 64, description: 'IANA name', example: 'America/New_York' })
  @IsString()
  @AtMost(64)
  timeZone!: string;

  @ApiPropertyOptional({ description: 'only members of a 24/7 cooperative may ask to join', default: false })
  @IsOptional()
  @IsBoolean()
  requiresCooperativeMark?: boolean;

  @ApiPropertyOptional({
    description: 'whom to ask about the group; null: nobody',
    type: 'string',
    format: 'email',
    nullable: true,
    maxLength: 254,
  })
  @IsOptional()
  @MailAddress()
  contactEmail?: string | null;

  @ApiPropertyOptional({
    enum: groupUses,
    isArray: true,
    maxItems: groupUses.length,
    description: 'what the group is for',
  })
  @IsOptional()
  @IsArray()
  @ArrayMaxSize(groupUses.length)
  @IsIn(groupUses, { each: true })
  uses?: GroupUse[];
}

export class CreateGroupDto extends ChangeGroupDto {
  @ApiProperty({
    description:
      'a subscription group shares follow-up, rules and statistics; a cooperative shares its queue',
    enum: kinds,
  })
  @IsIn(kinds)
  kind!: GroupKind;
}

export class FounderDto {
  @ApiProperty({ format: 'uuid', description: 'an account of the library that becomes the first member' })
  @IsUUID()
  accountId!: string;
}

export class ProxyDto {
  @ApiProperty({ type: 'string', format: 'uuid', nullable: true })
  @ValidateIf((dto: ProxyDto) => dto.institutionId !== null)
  @IsUUID()
  institutionId!: string | null;
}

export class GroupRolesDto {
  @ApiProperty({
    enum: groupRoles,
    isArray: true,
    maxItems: groupRoles.length,
    description: 'all the roles held in this group; empty for none',
  })
  @IsArray()
  @ArrayMaxSize(groupRoles.length)
  @IsIn(groupRoles, { each: true })
  roles!: GroupRole[];
}

export class GroupDto {
  @ApiProperty({ format: 'uuid' })
  id!: string;

  @ApiProperty({
    description:
      'a subscription group shares follow-up, rules and statistics; a cooperative shares its queue',
    enum: kinds,
  })
  kind!: GroupKind;

  @ApiProperty()
  name!: string;

  @ApiProperty({ type: 'string', nullable: true, description: 'setting `branding` (R120)' })
  shortName!: string | null;

  @ApiProperty({ description: 'IANA name' })
  timeZone!: string;

  @ApiProperty({ description: 'whether only libraries may join that the operator has marked' })
  requiresCooperativeMark!: boolean;

  @ApiProperty({
    description: 'whom to ask about the group; null: nobody is named',
    type: 'string',
    nullable: true,
  })
  contactEmail!: string | null;

  @ApiProperty({ description: 'which parts of Carrel its libraries use', enum: groupUses, isArray: true })
  uses!: GroupUse[];

  @ApiProperty({
    type: 'string',
    format: 'uuid',
    nullable: true,
    description: 'does all follow-up for the group',
  })
  proxyInstitutionId!: string | null;

  @ApiProperty({ type: 'integer', description: 'libraries that belong to it' })
  libraries!: number;
}
