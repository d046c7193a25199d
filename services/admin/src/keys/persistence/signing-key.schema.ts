import { EntitySchema } from 'typeorm';
import { json, text, time, timeOrNull } from '../../shared/persistence/columns.js';
import { SigningKey } from '../domain/signing-key.js';

export const signingKeySchema = new EntitySchema<SigningKey>({
  name: 'signing-key',
  target: SigningKey,
  tableName: 'signing_keys',
  columns: {
    kid: { ...text('kid'), primary: true },
    publicKey: json('public_key'),
    sealedPrivateKey: text('sealed_private_key'),
    createdAt: time('created_at'),
    signingSince: timeOrNull('signing_since'),
    retiredAt: timeOrNull('retired_at'),
  },
});
