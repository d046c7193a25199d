import { Controller } from '@nestjs/common';
import { Payload } from '@nestjs/microservices';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { requests, type QuestionOf } from '@carrel/contracts';
import { NotFound, ServiceUnavailable, RemoteRefusal } from '@carrel/kernel';
import { aNats, eventually, type TestDatabase, type TestNats } from '@carrel/testing';
import { Answers, newId, TooLarge } from '../src/index.js';
import { aMessagingDatabase } from './a-messaging-database.js';
import { aReplica, type Replica } from './a-service.js';

const [known, unknown, broken, wrong, long] = [newId(), newId(), newId(), newId(), newId()];

const tries: number[] = [];

@Controller()
class Addresses {
  /** Pages, the second of which fails twice. */
  @Answers(requests.deliveryText)
  async text(@Payload() { after }: QuestionOf<typeof requests.deliveryText>) {
    tries.push(after);
    if (after === 1 && tries.length < 4) throw new Error('just restarting');
    return { parts: [`part ${after}`], ...(after < 2 ? { next: after + 1 } : {}) };
  }

  @Answers(requests.accountAddress)
  async address(@Payload() { accountId }: QuestionOf<typeof requests.accountAddress>) {
    if (accountId === unknown) throw new NotFound('account');
    if (accountId === broken) throw new Error('the password is swordfish');
    if (accountId === wrong) return { name: 7 } as never;
    if (accountId === long) return { name: 'é'.repeat(600_000), email: null };
    return { name: 'Ada', email: 'ada@aspen.example' };
  }
}

describe('Requests', () => {
  let nats: TestNats;
  let database: TestDatabase;
  let admin: Replica;
  let chat: Replica;

  beforeAll(async () => {
    [nats, database] = await Promise.all([aNats(), aMessagingDatabase()]);
    admin = await aReplica({ service: 'admin', url: database.url, nats, controllers: [Addresses] });
    chat = await aReplica({ service: 'chat', url: database.url, nats });
  });
  afterAll(async () => {
    await chat?.stop();
    await admin?.stop();
    await Promise.all([nats?.stop(), database?.drop()]);
  });
  const ask = (accountId: string) => chat.requests.ask(requests.accountAddress, { accountId });

  it('are answered by the service that owns the fact', async () => {
    await expect(ask(known)).resolves.toEqual({ name: 'Ada', email: 'ada@aspen.example' });
  });

  it('carry a refusal back as it was said', async () => {
    const refusal = await ask(unknown).catch((error: unknown) => error);
    expect(refusal).toBeInstanceOf(RemoteRefusal);
    expect(refusal).toMatchObject({
      kind: 'not-found',
      code: 'not-found',
      message: 'There is no such account.',
    });
  });

  it('answer a bug to the asking service only as unavailable', async () => {
    for (const id of [broken, wrong]) {
      const failure = await ask(id).catch((error: unknown) => error);
      expect(failure).toBeInstanceOf(ServiceUnavailable);
      expect(JSON.stringify(failure) + String(failure)).not.toContain('swordfish');
    }
  });

  it('are held to the contract before they leave', async () => {
    await expect(ask('not an id')).rejects.toThrow('malformed question');
  });

  it('[promise 30] that are answered with too much fail as such, and not as a part that is away', async () => {
    await expect(ask(long)).rejects.toBeInstanceOf(TooLarge);
    await expect(ask(long)).rejects.toThrow(/answer of carrel.ask.admin.account-address has 12\d+ bytes/);
  });

  it('[promise 30] that are too large themselves never leave', async () => {
    const reply = { questionId: known, messageId: known, matchedBy: 'token' as const };
    // What a contract allows in letters may still be too much in bytes.
    const text = '\u0001'.repeat(100_000);
    const most = { ...requests.patronReply, mostBytes: 500_000 };
    await expect(chat.requests.ask(most, { ...reply, text })).rejects.toBeInstanceOf(TooLarge);
  });

  it('[promise 29] for a page that follows others are sent again while the part is away', async () => {
    const asked = { deliveryId: known, after: 0 };
    const { parts } = await chat.requests.askWhole(requests.deliveryText, asked, 'parts');
    expect({ parts, tries }).toEqual({ parts: ['part 0', 'part 1', 'part 2'], tries: [0, 1, 1, 1, 2] });
  });

  it('say at once that a part is away when nobody answers', async () => {
    const before = Date.now();
    await expect(chat.requests.ask(requests.referralReason, { referralId: newId() })).rejects.toBeInstanceOf(
      ServiceUnavailable,
    );
    expect(Date.now() - before).toBeLessThan(requests.referralReason.deadlineMs);
  });

  it('say within their deadline that a part is away while NATS is', async () => {
    await nats.kill();
    const before = Date.now();
    await expect(ask(known)).rejects.toBeInstanceOf(ServiceUnavailable);
    expect(Date.now() - before).toBeLessThan(requests.accountAddress.deadlineMs + 500);
    await nats.restart();
    await eventually(() => expect(ask(known)).resolves.toMatchObject({ name: 'Ada' }), 10_000);
  });
});

describe('Nudges', () => {
  it('reach every other replica, and those that subscribed before NATS was there', async () => {
    const [nats, database] = await Promise.all([aNats(), aMessagingDatabase()]);
    await nats.kill();
    const replicas = await Promise.all(
      [1, 2].map(() => aReplica({ service: 'chat', url: database.url, nats })),
    );
    const received: unknown[][] = [[], []];
    const stops = replicas.map(({ nudges }, n) =>
      nudges.subscribe('session.*', (data, subject) => received[n]!.push([subject, data])),
    );
    await nats.restart();
    await eventually(() => {
      replicas[0]!.nudges.publish('session.1', { seq: 3 });
      replicas[1]!.nudges.publish('session.2', { seq: 4 });
      expect(received.every((words) => words.length > 0)).toBe(true);
    }, 10_000);
    expect(new Set(received[0]!.map((word) => JSON.stringify(word)))).toEqual(
      new Set([JSON.stringify(['session.2', { seq: 4 }])]),
    );
    expect(received[1]![0]).toEqual(['session.1', { seq: 3 }]);
    stops.forEach((stop) => stop());
    await Promise.all(replicas.map((replica) => replica.stop()));
    await Promise.all([nats.stop(), database.drop()]);
  });
});
