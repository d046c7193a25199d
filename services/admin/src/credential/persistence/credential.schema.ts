import { EntitySchema } from 'typeorm';
import {
  json,
  textOrNull,
  timeOrNull,
  uuid,
  id,
  time,
  uuidOrNull,
  whole,
} from '../../shared/persistence/columns.js';
import { SecondFactor } from '../domain/second-factor.js';
import { Credential } from '../domain/credential.js';
import { SignIn } from '../domain/sign-in.js';

export const secondFactorSchema = new EntitySchema<SecondFactor>({
  name: 'second-factor',
  target: SecondFactor,
  tableName: 'second_factors',
  columns: {
    accountId: { ...uuid('account_id'), primary: true },
    sealedTotp: textOrNull('sealed_totp'),
    totpSince: timeOrNull('totp_since'),
    totpLastStep: { name: 'totp_last_step', type: 'integer', nullable: true },
    sealedPendingTotp: textOrNull('sealed_pending_totp'),
    recoveryHashes: { name: 'recovery_hashes', type: 'text', array: true },
    passkeys: json('passkeys'),
  },
});

export const signInSchema = new EntitySchema<SignIn>({
  name: 'sign-in',
  target: SignIn,
  tableName: 'sign_ins',
  columns: {
    id,
    sequence: whole('sequence'),
    accountId: uuid('account_id'),
    startedAt: time('started_at'),
    lastUsedAt: timeOrNull('last_used_at'),
    device: textOrNull('device'),
    providerId: uuidOrNull('provider_id'),
    providerSubject: textOrNull('provider_subject'),
    providerSession: textOrNull('provider_session'),
    secondFactorAt: timeOrNull('second_factor_at'),
    endedAt: timeOrNull('ended_at'),
    endedBecause: textOrNull('ended_because'),
  },
});

export const credentialSchema = new EntitySchema<Credential>({
  name: 'credential',
  target: Credential,
  tableName: 'credentials',
  columns: {
    accountId: { ...uuid('account_id'), primary: true },
    passwordHash: textOrNull('password_hash'),
    invitationHash: textOrNull('invitation_hash'),
    invitationExpiresAt: timeOrNull('invitation_expires_at'),
  },
});
