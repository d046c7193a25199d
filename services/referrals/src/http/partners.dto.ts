import { PageQuery } from '@carrel/web';
import { ApiProperty, ApiPropertyOptional } from '@nestjs/swagger';
import { IsIn, IsOptional, IsString, IsUUID, MaxLength } from 'class-validator';
import { obstacles, type Obstacle } from '../domain/refusals.js';
import type { Partner } from '../domain/referring.js';
import { StepDto } from './referrals.dto.js';

const kinds = ['cooperative', 'subscription', 'shared-followup'] as const;

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
  @MaxLength(100)
  search?: string;
}

export class WhyNotDto {
  @ApiProperty({ enum: Object.keys(obstacles) })
  code!: Obstacle;
  @ApiProperty()
  message!: string;
}

export class PartnerDto {
  @ApiProperty({ type: String, format: 'uuid', nullable: true, description: 'null for Shared Followup' })
  institutionId!: string | null;
  @ApiProperty()
  name!: string;
  @ApiProperty({ type: [String], description: 'groups of yours through which it is reached' })
  groupIds!: string[];
  @ApiProperty({ description: "the patron's library" })
  home!: boolean;
  @ApiProperty()
  may!: boolean;
  @ApiProperty({ type: WhyNotDto, nullable: true })
  whyNot!: WhyNotDto | null;
  @ApiProperty({ type: String, format: 'uuid', nullable: true, description: 'who would receive it' })
  receiverInstitutionId!: string | null;
  @ApiProperty({ type: String, nullable: true })
  receiverName!: string | null;
  @ApiProperty({ type: [StepDto] })
  steps!: StepDto[];
}

const whyNot = (code: Obstacle | null): WhyNotDto | null => code && { code, message: obstacles[code][1] };

export const partnerDto = ({ library, receiver, groupIds, home, steps, obstacle }: Partner): PartnerDto => ({
  institutionId: library.id,
  name: library.name,
  groupIds,
  home,
  may: obstacle === null,
  whyNot: whyNot(obstacle),
  receiverInstitutionId: receiver.id,
  receiverName: receiver.name,
  steps,
});

export const sharedFollowupDto = (obstacle: Obstacle | null): PartnerDto => ({
  institutionId: null,
  name: 'Shared Followup',
  groupIds: [],
  home: false,
  may: obstacle === null,
  whyNot: whyNot(obstacle),
  receiverInstitutionId: null,
  receiverName: null,
  steps: [],
});
