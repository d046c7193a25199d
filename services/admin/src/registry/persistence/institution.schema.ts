import { EntitySchema } from 'typeorm';
import {
  flag,
  id,
  json,
  text,
  textOrNull,
  time,
  uuid,
  uuidOrNull,
  whole,
} from '../../shared/persistence/columns.js';
import { Institution } from '../domain/institution.js';

export const institutionSchema = new EntitySchema<Institution>({
  name: 'institution',
  target: Institution,
  tableName: 'institutions',
  columns: {
    id,
    sequence: whole('sequence'),
    subscriptionGroupId: uuid('subscription_group_id'),
    profile: json('profile'),
    profileStatus: text('profile_status'),
    profileNote: textOrNull('profile_note'),
    portal: flag('portal'),
    cooperativeMember: flag('cooperative_member'),
    acceptsReferrals: flag('accepts_referrals'),
    redirectToInstitutionId: uuidOrNull('redirect_to_institution_id'),
    successorInstitutionId: uuidOrNull('successor_institution_id'),
    registeredAt: time('registered_at'),
  },
});
