import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import {
  disconnectFrom,
  emit,
  eventually,
  serviceAccount,
  startService,
  type TestNats,
  type TestService,
} from '@carrel/testing';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { jetstream, jetstreamManager } from '@nats-io/jetstream';
import {
  connect,
  tokenAuthenticator,
  type NatsConnection,
  type NodeConnectionOptions,
} from '@nats-io/transport-node';
import { generate } from 'selfsigned';
import { NotificationsModule } from '../services/notifications/src/notifications.module.js';
import { dataSourceOptions } from '../services/notifications/src/persistence/data-source.js';
import { aQuestion, someLibraries } from '../services/notifications/test/libraries.js';
import { findNatsServer, freePorts, newCalloutKeys } from '../tools/src/index.js';
import { startProgram, untilReady, type Program } from '../tools/src/program.js';
import { built, yamlOf } from '../tools/test/manifests/build.js';

/** Looks like a number with a unit, which NATS's configuration would make of it. */
const password = '12345678901234567890k';

/** NATS servers on the very files an installation is given: only ports and folders are moved. */
interface Installation {
  files: Record<string, string>;
  /** What the container is given for a variable. */
  variable(name: string): string;
  servers: number;
}

const compose: Installation = {
  files: Object.fromEntries(
    ['docker-compose.yml', 'docker-compose.feed.yml']
      .flatMap((file) => yamlOf(file).services.nats.volumes as string[])
      .filter((mount) => mount.startsWith('./'))
      .map((mount) => mount.split(':'))
      .map(([path, target]) => [target!.replace('/etc/nats/', ''), readFileSync(path!, 'utf8')]),
  ),
  variable: (name) => yamlOf('docker-compose.production.yml').services.nats.environment[name],
  servers: 1,
};
const kubernetes = async (): Promise<Installation> => {
  const manifests = await built('overlays/production');
  const named = (kind: string) =>
    manifests.filter((each) => each.kind === kind && each.metadata.name.startsWith('carrel-nats'));
  const [container] = named('StatefulSet')[0]!.spec.template.spec.containers;
  return {
    files: named('ConfigMap')[0]!.data,
    variable: (name) => container.env.find((each: { name: string }) => each.name === name).value ?? '',
    servers: named('StatefulSet')[0]!.spec.replicas,
  };
};

describe.each([
  ['compose', () => compose],
  ['Kubernetes', kubernetes],
])('[promise 24] NATS as %s sets it up', (_, describeIt) => {
  const keys = newCalloutKeys();
  const folder = mkdtempSync(join(tmpdir(), 'carrel-door-'));
  const programs: Program[] = [];
  let service: TestService;
  let url: string;
  let asService: string;
  let ids: Awaited<ReturnType<typeof someLibraries>>;
  let ca: string;
  const open: NatsConnection[] = [];
  const connected = async (more: NodeConnectionOptions) => {
    const connection = await connect({ servers: url, reconnect: false, ...more });
    open.push(connection);
    return connection;
  };
  const integrator = (groupId = ids.evergreen) =>
    serviceAccount({ owner: { kind: 'group', id: groupId }, scopes: ['events:read'] });
  const as = async (who: ReturnType<typeof integrator>, more: NodeConnectionOptions = { tls: { ca } }) =>
    connected({
      authenticator: tokenAuthenticator(await who.token()),
      inboxPrefix: `_INBOX_${who.id}`,
      ...more,
    });

  beforeAll(async () => {
    const { files, variable, servers } = await describeIt();
    const tls = join(folder, 'tls');
    mkdirSync(tls);
    const { private: key, cert } = await generate([{ name: 'commonName', value: 'localhost' }], {
      keyType: 'ec',
      algorithm: 'sha256',
      extensions: [
        {
          name: 'subjectAltName',
          altNames: [
            { type: 2, value: 'localhost' },
            { type: 7, ip: '127.0.0.1' },
          ],
        },
      ],
    });
    writeFileSync(join(tls, 'tls.key'), key);
    writeFileSync(join(tls, 'tls.crt'), (ca = cert));
    const configured = (at: number) => {
      const place = join(folder, String(at));
      mkdirSync(place);
      for (const [name, text] of Object.entries(files)) {
        const moved = text
          .replaceAll('/etc/nats-tls', tls)
          .replace('store_dir: /data', `store_dir: "${place}"`);
        writeFileSync(join(place, name), moved);
      }
      return join(place, 'nats.conf');
    };
    const port = await freePorts(3 * servers);
    const [client, monitor, route] = [0, 1, 2].map((n) => (at: number) => port + 3 * at + n) as never as [
      (at: number) => number,
      (at: number) => number,
      (at: number) => number,
    ];
    const binary = await findNatsServer();
    const each = Array.from({ length: servers }, (_all, at) => at);
    const env = {
      ...process.env,
      NATS_CALLOUT_ISSUER: keys.issuer,
      NATS_PASSWORD: variable('NATS_PASSWORD').replace(/\$[({].*[)}]/, password),
    };
    for (const at of each) {
      const place = ['-c', configured(at), '-a', '127.0.0.1'];
      const ports = ['-p', String(client(at)), '-m', String(monitor(at))];
      const routes = each.map((other) => `nats-route://127.0.0.1:${route(other)}`).join(',');
      const peers = servers > 1 ? ['-cluster', `nats://127.0.0.1:${route(at)}`, '-routes', routes] : [];
      programs.push(
        await startProgram(binary, [...place, ...ports, ...peers], {
          env: { ...env, POD_NAME: `carrel-nats-${at}` },
        }),
      );
    }
    for (const at of each) {
      await untilReady(
        'nats-server',
        programs[at]!,
        async () => {
          const answer = await fetch(`http://127.0.0.1:${monitor(at)}/healthz`);
          if (!answer.ok) throw new Error(await answer.text());
        },
        30_000,
      );
    }
    url = `127.0.0.1:${client(servers - 1)}`;
    service = await startService({
      name: 'notifications',
      module: NotificationsModule,
      dataSource: dataSourceOptions,
      nats: {
        url: each.map((at) => `nats://127.0.0.1:${client(at)}`).join(','),
        monitorUrl: `http://127.0.0.1:${monitor(0)}`,
      },
      env: {
        NATS_USER: 'carrel',
        NATS_PASSWORD: password,
        NATS_REPLICAS: String(servers),
        NATS_CALLOUT_SEED: keys.seed,
        NATS_PUBLIC_URL: `tls://${url}`,
      },
    });
    asService = `nats://carrel:${password}@127.0.0.1:${client(0)}`;
    ids = await someLibraries({ url: asService } as TestNats, service);
  }, 120_000);

  afterAll(async () => {
    for (const connection of open) await connection.close();
    await service?.stop();
    if (asService) await disconnectFrom(asService);
    for (const program of programs) await program.stop('SIGTERM', 5_000);
    rmSync(folder, { recursive: true, force: true });
    for (const name of ['USER', 'PASSWORD', 'REPLICAS', 'CALLOUT_SEED', 'PUBLIC_URL'])
      delete process.env[`NATS_${name}`];
  }, 60_000);

  it('lets a service in by its password alone', async () => {
    await expect(connected({ tls: { ca } })).rejects.toThrow(/authorization/i);
    await expect(connected({ tls: { ca }, user: 'carrel', pass: 'carrel' })).rejects.toThrow(
      /authorization/i,
    );
    const own = await connected({ tls: null, user: 'carrel', pass: password });
    const { config } = await (await jetstreamManager(own)).streams.info('EVENTS');
    expect(config.num_replicas).toBe(programs.length);
  });

  it("lets an integrator in by TLS, to its own group's feed and to nothing else", async () => {
    const who = integrator();
    expect((await service.as(who).put('/v1/feed', {})).body.servers).toBe(`tls://${url}`);
    const connection = await as(who);
    const question = aQuestion(ids.cedar);
    const event = await emit({ url: asService }, 'question.note-added.v1', question, {
      subject: question.questionId,
    });
    const consumer = await jetstream(connection, { apiPrefix: 'FEED.API' }).consumers.get('FEED', who.id);
    await eventually(async () => {
      const message = await consumer.next({ expires: 1_000 });
      expect(message?.json()).toEqual(event);
      expect(message?.subject).toBe(`feed.${ids.evergreen}.question.note-added.v1`);
      await message?.ackAck();
    }, 20_000);
    for (const subject of [`feed.${ids.prairie}.>`, 'feed.>', 'carrel.>', '>']) {
      const refusal = new Promise<string>((resolve) => {
        connection.subscribe(subject, { callback: (error) => (error ? resolve(error.message) : undefined) });
      });
      await connection.flush();
      expect(await refusal).toMatch(/Permissions Violation/);
    }
  });

  it('refuses a good token that came in the clear, and a bad one', async () => {
    await expect(as(integrator(), { tls: null })).rejects.toThrow(/authorization/i);
    await expect(
      connected({ tls: { ca }, authenticator: tokenAuthenticator('made.up.token') }),
    ).rejects.toThrow(/authorization/i);
  });
});
