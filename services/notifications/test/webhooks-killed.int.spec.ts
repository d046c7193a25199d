import { spawn, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import {
  aNats,
  emit,
  eventually,
  staff,
  startService,
  type TestNats,
  type TestService,
} from '@carrel/testing';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { NotificationsModule } from '../src/notifications.module.js';
import { dataSourceOptions } from '../src/persistence/data-source.js';
import { aReceiver } from './a-receiver.js';
import { aQuestion, someLibraries } from './libraries.js';

const options = { name: 'notifications', module: NotificationsModule, dataSource: dataSourceOptions };
const env = { WEBHOOK_ALLOWED_NETWORKS: '127.0.0.0/8', WEBHOOK_TIMEOUT_SECONDS: '2' };
let nats: TestNats;
let receiver: Awaited<ReturnType<typeof aReceiver>>;
let before: TestService;
let after: TestService | undefined;
let killed: ChildProcess | undefined;

beforeAll(async () => {
  nats = await aNats();
  receiver = await aReceiver();
  before = await startService({ ...options, nats, env });
});
afterAll(async () => {
  killed?.kill('SIGKILL');
  await after?.stop();
  await before?.stop();
  await receiver?.stop();
  await nats?.stop();
});

describe('[F25] A process that is killed while a receiver takes its time', () => {
  it('leaves every event to the next one: each is taken once, in order, under the id of the first try', async () => {
    const { cedar } = await someLibraries(nats, before);
    const admin = before.as(staff({ institutionId: cedar, roles: ['institution-admin'] }));
    expect((await admin.post('/v1/webhooks', { url: `${receiver.url}/hook` })).status).toBe(201);
    await before.app.close();

    const taken: string[] = [];
    let hanging: string | undefined;
    receiver.answers(({ headers }) => {
      const id = String(headers['webhook-id']);
      // It has the third event in its hands when the process dies.
      if (taken.length === 2 && !hanging) return ((hanging = id), 'hang');
      taken.push(id);
      return 204;
    });
    killed = spawn(
      process.execPath,
      [
        ...['-C', 'carrel-source', '--import', './libs/testing/typescript.mjs'],
        'services/notifications/src/main.ts',
      ],
      { env: { ...process.env, PORT: '0', NODE_OPTIONS: '' }, stdio: 'ignore' },
    );
    const question = aQuestion(cedar);
    const happens = () => emit(nats, 'question.note-added.v1', question, { subject: question.questionId });
    const ids: string[] = [];
    for (let n = 0; n < 6; n += 1) ids.push((await happens()).id);
    await eventually(() => expect(hanging).toBeDefined());
    killed.kill('SIGKILL');
    await once(killed, 'exit');
    // What happens while nobody is there waits in the stream.
    ids.push((await happens()).id);

    after = await startService({ ...options, nats, env, database: before.database });
    await eventually(() => expect(taken).toHaveLength(ids.length));
    expect(taken).toEqual(ids);
    expect(hanging).toBe(ids[2]);
    expect(receiver.at('/hook').map(({ event }) => event.id)).toEqual([...ids.slice(0, 3), ...ids.slice(2)]);
  });
});
