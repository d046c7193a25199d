import type { INestApplicationContext } from '@nestjs/common';
import { CannotBeDone, UsageError } from '@carrel/web';
import { isEmail } from 'class-validator';
import { adminConfig } from '../shared/config.js';
import { FirstOperator } from './first-operator.js';

/** `node main.js bootstrap [address]`: makes the operator and prints the one-time token, to stdout only. */
export async function bootstrap(
  app: INestApplicationContext,
  [email = 'operator@carrel.local']: string[],
): Promise<void> {
  if (!isEmail(email)) throw new UsageError(`${email} is not an e-mail address`);
  const invitation = await app.get(FirstOperator).invite(email);
  if (!invitation) {
    throw new CannotBeDone('There is an operator already, who has chosen a password; nothing was changed');
  }
  const { token, expiresAt } = invitation;
  process.stdout
    .write(`The operator signs in as ${email}. Choose the password, once and before ${expiresAt.toISOString()}:

  curl -X POST ${adminConfig().publicUrl}/api/admin/v1/auth/password \\
    -H 'content-type: application/json' -d '{"token": "${token}", "password": "..."}'

or on the page ${adminConfig().publicUrl}/desk/password#${token}
`);
}
