import { PageQuery } from '@carrel/web';
import { ApiProperty, ApiPropertyOptional } from '@nestjs/swagger';
import { Type } from 'class-transformer';
import {
  IsBoolean,
  IsEmail,
  IsIn,
  IsNotEmpty,
  IsObject,
  IsOptional,
  IsString,
  IsUUID,
  MaxLength,
  ValidateIf,
  ValidateNested,
} from 'class-validator';
import type { Referral } from '../domain/referral.js';
import type { Step } from '../domain/referring.js';

const kinds = [
  'cooperative-partner',
  'subscription-partner',
  'expert',
  'email-partner',
  'shared-followup',
] as const;
type Kind = (typeof kinds)[number];
const statuses = [
  'asked',
  'open',
  'refused',
  'returned',
  'withdrawn',
  'claimed',
  'answered',
  'closed',
] as const;

export class ReferToDto {
  @ApiProperty({ enum: kinds, description: 'expert and email-partner are not offered yet (422)' })
  @IsIn(kinds)
  kind!: Kind;

  @ApiPropertyOptional({ format: 'uuid', description: 'the library, for the two kinds of partner' })
  @ValidateIf((to: ReferToDto) => ['cooperative-partner', 'subscription-partner'].includes(to.kind))
  @IsUUID()
  institutionId?: string;

  @ApiPropertyOptional({ format: 'uuid' })
  @IsOptional()
  @IsUUID()
  expertId?: string;

  @ApiPropertyOptional({ maxLength: 200 })
  @IsOptional()
  @IsString()
  @MaxLength(200)
  name?: string;

  @ApiPropertyOptional({ format: 'email', maxLength: 254 })
  @IsOptional()
  @IsEmail()
  @MaxLength(254)
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
  @MaxLength(4000)
  reason?: string;

  @ApiPropertyOptional({ default: false, description: 'refer although the patron left no address (R76)' })
  @IsOptional()
  @IsBoolean()
  noContactConfirmed?: boolean;
}

export class ReturnDto {
  @ApiProperty({ maxLength: 4000 })
  @IsString()
  @IsNotEmpty()
  @MaxLength(4000)
  reason!: string;
}

export class WithdrawDto {
  @ApiPropertyOptional({ maxLength: 4000 })
  @IsOptional()
  @IsString()
  @MaxLength(4000)
  reason?: string;
}

export class ReferralsQuery extends PageQuery {
  @ApiPropertyOptional({ enum: ['in', 'out'], default: 'in' })
  @IsOptional()
  @IsIn(['in', 'out'])
  direction: 'in' | 'out' = 'in';

  @ApiPropertyOptional({ format: 'uuid' })
  @IsOptional()
  @IsUUID()
  questionId?: string;
}

export class PartyDto {
  @ApiProperty({ format: 'uuid' })
  institutionId!: string;
  @ApiProperty({ type: String, nullable: true })
  name!: string | null;
}

export class MadeByDto {
  @ApiProperty({ format: 'uuid' })
  accountId!: string;
  @ApiProperty({ type: String, nullable: true })
  name!: string | null;
}

export class StepDto implements Step {
  @ApiProperty({ format: 'uuid' })
  from!: string;
  @ApiProperty({ format: 'uuid' })
  to!: string;
  @ApiProperty({ enum: ['redirect', 'proxy'] })
  because!: Step['because'];
}

export class ReferralDto {
  @ApiProperty({ format: 'uuid' })
  id!: string;
  @ApiProperty({ format: 'uuid' })
  questionId!: string;
  @ApiProperty({ enum: kinds })
  kind!: Kind;
  @ApiProperty({ enum: statuses })
  status!: (typeof statuses)[number];
  @ApiProperty({ type: PartyDto })
  sender!: PartyDto;
  @ApiProperty({ type: PartyDto, nullable: true, description: 'null for Shared Followup' })
  receiver!: PartyDto | null;
  @ApiProperty({ type: [StepDto], description: 'from the library asked for to the receiver (A23, R110)' })
  steps!: StepDto[];
  @ApiProperty({ type: String, format: 'uuid', nullable: true })
  groupId!: string | null;
  @ApiProperty({ type: String, nullable: true })
  reason!: string | null;
  @ApiProperty({ type: MadeByDto, description: 'the librarian who referred it' })
  madeBy!: MadeByDto;
  @ApiProperty({ type: String, format: 'date-time', nullable: true })
  madeAt!: Date | null;
  @ApiProperty({ type: String, format: 'date-time', nullable: true })
  endedAt!: Date | null;
  @ApiProperty({ type: String, nullable: true })
  endReason!: string | null;
}

/** Names of libraries and accounts for showing; null where one is not known. */
export type NameOf = (id: string) => string | null;

export function referralDto(referral: Referral, nameOf: NameOf): ReferralDto {
  const party = (id: string) => ({ institutionId: id, name: nameOf(id) });
  const { id, questionId, kind, status, steps, groupId, reason, madeAt, endedAt, endReason } = referral;
  return {
    id,
    questionId,
    kind,
    status,
    sender: party(referral.senderInstitutionId),
    receiver: referral.receiverInstitutionId ? party(referral.receiverInstitutionId) : null,
    steps,
    groupId,
    reason,
    madeBy: { accountId: referral.actorId, name: nameOf(referral.actorId) },
    madeAt,
    endedAt,
    endReason,
  };
}

/** As the first answer to making it was, for a call that is repeated after it has ended. */
export const asMade = (referral: ReferralDto): ReferralDto => ({
  ...referral,
  status: 'open',
  endedAt: null,
  endReason: null,
});
