import { ApiProperty, OmitType } from '@nestjs/swagger';
import { IsUUID } from 'class-validator';
import { PartnerDto } from './partners.dto.js';

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
  @ApiProperty({ type: [String] })
  subjects!: string[];
  @ApiProperty({ type: [String] })
  geography!: string[];
  @ApiProperty({ type: [String], description: 'BCP 47 tags' })
  languages!: string[];
}

export class TrackRecordDto {
  @ApiProperty({ type: 'integer', description: 'referrals it received in the last 365 days' })
  received!: number;
  @ApiProperty({ type: 'integer' })
  answered!: number;
  @ApiProperty({ type: 'integer' })
  returned!: number;
  @ApiProperty({ type: 'integer' })
  open!: number;
  @ApiProperty({ type: 'integer', nullable: true })
  medianSecondsToAnswer!: number | null;
}

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
