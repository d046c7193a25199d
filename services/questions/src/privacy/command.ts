import { setTimeout as sleep } from 'node:timers/promises';
import type { INestApplicationContext } from '@nestjs/common';
import { Clock } from '@carrel/kernel';
import { Directory } from '@carrel/directory';
import { newId } from '@carrel/messaging';
import { UsageError } from '@carrel/web';
import { isEmail, isUUID } from 'class-validator';
import { Erasures } from './persistence/erasures.js';

/** No account: the operator acts on the machine itself. */
const operator = '00000000-0000-0000-0000-000000000000';

/**
 * `node main.js erase <library's id> <address>`: forgets a patron of the library, as its administrator could; the
 * running service does the work, and this waits for it.
 */
export async function erase(
  app: INestApplicationContext,
  [institutionId = '', address = '']: string[],
): Promise<void> {
  const problems = [
    ...(isUUID(institutionId) ? [] : [`${institutionId || 'nothing'} is not a library's id`]),
    ...(isEmail(address) ? [] : ['the second argument is not an e-mail address']),
  ];
  if (problems.length) throw new UsageError(problems.join('; '));
  if (!(await app.get(Directory).institution(institutionId)))
    throw new UsageError(`${institutionId} is no library's id`);
  const erasures = app.get(Erasures);
  const id = newId();
  await erasures.add({ id, institutionId, address, askedBy: operator, askedAt: app.get(Clock).now() });
  for (const until = Date.now() + 60_000; Date.now() < until; await sleep(200)) {
    const erasure = await erasures.get(id);
    if (!erasure?.doneAt) continue;
    process.stdout.write(`forgotten: ${erasure.questions} questions have lost name, address and words\n`);
    return;
  }
  process.stdout.write(`under way as ${id}; it goes on by itself while the service runs\n`);
}
