import { EntitySchema } from 'typeorm';
import { json, textOrNull, timeOrNull, uuid } from '../../shared/persistence/columns.js';
import { SecondFactor } from '../domain/second-factor.js';

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
