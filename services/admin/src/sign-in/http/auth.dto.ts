import { MailAddress } from '@carrel/web';
import { institutionRoles, type InstitutionRole } from '@carrel/contracts';
import { ApiProperty, ApiPropertyOptional } from '@nestjs/swagger';
import { IsOptional, IsString, Length } from 'class-validator';
import { noInstitution } from '../../registry/domain/account.js';
import type { Tokens } from '../sign-in-starter.js';
import { longestPassword, shortestPassword } from '../../credential/passwords.js';

export class LoginDto {
  @ApiProperty({ description: 'of the account', format: 'email', maxLength: 254 })
  @MailAddress()
  email!: string;

  @ApiProperty({ format: 'password', minLength: 1, maxLength: longestPassword })
  @IsString()
  @Length(1, longestPassword)
  password!: string;

  @ApiPropertyOptional({
    maxLength: 200,
    description: 'of a sign-in of this account: lets its device try although others have used up the tries',
  })
  @IsOptional()
  @IsString()
  @Length(1, 200)
  refreshToken?: string;
}

export class RefreshDto {
  @ApiProperty({ maxLength: 200 })
  @IsString()
  @Length(1, 200)
  refreshToken!: string;
}

export class SignInDto {
  @ApiProperty({ format: 'uuid' })
  id!: string;

  @ApiProperty({ type: 'string', nullable: true, description: 'what the browser or program says it is' })
  device!: string | null;

  @ApiProperty({ format: 'date-time' })
  startedAt!: Date;

  @ApiProperty({ format: 'date-time', description: 'when it last got an access token' })
  lastUsedAt!: Date;

  @ApiProperty({ description: 'whether this request was made with it' })
  current!: boolean;
}

export class RedeemDto {
  @ApiProperty({ description: 'from the invitation', maxLength: 200 })
  @IsString()
  @Length(1, 200)
  token!: string;

  @ApiProperty({
    description: 'the one to sign in with from now on',
    format: 'password',
    minLength: shortestPassword,
    maxLength: longestPassword,
  })
  @IsString()
  @Length(shortestPassword, longestPassword)
  password!: string;
}

export class ForgottenDto {
  @ApiProperty({
    description: 'of the account; the answer is the same where there is none',
    format: 'email',
    maxLength: 254,
  })
  @MailAddress()
  email!: string;
}

export class ChangePasswordDto {
  @ApiProperty({
    description: 'the one until now',
    format: 'password',
    minLength: 1,
    maxLength: longestPassword,
  })
  @IsString()
  @Length(1, longestPassword)
  currentPassword!: string;

  @ApiProperty({
    description: 'the one from now on; other sign-ins end',
    format: 'password',
    minLength: shortestPassword,
    maxLength: longestPassword,
  })
  @IsString()
  @Length(shortestPassword, longestPassword)
  newPassword!: string;
}

export class SignedInAccountDto {
  @ApiProperty({ format: 'uuid' })
  id!: string;

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
}

export class TokensDto {
  @ApiProperty({ description: 'a JWT for the Authorization header' })
  accessToken!: string;

  @ApiProperty({
    description:
      'good once; used again within five seconds it gives the same successor, later it ends the sign-in',
  })
  refreshToken!: string;

  @ApiProperty({ type: 'integer', description: 'seconds until the access token expires' })
  expiresIn!: number;

  @ApiProperty({ type: SignedInAccountDto })
  account!: SignedInAccountDto;
}

export function tokensAnswer({ account, ...tokens }: Tokens): TokensDto {
  const { id, name, email, roles } = account;
  const institutionId = account.institutionId === noInstitution ? null : account.institutionId;
  return { ...tokens, account: { id, name, email, institutionId, roles } };
}
