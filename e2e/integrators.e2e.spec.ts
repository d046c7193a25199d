import { spawn, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { ok } from '@carrel/client';
import { freePort } from '../tools/src/index.js';
import { at, eventually, signIn, speaker } from '../tools/src/journey/client.js';
import { aSystem } from './a-system.js';

/** An example of libs/client-events as an integrator would run it, and what it has printed. */
class Example {
  said = '';
  private readonly process: ChildProcess;

  constructor(name: string, env: Record<string, string>) {
    const { NODE_OPTIONS: _, ...rest } = process.env;
    this.process = spawn(process.execPath, [`libs/client-events/examples/${name}.mjs`], {
      env: { ...rest, ...env },
    });
    for (const stream of [this.process.stdout, this.process.stderr]) {
      stream?.on('data', (chunk: Buffer) => (this.said += chunk.toString()));
    }
  }

  says(words: string | RegExp): Promise<void> {
    return eventually(async () => expect(this.said).toMatch(words));
  }

  async stop(): Promise<void> {
    if (this.process.exitCode !== null) return;
    this.process.kill('SIGTERM');
    await once(this.process, 'exit');
  }
}

describe('An integrator', () => {
  let system: Awaited<ReturnType<typeof aSystem>>;
  let origin: string;
  let cedar: string;
  const examples: Example[] = [];
  const run = (name: string, env: Record<string, string>) => {
    const example = new Example(name, { CARREL_URL: origin, ...env });
    examples.push(example);
    return example;
  };
  const ask = () => {
    const patron = { name: 'Robin Reader', email: 'robin@patron.example' };
    const body = { text: 'Is the reading room open on Sunday?', patron, institutionId: cedar };
    return ok(speaker(origin).questions.POST('/v1/questions', { body }));
  };

  beforeAll(async () => {
    system = await aSystem();
    origin = system.stack.url;
    cedar = (await signIn(origin, 'admin@cedar.example')).account.institutionId!;
  });
  afterAll(async () => {
    for (const example of examples) await example.stop();
    await system?.end();
  });

  it("reads a group's feed with the example, goes on after a restart where it stopped, and reads again from a date", async () => {
    const { admin } = await signIn(origin, 'admin@evergreen.example');
    const found = await ok(admin.GET('/v1/groups', { params: { query: { search: 'Evergreen' } } }));
    const request = {
      ...at(found.items[0]!.id),
      body: { name: 'Dashboard', scopes: ['events:read' as const] },
    };
    const account = await ok(admin.POST('/v1/groups/{id}/service-accounts', request));
    const env = { CLIENT_ID: account.id, CLIENT_SECRET: account.clientSecret };
    const first = run('feed-consumer', env);
    await first.says('reading the feed');
    const one = await ask();
    await first.says(new RegExp(`question.created.v1 .*: question ${one.number} \\(web-form\\)`));
    await first.stop();

    const two = await ask();
    const second = run('feed-consumer', env);
    await second.says(new RegExp(`question ${two.number} `));
    expect(second.said).not.toContain(`question ${one.number} `);
    await second.stop();

    const again = run('feed-consumer', { ...env, FROM: new Date(Date.now() - 3_600_000).toISOString() });
    await again.says(new RegExp(`question ${one.number} [^]*question ${two.number} `));
  });

  it('receives webhooks with the example, each verified, and refuses what Carrel did not sign', async () => {
    const { notifications } = await signIn(origin, 'admin@cedar.example');
    const port = String(await freePort());
    const url = `http://127.0.0.1:${port}/`;
    const endpoint = await ok(notifications.POST('/v1/webhooks', { body: { url } }));
    const receiver = run('webhook-receiver', { PORT: port, WEBHOOK_SECRET: endpoint.secret });
    await receiver.says('waiting for webhooks');
    await ok(notifications.POST('/v1/webhooks/{id}/test', at(endpoint.id)));
    await receiver.says(/webhook.tested.v1 /);
    const { number } = await ask();
    await receiver.says(new RegExp(`question ${number} `));
    const forged = await fetch(`http://127.0.0.1:${port}/`, { method: 'POST', body: '{}' });
    expect(forged.status).toBe(400);
  });
});
