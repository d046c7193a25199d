import { MailAddress, PageQuery, IsWords, AtMost } from '@carrel/web';
import { ApiProperty, ApiPropertyOptional } from '@nestjs/swagger';
import {
  ArrayMaxSize,
  ArrayUnique,
  IsArray,
  IsBoolean,
  IsIn,
  IsISO31661Alpha2,
  IsOptional,
  IsString,
  IsUUID,
  Length,
  ValidateIf,
} from 'class-validator';
import { IsName } from '../../shared/http/is-name.js';
import { libraryTypes, type LibraryType, type Profile } from '../../registry/domain/profile.js';

export class InstitutionsQuery extends PageQuery {
  @ApiPropertyOptional({ minLength: 1, maxLength: 100, description: 'part of the name, whatever its case' })
  @IsOptional()
  @IsString()
  @Length(1, 100)
  search?: string;

  @ApiPropertyOptional({ format: 'uuid', description: 'libraries of this group only' })
  @IsOptional()
  @IsUUID()
  groupId?: string;
}

/** The profile's pages (R118, R119); what is left out is empty. */
export class ProfileDto {
  @IsName(200)
  name!: string;

  @ApiPropertyOptional({
    description: 'where it is; null: not said',
    type: 'string',
    nullable: true,
    maxLength: 100,
  })
  @IsOptional()
  @IsWords(100)
  stateOrProvince?: string | null;

  @ApiPropertyOptional({
    type: 'string',
    nullable: true,
    maxLength: 2,
    description: 'ISO 3166-1 alpha-2',
    example: 'US',
  })
  @IsOptional()
  @IsISO31661Alpha2()
  country?: string | null;

  @ApiProperty({ maxLength: 64, description: 'IANA name', example: 'America/New_York' })
  @IsString()
  @AtMost(64)
  timeZone!: string;

  @ApiPropertyOptional({
    description: 'where the platform writes to when something is wrong; null: nowhere',
    type: 'string',
    format: 'email',
    nullable: true,
    maxLength: 254,
  })
  @IsOptional()
  @MailAddress()
  alertEmail?: string | null;

  @ApiPropertyOptional({
    description: 'public, academic, law and so on',
    enum: libraryTypes,
    isArray: true,
    maxItems: libraryTypes.length,
  })
  @IsOptional()
  @IsArray()
  @ArrayMaxSize(libraryTypes.length)
  @ArrayUnique()
  @IsIn(libraryTypes, { each: true })
  libraryTypes?: LibraryType[];

  @ApiPropertyOptional({ description: 'another library of the group has this name, and both shall exist' })
  @IsOptional()
  @IsBoolean()
  nameConfirmed?: boolean;
}

export class RegisterInstitutionDto extends ProfileDto {
  @ApiProperty({ format: 'uuid' })
  @IsUUID()
  subscriptionGroupId!: string;

  @ApiPropertyOptional({ description: 'stands for patrons of no known library', default: false })
  @IsOptional()
  @IsBoolean()
  portal?: boolean;
}

export class RejectProfileDto {
  @ApiProperty({ minLength: 1, maxLength: 1000, description: 'what must be mended' })
  @IsWords(1000)
  note!: string;
}

export class CooperativeMarkDto {
  @ApiProperty({ description: 'whether it may join groups that ask for the mark' })
  @IsBoolean()
  member!: boolean;
}

export class CloseDto {
  @ApiPropertyOptional({
    type: 'string',
    format: 'uuid',
    nullable: true,
    description: 'the library that takes over its questions',
  })
  @ValidateIf(
    (dto: CloseDto) => dto.successorInstitutionId !== null && dto.successorInstitutionId !== undefined,
  )
  @IsUUID()
  successorInstitutionId?: string | null;
}

export class ReferralsDto {
  @ApiProperty({ description: 'whether other libraries may refer questions here' })
  @IsBoolean()
  acceptsReferrals!: boolean;

  @ApiPropertyOptional({
    type: 'string',
    format: 'uuid',
    nullable: true,
    description: 'where they go instead',
  })
  @ValidateIf(
    (dto: ReferralsDto) => dto.redirectToInstitutionId !== null && dto.redirectToInstitutionId !== undefined,
  )
  @IsUUID()
  redirectToInstitutionId?: string | null;
}

export const profileFrom = (dto: ProfileDto): Profile => ({
  name: dto.name,
  stateOrProvince: dto.stateOrProvince ?? null,
  country: dto.country ?? null,
  timeZone: dto.timeZone,
  alertEmail: dto.alertEmail ?? null,
  libraryTypes: dto.libraryTypes ?? [],
});
