import { randomUUID } from 'node:crypto';
import { setTimeout as sleep } from 'node:timers/promises';
import { ok } from '@carrel/client';
import { at, signIn, speaker, type Speaker } from '../journey/client.js';
import type { Stack } from '../stack/stack.js';

/** What became of the messages that both sides of a chat wrote while something happened to the system. */
export interface Written {
  messages: number;
  lost: number;
  doubled: number;
  /** Lines whose number is not one more than the one before. */
  disordered: number;
}

/** Has a patron and a librarian of the demonstration write to each other, 50 messages a second, until `happens` is over. */
export async function rollUnderLoad(
  stack: Pick<Stack, 'url'>,
  happens: () => Promise<void>,
): Promise<Written> {
  const librarian = await signIn(stack.url, 'librarian@dogwood.example');
  const { items: queues } = await ok(librarian.chat.GET('/v1/queues'));
  const queueIds = [queues.find(({ kind }) => kind === 'library')!.id];
  await ok(
    librarian.chat.PUT('/v1/monitor', { body: { availability: 'available', queueIds, takeOver: true } }),
  );
  const asked = {
    institutionId: librarian.account.institutionId!,
    patron: { name: 'Robin Reader' },
    question: 'Will you still be there in a minute?',
  };
  const { id, token } = await ok(speaker(stack.url).chat.POST('/v1/sessions', { body: asked }));
  const patron = speaker(stack.url, token);
  await ok(librarian.chat.POST('/v1/sessions/{id}/accept', at(id)));

  let rolling = true;
  const texts: string[] = [];
  const write = async (who: Speaker) => {
    while (rolling) {
      const text = randomUUID();
      await ok(who.chat.POST('/v1/sessions/{id}/messages', { ...at(id), body: { text, clientId: text } }));
      texts.push(text);
      await sleep(40);
    }
  };
  const writing = Promise.all([write(patron), write(librarian)]);
  try {
    await Promise.race([happens(), writing]);
  } finally {
    rolling = false;
  }
  await writing;

  const found: { seq: number; kind: string; text: string | null }[] = [];
  for (let last = 1; found.length === 0 || found.at(-1)!.seq < last;) {
    const after = found.length ? { after: String(found.at(-1)!.seq) } : {};
    const params = { path: { id }, query: { limit: 200, ...after } };
    const { items, lastSeq } = await ok(patron.chat.GET('/v1/sessions/{id}/messages', { params }));
    if (!items.length) break;
    found.push(...items);
    last = lastSeq;
  }
  const seen = found.flatMap(({ kind, text }) => (kind === 'text' && text ? [text] : []));
  const end = { resolution: 'answered', noContactConfirmed: true } as const;
  await ok(librarian.chat.POST('/v1/sessions/{id}/end', { ...at(id), body: end }));
  return {
    messages: texts.length,
    lost: texts.filter((text) => !seen.includes(text)).length,
    doubled: seen.length - new Set(seen).size,
    disordered: found.filter(({ seq }, n) => seq !== n + 1).length,
  };
}
