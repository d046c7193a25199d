import { ApiProperty, OmitType, ApiPropertyOptional } from '@nestjs/swagger';
import { IsUUID, IsIn, IsOptional, IsString } from 'class-validator';
import { PageQuery, AtMost } from '@carrel/web';
import { obstacles, type Obstacle } from '../domain/refusals.js';
import type { ExpertPartner, Partner } from '../domain/referring.js';
import { StepDto } from './referrals.dto.js';

export class PartnerDetailsQuery {
  @ApiProperty({ format: 'uuid' })
  @IsUUID()
  questionId!: string;
}

export class GroupNameDto {
  @ApiProperty({ format: 'uuid' })
  id!: string;
  @ApiProperty()
  name!: string;
}

export class ExpertiseDto {
  @ApiProperty({ description: 'codes of subjects', type: [String] })
  subjects!: string[];
  @ApiProperty({ description: 'codes of places', type: [String] })
  geography!: string[];
  @ApiProperty({ type: [String], description: 'BCP 47 tags' })
  languages!: string[];
}

export class TrackRecordDto {
  @ApiProperty({ type: 'integer', description: 'referrals it received in the last 365 days' })
  received!: number;
  @ApiProperty({ description: 'how many were answered', type: 'integer' })
  answered!: number;
  @ApiProperty({ description: 'how many came back', type: 'integer' })
  returned!: number;
  @ApiProperty({ description: 'how many wait there now', type: 'integer' })
  open!: number;
  @ApiProperty({
    description: 'half were answered within so many seconds; null: none was',
    type: 'integer',
    nullable: true,
  })
  medianSecondsToAnswer!: number | null;
}

const kinds = ['cooperative', 'subscription', 'expert', 'email', 'shared-followup'] as const;

export class PartnersQuery extends PageQuery {
  @ApiProperty({ format: 'uuid' })
  @IsUUID()
  questionId!: string;

  @ApiPropertyOptional({ enum: kinds, default: 'cooperative' })
  @IsOptional()
  @IsIn(kinds)
  kind: (typeof kinds)[number] = 'cooperative';

  @ApiPropertyOptional({ format: 'uuid', description: 'only libraries of this group of yours' })
  @IsOptional()
  @IsUUID()
  groupId?: string;

  @ApiPropertyOptional({ maxLength: 100, description: 'part of the name' })
  @IsOptional()
  @IsString()
  @AtMost(100)
  search?: string;

  @ApiPropertyOptional({ maxLength: 60, description: 'part of what the partner knows about (R102)' })
  @IsOptional()
  @IsString()
  @AtMost(60)
  expertise?: string;
}

export class InsteadDto {
  @ApiProperty({ format: 'uuid' })
  institutionId!: string;
  @ApiProperty()
  name!: string;
}

export class WhyNotDto {
  @ApiProperty({ description: 'why, stable, for programs', enum: Object.keys(obstacles) })
  code!: Obstacle;
  @ApiProperty({ description: 'for people; of a barred library, what its group says' })
  message!: string;
  @ApiProperty({
    type: InsteadDto,
    nullable: true,
    description: 'the library that a group offers instead of a barred one',
  })
  redirectTo!: InsteadDto | null;
}

export class PartnerDto {
  @ApiProperty({ description: 'by what it is a partner', enum: kinds })
  kind!: (typeof kinds)[number];
  @ApiProperty({ type: String, format: 'uuid', nullable: true, description: 'for a library' })
  institutionId!: string | null;
  @ApiProperty({ type: String, format: 'uuid', nullable: true, description: 'for an expert' })
  expertId!: string | null;
  @ApiProperty({ type: String, format: 'uuid', nullable: true, description: 'for one of your own list' })
  emailPartnerId!: string | null;
  @ApiProperty()
  name!: string;
  @ApiProperty({ type: [String], description: 'groups of yours through which it is reached' })
  groupIds!: string[];
  @ApiProperty({ type: [String] })
  expertise!: string[];
  @ApiProperty({ description: "the patron's library" })
  home!: boolean;
  @ApiProperty({ description: 'decides about questions of no known library, such as this one (R94)' })
  unrouted!: boolean;
  @ApiProperty()
  may!: boolean;
  @ApiProperty({ type: WhyNotDto, nullable: true })
  whyNot!: WhyNotDto | null;
  @ApiProperty({ description: 'a referral there must say why (A20)' })
  reasonRequired!: boolean;
  @ApiProperty({
    type: String,
    format: 'uuid',
    nullable: true,
    description: 'which library would receive it',
  })
  receiverInstitutionId!: string | null;
  @ApiProperty({ description: 'the library it really goes to; null: nobody', type: String, nullable: true })
  receiverName!: string | null;
  @ApiProperty({ description: 'referrals of this question so far, the first first', type: [StepDto] })
  steps!: StepDto[];
}

const standing = (
  code: Obstacle | null,
  barred: Partner['barred'] = null,
): Pick<PartnerDto, 'may' | 'whyNot'> => {
  const instead = code === 'barred' ? barred?.redirectTo : null;
  const message = (code === 'barred' && barred?.reason) || (code && obstacles[code][1]);
  return {
    may: code === null,
    whyNot: code && {
      ...{ code, message: message! },
      redirectTo: instead ? { institutionId: instead.id, name: instead.name } : null,
    },
  };
};
const nobody = {
  ...{ institutionId: null, expertId: null, emailPartnerId: null, groupIds: [], expertise: [] },
  ...{ home: false, unrouted: false, reasonRequired: false },
  ...{ receiverInstitutionId: null, receiverName: null, steps: [] },
};

export const partnerDto =
  (kind: 'cooperative' | 'subscription') =>
  (partner: Partner): PartnerDto => {
    const { library, receiver, groupIds, home, unrouted, steps, obstacle, reasonRequired } = partner;
    return {
      ...nobody,
      ...{ kind, institutionId: library.id, name: library.name, groupIds, home, unrouted, reasonRequired },
      expertise: [...partner.expertise],
      ...standing(obstacle, partner.barred),
      receiverInstitutionId: receiver.id,
      receiverName: receiver.name,
      steps,
    };
  };

export const expertPartnerDto = ({ expert, obstacle, reasonRequired }: ExpertPartner): PartnerDto => ({
  ...nobody,
  ...{ kind: 'expert', expertId: expert.id, name: expert.name, expertise: expert.expertise, reasonRequired },
  groupIds: expert.groupId ? [expert.groupId] : [],
  ...standing(obstacle),
});

export const addressPartnerDto = (
  { id, name }: { id: string; name: string },
  obstacle: Obstacle | null,
  reasonRequired: boolean,
): PartnerDto => ({
  ...nobody,
  ...{ kind: 'email', emailPartnerId: id, name, reasonRequired },
  ...standing(obstacle),
});

export const sharedFollowupDto = (obstacle: Obstacle | null): PartnerDto => ({
  ...nobody,
  ...{ kind: 'shared-followup', name: 'Shared Followup' },
  ...standing(obstacle),
});

export const idOf = ({ institutionId, expertId, emailPartnerId }: PartnerDto): string =>
  institutionId ?? expertId ?? emailPartnerId ?? '';

export class PartnerDetailsDto extends OmitType(PartnerDto, ['expertise'] as const) {
  @ApiProperty({ type: String, nullable: true, description: 'IANA name' })
  timeZone!: string | null;
  @ApiProperty({ type: [GroupNameDto], description: 'of yours, through which it is reached' })
  groups!: GroupNameDto[];
  @ApiProperty({ type: ExpertiseDto })
  expertise!: ExpertiseDto;
  @ApiProperty({ type: TrackRecordDto })
  trackRecord!: TrackRecordDto;
}
