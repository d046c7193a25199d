import { EntitySchema } from 'typeorm';
import {
  flag,
  id,
  json,
  text,
  time,
  uuid,
  whole,
  textOrNull,
  timeOrNull,
  uuidOrNull,
} from '../../shared/persistence/columns.js';
import { Account } from '../domain/account.js';
import { Group } from '../domain/group.js';
import { Institution } from '../domain/institution.js';

export const accountSchema = new EntitySchema<Account>({
  name: 'account',
  target: Account,
  tableName: 'accounts',
  columns: {
    id,
    sequence: whole('sequence'),
    number: text('number'),
    institutionId: uuid('institution_id'),
    email: text('email'),
    name: text('name'),
    roles: { name: 'roles', type: 'text', array: true },
    groupRoles: json('group_roles'),
    deactivatedByOperator: flag('deactivated_by_operator'),
    operator: flag('operator'),
    trained: flag('trained'),
    active: flag('active'),
    createdAt: time('created_at'),
  },
});

export const groupSchema = new EntitySchema<Group>({
  name: 'group',
  target: Group,
  tableName: 'groups',
  columns: {
    id,
    sequence: whole('sequence'),
    kind: text('kind'),
    name: text('name'),
    timeZone: text('time_zone'),
    requiresCooperativeMark: flag('requires_cooperative_mark'),
    contactEmail: textOrNull('contact_email'),
    uses: { name: 'uses', type: 'text', array: true },
    madeByInstitutionId: uuidOrNull('made_by_institution_id'),
    deletedAt: timeOrNull('deleted_at'),
    proxyInstitutionId: uuidOrNull('proxy_institution_id'),
    createdAt: time('created_at'),
  },
});

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
