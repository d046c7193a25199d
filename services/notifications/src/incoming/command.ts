import { UsageError } from '@carrel/web';
import type { INestApplicationContext } from '@nestjs/common';
import { UnfiledMailsService } from './unfiled-mails.service.js';

const say = (line: string): void => void process.stdout.write(`${line}\n`);

/** `node main.js unfiled list|requeue`: every library's mail that is not filed yet. */
export async function unfiled(app: INestApplicationContext, [what = 'list']: string[]): Promise<void> {
  const service = app.get(UnfiledMailsService);
  if (what === 'list') {
    const { rows, total } = await service.list(null, undefined, 1_000);
    for (const { id, institutionId, arrivedAt } of rows)
      say(`mail ${id} of library ${institutionId ?? 'not known'}, here since ${arrivedAt.toISOString()}`);
    say(`${total} mails could not be filed`);
  } else if (what === 'requeue') say(`${await service.requeue(null)} mails are read again`);
  else throw new UsageError(`unfiled ${what} is not known: list or requeue`);
}
