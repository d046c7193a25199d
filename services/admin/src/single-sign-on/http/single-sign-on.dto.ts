import { groupRoles, institutionRoles, type GroupRole, type InstitutionRole } from '@carrel/contracts';
import { IsWebAddress } from '@carrel/web';
import { ApiProperty, ApiPropertyOptional } from '@nestjs/swagger';
import { Type } from 'class-transformer';
import {
  ArrayMaxSize,
  ArrayMinSize,
  IsArray,
  IsBoolean,
  IsFQDN,
  IsIn,
  IsOptional,
  IsString,
  IsUUID,
  Length,
  MaxLength,
  ValidateIf,
  ValidateNested,
} from 'class-validator';
import type { Choices } from '../domain/single-sign-on.js';

const mostRules = 100;
const notNull = (field: string) => (dto: Record<string, unknown>) => dto[field] !== null;

class RuleDto {
  @ApiPropertyOptional({
    type: String,
    nullable: true,
    maxLength: 200,
    description: 'holds for whoever has this value in the groups claim',
  })
  @IsOptional()
  @IsString()
  @Length(1, 200)
  claim?: string | null;

  @ApiPropertyOptional({
    type: String,
    nullable: true,
    maxLength: 253,
    description: 'holds for whoever has a verified address of this domain; with a claim, both must hold',
  })
  @IsOptional()
  @IsFQDN({ require_tld: true })
  @MaxLength(253)
  emailDomain?: string | null;
}

export class LibraryRuleDto extends RuleDto {
  @ApiProperty({
    description: 'roles at the library for somebody whom the rule fits',
    enum: institutionRoles,
    isArray: true,
    maxItems: institutionRoles.length,
  })
  @IsArray()
  @ArrayMinSize(1)
  @ArrayMaxSize(institutionRoles.length)
  @IsIn(institutionRoles, { each: true })
  roles!: InstitutionRole[];
}

export class GroupRuleDto extends RuleDto {
  @ApiProperty({
    description: 'roles in the group for somebody whom the rule fits',
    enum: groupRoles,
    isArray: true,
    maxItems: groupRoles.length,
  })
  @IsArray()
  @ArrayMinSize(1)
  @ArrayMaxSize(groupRoles.length)
  @IsIn(groupRoles, { each: true })
  roles!: GroupRole[];
}

class ProviderDto {
  @ApiProperty({ description: 'whether people may sign in by it' })
  @IsBoolean()
  enabled!: boolean;

  @ApiProperty({ type: String, nullable: true, format: 'uri', maxLength: 500 })
  @ValidateIf(notNull('issuer'))
  @IsWebAddress(500, { fragment: false, query: false })
  issuer!: string | null;

  @ApiProperty({ type: String, nullable: true, maxLength: 255 })
  @ValidateIf(notNull('clientId'))
  @IsString()
  @Length(1, 255)
  clientId!: string | null;

  @ApiPropertyOptional({
    type: String,
    nullable: true,
    maxLength: 1000,
    writeOnly: true,
    description:
      'never shown; left out it stays as it is unless the issuer changes, null for a client without one',
  })
  @IsOptional()
  @IsString()
  @Length(1, 1000)
  clientSecret?: string | null;

  @ApiPropertyOptional({
    default: 'groups',
    maxLength: 200,
    description: "the ID token's claim that lists groups",
  })
  @IsOptional()
  @IsString()
  @Length(1, 200)
  groupsClaim?: string;
}

export class GroupSingleSignOnDto extends ProviderDto {
  @ApiProperty({
    type: [GroupRuleDto],
    maxItems: mostRules,
    description: 'which roles in the group the provider gives',
  })
  @IsArray()
  @ArrayMaxSize(mostRules)
  @ValidateNested({ each: true })
  @Type(() => GroupRuleDto)
  rules!: GroupRuleDto[];
}

export class LibrarySingleSignOnDto extends ProviderDto {
  @ApiPropertyOptional({
    type: String,
    nullable: true,
    format: 'uuid',
    description: "the group whose provider is used in place of one of the library's own",
  })
  @IsOptional()
  @IsUUID()
  groupId?: string | null;

  @ApiProperty({
    type: [LibraryRuleDto],
    maxItems: mostRules,
    description:
      'with any rule the provider decides at each sign-in which roles a person holds at the library',
  })
  @IsArray()
  @ArrayMaxSize(mostRules)
  @ValidateNested({ each: true })
  @Type(() => LibraryRuleDto)
  rules!: LibraryRuleDto[];

  @ApiPropertyOptional({
    default: false,
    description: 'make accounts for people to whom a rule gives a role',
  })
  @IsOptional()
  @IsBoolean()
  createAccounts?: boolean;

  @ApiPropertyOptional({ default: false, description: 'whether such accounts count as trained' })
  @IsOptional()
  @IsBoolean()
  trained?: boolean;

  @ApiPropertyOptional({
    default: false,
    description:
      'let people into accounts the library made before, by an address that the provider has verified',
  })
  @IsOptional()
  @IsBoolean()
  linkByEmail?: boolean;

  @ApiPropertyOptional({
    default: false,
    description: 'refuse passwords; 409 until an administrator of the library has signed in at the provider',
  })
  @IsOptional()
  @IsBoolean()
  only?: boolean;
}

export function choicesOf(dto: GroupSingleSignOnDto | LibrarySingleSignOnDto): Choices {
  const { enabled, issuer, clientId, groupsClaim = 'groups', rules, ...rest } = dto;
  const of = rest as Partial<LibrarySingleSignOnDto>;
  return {
    ...{ enabled, issuer, clientId, groupsClaim, groupId: of.groupId ?? null },
    rules: rules.map(({ claim = null, emailDomain = null, roles }) => ({ claim, emailDomain, roles })),
    ...{ createAccounts: of.createAccounts ?? false, trained: of.trained ?? false },
    ...{ linkByEmail: of.linkByEmail ?? false, only: of.only ?? false },
  };
}
