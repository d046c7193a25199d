import { randomUUID } from 'node:crypto';
import { setTimeout as sleep } from 'node:timers/promises';
import { ok } from '@carrel/client';
import { at, eventually, signIn, speaker } from '../journey/client.js';
import { Mailbox } from '../journey/mailbox.js';
import type { Place } from '../journey/desk.js';

/** What became of the questions that patrons sent by a web form while something happened to the system. */
export interface Asked {
  questions: number;
  /** Answered as taken and not found afterwards. */
  lost: number;
  /** Patrons whose receipt did not come by mail within two minutes of the end. */
  withoutReceipt: number;
  /** Patrons who were sent two different receipts. */
  withTwoReceipts: number;
  /** The same mail handed over again, which the message id tells the reader's mailbox: a kill in the middle of a mail. */
  sentAgain: number;
  /** Milliseconds that the slowest question took to be accepted, tries included. */
  slowestMs: number;
}

/** Less than the form's limit of 120 a minute from one address. */
const EVERY_MS = 800;
const RECEIPTS_WITHIN_MS = 120_000;

/** Has patrons of one library ask until `happens` is over; each is sent a receipt by mail, by event and job. */
export async function askUnderLoad(place: Place, happens: () => Promise<void>): Promise<Asked> {
  const { account } = await signIn(place.url, 'librarian@cedar.example');
  const anyone = speaker(place.url);
  const asked: { id: string; token: string; email: string }[] = [];
  let slowestMs = 0;
  let going = true;
  const ask = async (): Promise<void> => {
    const began = Date.now();
    const email = `load.${randomUUID()}@patron.example`;
    const patron = { name: 'Robin Reader', email };
    const body = { institutionId: account.institutionId!, text: 'Are you open on Sunday?', patron };
    const { id, token } = await ok(anyone.questions.POST('/v1/questions', { body }));
    if (!token) throw new Error('a patron is given no token');
    slowestMs = Math.max(slowestMs, Date.now() - began);
    asked.push({ id, token, email });
  };
  const asking = (async () => {
    const under = new Set<Promise<void>>();
    while (going) {
      const one: Promise<void> = ask().finally(() => under.delete(one));
      under.add(one);
      await Promise.race([sleep(EVERY_MS), failure(under)]);
    }
    await Promise.all(under);
  })();
  try {
    await Promise.race([happens(), asking]);
  } finally {
    going = false;
  }
  await asking;

  let lost = 0;
  for (const { id, token } of asked) {
    const { data } = await speaker(place.url, token).questions.GET('/v1/questions/{id}', at(id));
    if (!data) lost += 1;
  }
  const receipts = () => receiptsOf(place, new Set(asked.map(({ email }) => email)));
  await eventually(async () => {
    if ((await receipts()).size < asked.length) throw new Error('receipts are missing');
  }, RECEIPTS_WITHIN_MS).catch(() => undefined);
  const found = await receipts();
  const all = [...found.values()];
  return {
    questions: asked.length,
    lost,
    withoutReceipt: asked.length - found.size,
    withTwoReceipts: all.filter((ids) => new Set(ids).size > 1).length,
    sentAgain: all.reduce((sum, ids) => sum + ids.length - new Set(ids).size, 0),
    slowestMs,
  };
}

/** Rejects when one of these does; never resolves. */
const failure = (under: Iterable<Promise<void>>) =>
  new Promise<never>((_, reject) => {
    for (const one of under) one.catch(reject);
  });

/** The message ids of what these addresses were sent. */
async function receiptsOf(place: Place, addresses: ReadonlySet<string>): Promise<Map<string, string[]>> {
  const found = new Map<string, string[]>();
  for (const { to, headers } of await new Mailbox(place.mailboxUrl).mails()) {
    const address = to[0]?.address ?? '';
    if (!addresses.has(address)) continue;
    found.set(address, [...(found.get(address) ?? []), headers['message-id'] ?? '']);
  }
  return found;
}
