import { groupRoles, institutionRoles, type GroupRole, type InstitutionRole } from '@carrel/contracts';
import { MailAddress, PageQuery } from '@carrel/web';
import { ApiProperty, ApiPropertyOptional } from '@nestjs/swagger';
import {
  ArrayMaxSize,
  IsArray,
  IsBoolean,
  IsIn,
  IsOptional,
  IsString,
  IsUUID,
  Length,
} from 'class-validator';
import { IsName } from '../../shared/http/is-name.js';
import { noInstitution, changeReasons, type ChangeReason } from '../../registry/domain/account.js';

export class AccountsQuery extends PageQuery {
  @ApiPropertyOptional({ format: 'uuid', description: "default: the caller's own library" })
  @IsOptional()
  @IsUUID()
  institutionId?: string;

  @ApiPropertyOptional({
    minLength: 1,
    maxLength: 100,
    description: 'part of the name or the e-mail address',
  })
  @IsOptional()
  @IsString()
  @Length(1, 100)
  search?: string;
}

export class ChangeAccountDto {
  @ApiProperty({ description: 'signs in with it; nobody else may have it', format: 'email', maxLength: 254 })
  @MailAddress()
  email!: string;

  @IsName(200)
  name!: string;

  @ApiProperty({
    description: 'what the account may do at its library',
    enum: institutionRoles,
    isArray: true,
    maxItems: institutionRoles.length,
  })
  @IsArray()
  @ArrayMaxSize(institutionRoles.length)
  @IsIn(institutionRoles, { each: true })
  roles!: InstitutionRole[];

  @ApiPropertyOptional({ description: 'has finished the training that live queues ask for', default: false })
  @IsOptional()
  @IsBoolean()
  trained?: boolean;
}

export class CreateAccountDto extends ChangeAccountDto {
  @ApiPropertyOptional({ format: 'uuid', description: "default: the caller's own library" })
  @IsOptional()
  @IsUUID()
  institutionId?: string;

  @ApiPropertyOptional({ description: 'mail its owner a link to choose a password with', default: false })
  @IsOptional()
  @IsBoolean()
  invite?: boolean;
}

export class HeldRoleDto {
  @ApiProperty({ format: 'uuid' })
  groupId!: string;

  @ApiProperty({ description: 'what the account may do in that group', enum: groupRoles })
  role!: GroupRole;
}

export class AccountDto {
  @ApiProperty({ format: 'uuid' })
  id!: string;

  @ApiProperty({ description: 'nine digits', example: '100000042' })
  number!: string;

  @ApiProperty()
  name!: string;

  @ApiProperty()
  email!: string;

  @ApiProperty({ type: 'string', format: 'uuid', nullable: true, description: 'null for the operator' })
  institutionId!: string | null;

  @ApiProperty({
    description: 'what the account may do at its library',
    enum: institutionRoles,
    isArray: true,
  })
  roles!: InstitutionRole[];

  @ApiProperty({ type: [HeldRoleDto] })
  groupRoles!: HeldRoleDto[];

  @ApiProperty({ description: 'runs the platform' })
  operator!: boolean;

  @ApiProperty()
  trained!: boolean;

  @ApiProperty({ description: 'false: it was deactivated and cannot sign in' })
  active!: boolean;

  @ApiProperty({ description: 'an invitation waits for its owner, who has chosen no password yet' })
  invited!: boolean;
}

/** Omits internal fields; an operator has no library. */
export const accountAnswer = (account: AccountDto): AccountDto => ({
  id: account.id,
  number: account.number,
  name: account.name,
  email: account.email,
  institutionId: account.institutionId === noInstitution ? null : account.institutionId,
  roles: account.roles,
  groupRoles: account.groupRoles,
  operator: account.operator,
  trained: account.trained,
  active: account.active,
  invited: account.invited,
});

export class ColleagueDto {
  @ApiProperty({ format: 'uuid' })
  id!: string;

  @ApiProperty()
  name!: string;
}

export class AccountChangeDto {
  @ApiProperty({ format: 'uuid' })
  id!: string;

  @ApiProperty({ type: String, format: 'date-time' })
  at!: Date;

  @ApiProperty({ format: 'uuid', description: 'the account that did it' })
  changedBy!: string;

  @ApiProperty({ enum: changeReasons })
  because!: ChangeReason;

  @ApiProperty({ enum: institutionRoles, isArray: true, description: 'from then on' })
  roles!: InstitutionRole[];

  @ApiProperty({ type: [HeldRoleDto], description: 'from then on' })
  groupRoles!: HeldRoleDto[];

  @ApiProperty({ description: 'whether it could sign in after the change' })
  active!: boolean;
}

export class InvitationDto {
  @ApiProperty({ description: 'one-time; its owner chooses a password with it' })
  token!: string;

  @ApiProperty({ description: 'from when the link is good for nothing', format: 'date-time' })
  expiresAt!: Date;
}
