import { ApiProperty } from '@nestjs/swagger';
import { changesClocks } from '../../shared/domain/zone.js';
import type { Institution } from '../domain/institution.js';
import { checklistOf, gapsIn, libraryTypes } from '../domain/profile.js';

const statuses = ['new', 'submitted', 'active', 'rejected', 'closed'] as const;

export class InstitutionDto {
  @ApiProperty({ format: 'uuid' })
  id!: string;

  @ApiProperty()
  name!: string;

  @ApiProperty({ format: 'uuid' })
  subscriptionGroupId!: string;

  @ApiProperty({ description: 'where it is; null: not said', type: 'string', nullable: true })
  stateOrProvince!: string | null;

  @ApiProperty({ description: 'ISO 3166-1, two letters; null: not said', type: 'string', nullable: true })
  country!: string | null;

  @ApiProperty({ description: 'IANA name' })
  timeZone!: string;

  @ApiProperty({ description: 'public, academic, law and so on', enum: libraryTypes, isArray: true })
  libraryTypes!: string[];

  @ApiProperty({ description: 'only a library with an active profile takes part', enum: statuses })
  profileStatus!: string;

  @ApiProperty({ description: 'stands for patrons of no known library' })
  portal!: boolean;

  @ApiProperty({ description: 'whether others may refer questions to it' })
  acceptsReferrals!: boolean;

  @ApiProperty({
    description: 'the library that referrals to it go to instead; null: none',
    type: 'string',
    format: 'uuid',
    nullable: true,
  })
  redirectToInstitutionId!: string | null;
}

class ChecklistItem {
  @ApiProperty({ description: 'of the profile', example: 'alertEmail' })
  field!: string;

  @ApiProperty({ description: 'Not OK: it keeps the profile from being submitted', enum: ['OK', 'Not OK'] })
  status!: 'OK' | 'Not OK';
}

/** The whole profile, for the library's own administrators, its group's and the operator. */
export class ProfileAnswer {
  @ApiProperty()
  name!: string;

  @ApiProperty({ description: 'where it is; null: not said', type: 'string', nullable: true })
  stateOrProvince!: string | null;

  @ApiProperty({ description: 'ISO 3166-1, two letters; null: not said', type: 'string', nullable: true })
  country!: string | null;

  @ApiProperty({ description: 'IANA name' })
  timeZone!: string;

  @ApiProperty({ description: 'whether clocks there change within the year; follows from the zone' })
  daylightSaving!: boolean;

  @ApiProperty({
    description: 'where the platform writes to when something is wrong; null: nowhere',
    type: 'string',
    nullable: true,
  })
  alertEmail!: string | null;

  @ApiProperty({ description: 'public, academic, law and so on', enum: libraryTypes, isArray: true })
  libraryTypes!: readonly string[];

  @ApiProperty({ description: 'where the profile stands between submission and approval', enum: statuses })
  status!: string;

  @ApiProperty({ type: 'string', nullable: true, description: 'why it was rejected' })
  note!: string | null;

  @ApiProperty({ description: "the operator's mark of membership of a 24/7 cooperative" })
  cooperativeMember!: boolean;

  @ApiProperty({ type: [String], description: 'required fields that are still empty' })
  missing!: string[];

  @ApiProperty({ type: [ChecklistItem], description: 'a profile is submitted once all is OK' })
  checklist!: ChecklistItem[];
}

export const profileAnswer = (institution: Institution): ProfileAnswer => ({
  ...institution.profile,
  daylightSaving: changesClocks(institution.profile.timeZone, institution.registeredAt.getUTCFullYear()),
  status: institution.profileStatus,
  note: institution.profileNote,
  cooperativeMember: institution.cooperativeMember,
  missing: gapsIn(institution.profile),
  checklist: checklistOf(institution.profile).map(({ field, ok }) => ({
    field,
    status: ok ? 'OK' : 'Not OK',
  })),
});
