import { notByRole } from '@carrel/kernel';
import { AllowedActionDto, IsLine, MailAddress, IsWords, AtMost, PageQuery } from '@carrel/web';
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
import type { Step } from '../domain/known.js';
import { statuses, type ReferralStatus } from '../domain/lifecycle.js';
import { Referral } from '../domain/referral.js';
import { actionsOn } from '../domain/actions.js';
import type { Librarian } from '../domain/referral-input.js';

/** Whom a question may be referred to (R98..R101, R84). */
const kinds = [
  'cooperative-partner',
  'subscription-partner',
  'expert',
  'email-partner',
  'shared-followup',
] as const;
export type Kind = (typeof kinds)[number];

export class ReferToDto {
  @ApiProperty({ description: 'to whom it goes', enum: kinds })
  @IsIn(kinds)
  kind!: Kind;

  @ApiPropertyOptional({
    format: 'uuid',
    description: 'the library, for the two kinds of partner',
    example: '019a0000-0000-7000-8002-000000000001',
  })
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

  @ApiPropertyOptional({ description: 'of an e-mail partner', format: 'email', maxLength: 254 })
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
  @ApiProperty({ description: 'why, for the sender', maxLength: 4000 })
  @IsWords(4000)
  reason!: string;
}

export class WithdrawDto {
  @ApiPropertyOptional({ description: 'why, for the receiver', maxLength: 4000 })
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

export class AskedExpertDto {
  @ApiProperty({ format: 'uuid' })
  id!: string;
  @ApiProperty({ type: String, nullable: true })
  name!: string | null;
}

export class AddresseeDto {
  @ApiProperty()
  name!: string;
  @ApiProperty({ type: String, nullable: true, description: 'shown to the library that wrote' })
  address!: string | null;
}

export class EndedByDto {
  @ApiProperty({ type: String, format: 'uuid', nullable: true })
  accountId!: string | null;
  @ApiProperty({ type: String, nullable: true })
  name!: string | null;
  @ApiProperty({ type: String, format: 'uuid', nullable: true })
  institutionId!: string | null;
  @ApiProperty({ description: 'the library of who ended it; null: the system', type: String, nullable: true })
  institutionName!: string | null;
}

export class StepDto implements Step {
  @ApiProperty({ description: 'the library that referred, by its id', format: 'uuid' })
  from!: string;
  @ApiProperty({ description: 'the library it went to, by its id', format: 'uuid' })
  to!: string;
  @ApiProperty({ enum: ['redirect', 'proxy', 'default-library'] })
  because!: Step['because'];
}

export class NamedStepDto extends StepDto {
  @ApiProperty({ type: String, nullable: true, description: 'of the library' })
  fromName!: string | null;
  @ApiProperty({ type: String, nullable: true, description: 'of the library' })
  toName!: string | null;
}

export class ReferralDto {
  @ApiProperty({ format: 'uuid' })
  id!: string;
  @ApiProperty({ format: 'uuid' })
  questionId!: string;
  @ApiProperty({ description: 'to whom it goes', enum: kinds })
  kind!: Kind;
  @ApiProperty({ description: 'open: the receiver has to act', enum: statuses })
  status!: ReferralStatus;
  @ApiProperty({ type: PartyDto })
  sender!: PartyDto;
  @ApiProperty({ type: PartyDto, nullable: true, description: 'the library that has it; null for others' })
  receiver!: PartyDto | null;
  @ApiProperty({
    description: 'the expert asked; null: it went to a library or an address',
    type: AskedExpertDto,
    nullable: true,
  })
  expert!: AskedExpertDto | null;
  @ApiProperty({ type: AddresseeDto, nullable: true, description: 'whom it is mailed to (R101)' })
  addressee!: AddresseeDto | null;
  @ApiProperty({ description: "the patron's name and address went along" })
  withPatronContact!: boolean;
  @ApiProperty({
    type: [NamedStepDto],
    description: 'from the library asked for to the receiver (A23, R110)',
  })
  steps!: NamedStepDto[];
  @ApiProperty({ type: String, format: 'uuid', nullable: true })
  groupId!: string | null;
  @ApiProperty({
    description: 'the group by which they are partners; null: none',
    type: String,
    nullable: true,
  })
  groupName!: string | null;
  @ApiProperty({ description: 'why, for the receiver; null: not said', type: String, nullable: true })
  reason!: string | null;
  @ApiProperty({ type: MadeByDto, description: 'the librarian who referred it' })
  madeBy!: MadeByDto;
  @ApiProperty({
    description: 'when it went; null: it is being asked for',
    type: String,
    format: 'date-time',
    nullable: true,
  })
  madeAt!: Date | null;
  @ApiProperty({
    type: String,
    format: 'date-time',
    nullable: true,
    description: 'when it comes back by itself',
  })
  deadlineAt!: Date | null;
  @ApiProperty({ type: String, format: 'date-time', nullable: true })
  endedAt!: Date | null;
  @ApiProperty({ type: EndedByDto, nullable: true, description: 'null: time, or a mail' })
  endedBy!: EndedByDto | null;
  @ApiProperty({
    type: 'integer',
    nullable: true,
    description: 'seconds from the referral to the answer; null while there is none',
  })
  secondsToAnswer!: number | null;
  @ApiProperty({
    description: 'why it was given or taken back; null: not said',
    type: String,
    nullable: true,
  })
  endReason!: string | null;
  @ApiProperty({
    type: [AllowedActionDto],
    description: 'return and withdraw, and whether the caller may now',
  })
  actions!: readonly AllowedActionDto[];
}

export class ChainDto {
  @ApiProperty({ format: 'uuid' })
  questionId!: string;
  @ApiProperty({ type: [ReferralDto], description: 'in the order in which they were made, ended ones too' })
  hops!: ReferralDto[];
  @ApiProperty({ type: [PartyDto], description: 'who waits, the first sender first' })
  waiting!: PartyDto[];
  @ApiProperty({ type: PartyDto, nullable: true, description: 'the library that has it by a referral' })
  receiver!: PartyDto | null;
}

/** Names of libraries, experts and accounts for showing; null where one is not known. */
export type NameOf = (id: string) => string | null;

/** Who looks at referrals; without the capability to make them nobody ends one. */
export interface Reader extends Librarian {
  capabilities?: ReadonlySet<string>;
}

const actionsFor = (referral: Referral, reader: Reader) =>
  reader.capabilities?.has('referrals.make')
    ? actionsOn(referral, reader)
    : (['return', 'withdraw'] as const).map((action) => notByRole(action));

/** As a library of the chain sees it; the address of somebody outside is for the library that wrote. */
export function referralDto(referral: Referral, nameOf: NameOf, reader: Reader): ReferralDto {
  const { id, questionId, kind, status, steps, groupId, reason, madeAt, deadlineAt, endedAt } = referral;
  const { senderInstitutionId, receiverInstitutionId, expertId, addressee, endedBy, msToAnswer } = referral;
  const party = (institutionId: string) => ({ institutionId, name: nameOf(institutionId) });
  const own = reader.institutionId === senderInstitutionId;
  const named = (who: string | null) => who && nameOf(who);
  return {
    ...{ id, questionId, kind, status, groupId, reason, madeAt, deadlineAt, endedAt },
    steps: steps.map((step) => ({ ...step, fromName: nameOf(step.from), toName: nameOf(step.to) })),
    groupName: named(groupId),
    sender: party(senderInstitutionId),
    receiver: receiverInstitutionId ? party(receiverInstitutionId) : null,
    expert: expertId ? { id: expertId, name: nameOf(expertId) } : null,
    addressee: addressee && { name: addressee.name, address: own ? addressee.address : null },
    withPatronContact: referral.withContact,
    madeBy: { accountId: referral.actorId, name: nameOf(referral.actorId) },
    endedBy: endedBy?.accountId
      ? { ...endedBy, name: named(endedBy.accountId), institutionName: named(endedBy.institutionId) }
      : null,
    endReason: referral.endReason,
    actions: actionsFor(referral, reader),
    secondsToAnswer: msToAnswer === null ? null : Math.round(msToAnswer / 1000),
  };
}

/** As it was when it was made, for a call that is repeated after it has ended. */
export const asMade = (referral: Referral): Referral =>
  Object.assign(new Referral(), referral, {
    ...{ status: 'open', endedAt: null, endedBy: null, endReason: null, ending: null },
  });
