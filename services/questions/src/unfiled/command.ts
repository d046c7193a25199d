import { openMessaging } from '@carrel/messaging';
import { UsageError } from '@carrel/web';
import type { INestApplicationContext } from '@nestjs/common';
import { UnfiledChatsService } from './unfiled-chats.service.js';

const say = (line: string): void => void process.stdout.write(`${line}\n`);

/** `node main.js unfiled list|requeue`: chats of every library whose question could not be made. */
export async function unfiled(app: INestApplicationContext, [what = 'list']: string[]): Promise<void> {
  const service = app.get(UnfiledChatsService);
  if (what === 'list') {
    const { rows, total } = await service.list(null, undefined, 1_000);
    for (const { sessionId, institutionId, endedAt, cause } of rows)
      say(`chat ${sessionId} of library ${institutionId}, over since ${endedAt}: ${cause}`);
    say(`${total} chats could not be filed`);
  } else if (what === 'requeue') {
    await openMessaging(app);
    say(`${await service.requeue(null)} chats are filed again`);
  } else throw new UsageError(`unfiled ${what} is not known: list or requeue`);
}
