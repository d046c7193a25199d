import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { requests, type QuestionOf } from '@carrel/contracts';
import { aNats, eventually, type TestDatabase, type TestNats } from '@carrel/testing';
import {
  AckPolicy,
  DeliverPolicy,
  jetstream,
  jetstreamManager,
  type JetStreamManager,
} from '@nats-io/jetstream';
import { connect, type NatsConnection } from '@nats-io/transport-node';
import { Controller } from '@nestjs/common';
import { Payload } from '@nestjs/microservices';
import { Answers, newId } from '../src/index.js';
import { EVENTS } from '../src/event-stream-name.js';
import { aMessagingDatabase } from './a-messaging-database.js';
import { aReplica, type Replica } from './a-service.js';

const asked: string[] = [];

@Controller()
class Addresses {
  @Answers(requests.accountAddress)
  address(@Payload() { accountId }: QuestionOf<typeof requests.accountAddress>) {
    asked.push(accountId);
    return Promise.resolve({ name: 'Ada', email: null });
  }
}

describe('The stream of events', () => {
  let nats: TestNats;
  let database: TestDatabase;
  let admin: Replica, chat: Replica;
  let connection: NatsConnection;
  let manager: JetStreamManager;
  const replica = (service: 'admin' | 'chat') =>
    aReplica({ service, url: database.url, nats, controllers: service === 'admin' ? [Addresses] : [] });

  beforeAll(async () => {
    [nats, database] = await Promise.all([aNats(), aMessagingDatabase()]);
    [admin, chat] = [await replica('admin'), await replica('chat')];
    connection = await connect({ servers: nats.url });
    manager = await jetstreamManager(connection);
  });
  afterAll(async () => {
    await connection?.close();
    await chat?.stop();
    await admin?.stop();
    await Promise.all([nats?.stop(), database?.drop()]);
  });

  it('[promise 32] carries no request: one that came by it has no inbox for an answer, and is not carried out', async () => {
    const [forged, lawful] = [newId(), newId()];
    await manager.consumers.add(EVENTS, {
      ...{ durable_name: 'forger', filter_subject: 'carrel.chat.forged', ack_policy: AckPolicy.None },
      ...{
        deliver_subject: requests.accountAddress.subject,
        deliver_group: 'admin',
        deliver_policy: DeliverPolicy.New,
      },
    });
    await manager.streams.update(EVENTS, {
      republish: { src: 'carrel.chat.again', dest: requests.accountAddress.subject },
    });
    const js = jetstream(connection);
    for (const way of ['forged', 'again'])
      await js.publish(`carrel.chat.${way}`, JSON.stringify({ accountId: forged }));
    await eventually(async () => {
      const { delivered } = await manager.consumers.info(EVENTS, 'forger');
      expect(delivered.consumer_seq).toBe(1);
    });
    await expect(chat.requests.ask(requests.accountAddress, { accountId: lawful })).resolves.toMatchObject({
      name: 'Ada',
    });
    expect(asked).toEqual([lawful]);
    await manager.consumers.delete(EVENTS, 'forger');
  });

  it('[promise 32] carries no nudge: what is republished there is passed to nobody', async () => {
    const received: unknown[] = [];
    const stop = admin.nudges.subscribe('talk.*', (data) => received.push(data));
    const other = await replica('admin');
    try {
      await manager.streams.update(EVENTS, {
        republish: { src: 'carrel.chat.again', dest: 'nudge.admin.talk.1.x' },
      });
      await jetstream(connection).publish('carrel.chat.again', JSON.stringify({ said: 'forged' }));
      await eventually(() => {
        other.nudges.publish('talk.1', { said: 'lawful' });
        expect(received.length).toBeGreaterThan(0);
      });
      expect(new Set(received.map((one) => JSON.stringify(one)))).toEqual(new Set(['{"said":"lawful"}']));
    } finally {
      stop();
      await other.stop();
    }
  });

  it('[promise 32] is put right by its keeper alone, should it store or publish under subjects of others', async () => {
    const altered = {
      subject_transform: { src: 'carrel.chat.forged', dest: 'carrel.admin.account.created.v1' },
      republish: { src: 'carrel.chat.again', dest: 'carrel.ask.again' },
    };
    await manager.streams.update(EVENTS, altered);
    await chat.stop();
    chat = await replica('chat');
    expect((await manager.streams.info(EVENTS)).config).toMatchObject(altered);
    await admin.stop();
    admin = await replica('admin');
    const { config } = await manager.streams.info(EVENTS);
    expect([config.subject_transform, config.republish]).toEqual([undefined, undefined]);
    expect(config.subjects).toContain('carrel.chat.>');
  });
});
