import { readFileSync } from 'node:fs';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { aSystem } from './a-system.js';
import { actors } from './actors.js';
import { fuzzing } from './fuzz/suite.js';
import { rows, strays } from './permissions.js';
import { Scene, type Subject } from './scene.js';
import { subjects } from './subjects/index.js';

const operations = ['admin', 'chat', 'questions', 'referrals', 'notifications'].flatMap((service) => {
  const { paths } = JSON.parse(readFileSync(`docs/openapi/${service}.json`, 'utf8')) as {
    paths: Record<string, Record<string, unknown>>;
  };
  return Object.entries(paths).flatMap(([path, methods]) =>
    Object.keys(methods).map((method) => `${method.toUpperCase()} ${path}`),
  );
});

describe('[R5, promise 21] Who may do what', () => {
  let system: Awaited<ReturnType<typeof aSystem>>;
  let scene: Scene;

  beforeAll(async () => {
    system = await aSystem();
    scene = new Scene(system.stack.url, system.stack.urls.mailIn);
    await scene.set();
  }, 300_000);

  afterAll(() => system?.end(), 60_000);

  it('is written down for every operation there is, and for none that is not', () => {
    expect(rows.map((row) => row.operation).sort()).toEqual([...operations].sort());
    expect(strays).toEqual([]);
    expect(Object.keys(subjects).sort()).toEqual([...operations].sort());
  });

  it.each(rows)('$operation', async ({ operation, expected }) => {
    const seen: Record<string, string | number> = {};
    await scene.renewServices();
    const subject = await subjects[operation]!(scene);
    for (const actor of actors) {
      const status = await attempt(actor, operation, subject);
      const letIn = ![401, 403, 404].includes(status) && status < 500;
      seen[actor] = expected[actor] === 'ok' && letIn ? 'ok' : status;
    }
    await subject.tidy?.();
    expect(seen).toEqual(expected);
  });

  fuzzing(() => ({ scene, origins: system.stack.urls, postgres: system.stack.urls.postgres }));

  async function attempt(actor: (typeof actors)[number], operation: string, subject: Subject) {
    const [method, template] = operation.split(' ') as [string, string];
    const path = template.replace(/\{(\w+)\}/g, (_, name: string) => subject.path[name]!);
    const speaker = scene.speaker(actor, subject);
    const cut = new AbortController();
    const response = await fetch(`${system.stack.url}${path}${subject.query ? `?${subject.query}` : ''}`, {
      method,
      headers: {
        ...(speaker.token ? { authorization: `Bearer ${speaker.token}` } : {}),
        ...(subject.body ? { 'content-type': 'application/json' } : {}),
      },
      ...(subject.body ? { body: JSON.stringify(subject.body(actor)) } : {}),
      signal: cut.signal,
    });
    cut.abort();
    return response.status;
  }
});
