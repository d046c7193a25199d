import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { aNats, eventually, type TestDatabase, type TestNats } from '@carrel/testing';
import { aMessagingDatabase } from './a-messaging-database.js';
import { aReplica, type Replica } from './a-service.js';
import { aMadeReferral, Referral } from './a-referral.js';
import { Effects } from './reactions.js';

describe('Events', () => {
  let nats: TestNats;
  let publisherDb: TestDatabase;
  let consumerDb: TestDatabase;
  let referrals: Replica;
  let questions: Replica;

  beforeAll(async () => {
    [nats, publisherDb, consumerDb] = await Promise.all([
      aNats(),
      aMessagingDatabase(),
      aMessagingDatabase(),
    ]);
    referrals = await aReplica({ service: 'referrals', url: publisherDb.url, nats });
    questions = await aReplica({ service: 'questions', url: consumerDb.url, nats, controllers: [Effects] });
  });
  afterAll(async () => {
    await questions?.stop();
    await referrals?.stop();
    await Promise.all([nats?.stop(), publisherDb?.drop(), consumerDb?.drop()]);
  });

  it('reach another service once, in the order they happened', async () => {
    const referral = await aMadeReferral(referrals.transactions, 5);
    await eventually(async () => {
      const rows = await questions.db.query(
        'select sequence from effects where subject = $1 order by place',
        [referral.id],
      );
      expect(rows.map((row: { sequence: string }) => row.sequence)).toEqual(['1', '2', '3', '4', '5']);
    });
  });

  it('of a transaction that is rolled back are never told', async () => {
    const referral = new Referral().make();
    await expect(
      referrals.transactions.run(async (tx) => {
        await tx.publish(referral);
        throw new Error('changed my mind');
      }),
    ).rejects.toThrow('changed my mind');
    expect(await referrals.db.query('select from outbox where subject = $1', [referral.id])).toHaveLength(0);
  });
});
