import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import type { NatsCluster } from '@carrel/tools';
import { aNatsCluster, eventually, type TestDatabase } from '@carrel/testing';
import { register } from 'prom-client';
import { aMessagingDatabase } from './a-messaging-database.js';
import { aReplica, type Replica } from './a-service.js';
import { aMadeReferral } from './a-referral.js';
import { Effects } from './reactions.js';

describe('Without a quorum of its three NATS servers a service', () => {
  let nats: NatsCluster;
  let database: TestDatabase;
  let referrals: Replica;

  beforeAll(async () => {
    process.env.NATS_REPLICAS = '3';
    [nats, database] = await Promise.all([aNatsCluster(), aMessagingDatabase()]);
    const monitorUrl = nats.nodes[0]!.monitorUrl;
    referrals = await aReplica({
      service: 'referrals',
      url: database.url,
      nats: { url: nats.url, monitorUrl },
      controllers: [Effects],
    });
  });
  afterAll(async () => {
    delete process.env.NATS_REPLICAS;
    await referrals?.stop();
    await Promise.all([nats?.stop(), database?.drop()]);
  });

  const figure = async (name: string) => {
    const { values } = await register.getSingleMetric(name)!.get();
    return values.find(({ labels }) => labels.service === 'referrals')?.value;
  };
  const handled = async () => (await referrals.db.query('select count(*)::int as n from effects'))[0].n;
  const loseQuorum = () => Promise.all(nats.nodes.slice(1).map((node) => node.kill()));

  it('[promise 7] goes on writing, says that nobody receives its events and claims no lag, then catches up', async () => {
    await aMadeReferral(referrals.transactions, 3);
    await eventually(async () => expect(await handled()).toBe(3));
    await eventually(async () => {
      expect([await figure('carrel_consumer_lag'), await figure('carrel_consumers_unavailable')]).toEqual([
        0, 0,
      ]);
    });

    await loseQuorum();
    await aMadeReferral(referrals.transactions, 3);
    await eventually(async () => {
      expect([await figure('carrel_consumer_lag'), await figure('carrel_consumers_unavailable')]).toEqual([
        undefined,
        1,
      ]);
    });
    expect(await referrals.health.status()).toMatchObject({ consumer: false });

    await Promise.all(nats.nodes.slice(1).map((node) => node.start()));
    await eventually(async () => expect(await handled()).toBe(6));
    await eventually(async () => {
      expect([await figure('carrel_consumer_lag'), await figure('carrel_consumers_unavailable')]).toEqual([
        0, 0,
      ]);
    });
  });
});
