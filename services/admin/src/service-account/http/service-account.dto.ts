import { scopeNames, type Scope } from '@carrel/contracts';
import { ApiProperty, ApiPropertyOptional } from '@nestjs/swagger';
import {
  ArrayMaxSize,
  ArrayMinSize,
  ArrayUnique,
  IsArray,
  IsBoolean,
  IsIn,
  IsOptional,
} from 'class-validator';
import { IsName } from '../../shared/http/is-name.js';
import type { ServiceAccount } from '../domain/service-account.js';

export class CreateServiceAccountDto {
  @IsName(100)
  name!: string;

  @ApiProperty({
    enum: scopeNames,
    isArray: true,
    minItems: 1,
    maxItems: scopeNames.length,
    uniqueItems: true,
  })
  @IsArray()
  @ArrayMinSize(1)
  @ArrayMaxSize(scopeNames.length)
  @ArrayUnique()
  @IsIn(scopeNames, { each: true })
  scopes!: Scope[];
}

export class RotateDto {
  @ApiPropertyOptional({
    default: false,
    description: 'the present secret leaked: it is worthless at once instead of in a day',
  })
  @IsOptional()
  @IsBoolean()
  leaked?: boolean;
}

export class OwnerDto {
  @ApiProperty({ description: 'whether the owner is a library or a group', enum: ['institution', 'group'] })
  kind!: 'institution' | 'group';

  @ApiProperty({ format: 'uuid' })
  id!: string;
}

export class ServiceAccountDto {
  @ApiProperty({ format: 'uuid', description: 'also the client id' })
  id!: string;

  @ApiProperty()
  name!: string;

  @ApiProperty({ type: OwnerDto })
  owner!: OwnerDto;

  @ApiProperty({ enum: scopeNames, isArray: true })
  scopes!: Scope[];

  @ApiProperty({ description: 'false once it was revoked' })
  active!: boolean;

  @ApiProperty({ type: String, format: 'date-time' })
  createdAt!: Date;

  @ApiProperty({ type: String, format: 'date-time', nullable: true })
  rotatedAt!: Date | null;

  @ApiProperty({
    type: String,
    format: 'date-time',
    nullable: true,
    description: 'until when the secret before the last is good too',
  })
  previousSecretUntil!: Date | null;

  @ApiProperty({
    description: 'since when it gets no tokens; null: it does',
    type: String,
    format: 'date-time',
    nullable: true,
  })
  revokedAt!: Date | null;
}

export class ServiceAccountWithSecretDto extends ServiceAccountDto {
  @ApiProperty({ description: 'shown this once; Carrel keeps a hash' })
  clientSecret!: string;
}

export const serviceAccountAnswer = (account: ServiceAccount): ServiceAccountDto => ({
  id: account.id,
  name: account.name,
  owner: account.owner,
  scopes: account.scopes,
  active: account.active,
  createdAt: account.createdAt,
  rotatedAt: account.rotatedAt,
  previousSecretUntil: account.previousUntil,
  revokedAt: account.revokedAt,
});
