import { institutionRoles, type InstitutionRole } from '@carrel/contracts';
import { MailAddress } from '@carrel/web';
import { ArrayMaxSize, IsArray, IsBoolean, IsIn, IsOptional, IsUUID, ValidateIf } from 'class-validator';
import { ProfileDto } from '../../institution/http/institution.dto.js';
import { IsName } from '../../shared/http/is-name.js';

/** A row of `carrel import libraries`, once it is mapped (docs/operators/moving-in.md). */
export class OldInstitutionDto extends ProfileDto {
  /** Of a library that is here already, which the row stands for. */
  @IsOptional()
  @IsUUID()
  id?: string;

  @ValidateIf((row: OldInstitutionDto) => row.id === undefined)
  @IsUUID()
  subscriptionGroupId?: string;
}

/** A row of `carrel import accounts`, once it is mapped. */
export class OldAccountDto {
  @IsUUID()
  institutionId!: string;

  @MailAddress()
  email!: string;

  @IsName(200)
  name!: string;

  @IsArray()
  @ArrayMaxSize(institutionRoles.length)
  @IsIn(institutionRoles, { each: true })
  roles!: InstitutionRole[];

  @IsOptional()
  @IsBoolean()
  trained?: boolean;

  @IsOptional()
  @IsBoolean()
  invite?: boolean;
}
