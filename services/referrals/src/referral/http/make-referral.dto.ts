import { IsLine, MailAddress, IsWords, AtMost } from '@carrel/web';
import { ApiProperty, ApiPropertyOptional } from '@nestjs/swagger';
import { Type } from 'class-transformer';
import {
  IsBoolean,
  IsIn,
  IsInt,
  IsObject,
  IsOptional,
  IsString,
  IsUUID,
  Max,
  Min,
  ValidateIf,
  ValidateNested,
} from 'class-validator';
import type { Target } from '../referrals.service.js';
import { kinds, type Kind } from './kinds.js';

export class ReferToDto {
  @ApiProperty({ enum: kinds })
  @IsIn(kinds)
  kind!: Kind;

  @ApiPropertyOptional({ format: 'uuid', description: 'the library, for the two kinds of partner' })
  @ValidateIf((to: ReferToDto) => ['cooperative-partner', 'subscription-partner'].includes(to.kind))
  @IsUUID()
  institutionId?: string;

  @ApiPropertyOptional({ format: 'uuid', description: 'the expert, for an expert' })
  @ValidateIf((to: ReferToDto) => to.kind === 'expert')
  @IsUUID()
  expertId?: string;

  @ApiPropertyOptional({ format: 'uuid', description: 'one of your own list, instead of name and address' })
  @ValidateIf((to: ReferToDto) => to.emailPartnerId !== undefined)
  @IsUUID()
  emailPartnerId?: string;

  @ApiPropertyOptional({ maxLength: 120, description: 'for an e-mail partner who is on no list' })
  @ValidateIf((to: ReferToDto) => to.kind === 'email-partner' && to.emailPartnerId === undefined)
  @IsLine(120)
  name?: string;

  @ApiPropertyOptional({ format: 'email', maxLength: 254 })
  @ValidateIf((to: ReferToDto) => to.kind === 'email-partner' && to.emailPartnerId === undefined)
  @MailAddress()
  address?: string;
}

export class MakeReferralDto {
  @ApiProperty({ format: 'uuid' })
  @IsUUID()
  questionId!: string;

  @ApiProperty({ type: ReferToDto })
  @IsObject()
  @ValidateNested()
  @Type(() => ReferToDto)
  to!: ReferToDto;

  @ApiPropertyOptional({ maxLength: 4000, description: 'why; the receiver reads it, the patron never does' })
  @IsOptional()
  @IsString()
  @AtMost(4000)
  reason?: string;

  @ApiPropertyOptional({ default: false, description: 'refer although the patron left no address (R76)' })
  @IsOptional()
  @IsBoolean()
  noContactConfirmed?: boolean;

  @ApiPropertyOptional({
    default: false,
    description: "for a mail: the patron's name and address go along, and otherwise stay out (R101)",
  })
  @IsOptional()
  @IsBoolean()
  withPatronContact?: boolean;

  @ApiPropertyOptional({
    type: 'integer',
    nullable: true,
    minimum: 1,
    maximum: 720,
    description: 'hours until it comes back unanswered; null: never; left out: as the group has it',
  })
  @IsOptional()
  @IsInt()
  @Min(1)
  @Max(720)
  deadlineHours?: number | null;
}

export class ReturnDto {
  @ApiProperty({ maxLength: 4000 })
  @IsWords(4000)
  reason!: string;
}

export class WithdrawDto {
  @ApiPropertyOptional({ maxLength: 4000 })
  @IsOptional()
  @IsString()
  @AtMost(4000)
  reason?: string;
}

/** What the validated body names. */
export function targetOf(to: ReferToDto): Target {
  const { kind, institutionId = '', expertId = '', emailPartnerId, name = '', address = '' } = to;
  if (kind === 'shared-followup') return { kind };
  if (kind === 'expert') return { kind, expertId };
  if (kind !== 'email-partner') return { kind, institutionId };
  return emailPartnerId ? { kind, emailPartnerId } : { kind, name, address };
}
