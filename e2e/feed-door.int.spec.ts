import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import {
  eventStreamKeeper,
  natsServices,
  requests,
  requestsSentBy,
  type NatsService,
} from '@carrel/contracts';
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
import { inboxOf } from '../services/notifications/src/feed/inboxes.js';
import { NotificationsModule } from '../services/notifications/src/notifications.module.js';
import { dataSourceOptions } from '../services/notifications/src/persistence/data-source.js';
import { aQuestion, someLibraries } from '../services/notifications/test/libraries.js';
import { findNatsServer, freePorts, newCalloutKeys, passwordVariable } from '../tools/src/index.js';
import { startProgram, untilReady, type Program } from '../tools/src/program.js';
import { built, yamlOf } from '../tools/test/manifests/build.js';

/** Digits first, which NATS's configuration would take for a number. */
const passwordOf = (service: string) => `1234567890123456789${service}`;

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
  let addressAs: (name: NatsService) => string;
  let ids: Awaited<ReturnType<typeof someLibraries>>;
  let ca: string;
  const open: NatsConnection[] = [];
  const connected = async (more: NodeConnectionOptions) => {
    const connection = await connect({ servers: url, reconnect: false, ...more });
    open.push(connection);
    return connection;
  };
  const asService = (name: NatsService) =>
    connected({ tls: null, user: name, pass: passwordOf(name), inboxPrefix: `_INBOX_${name}` });
  /** What NATS says of a subject that this connection may not have, undefined when it may. */
  const refusalOf = async (connection: NatsConnection, act: (connection: NatsConnection) => void) => {
    let refusal: string | undefined;
    void (async () => {
      for await (const status of connection.status())
        if (status.type === 'error') refusal = status.error.message;
    })();
    act(connection);
    await connection.flush();
    await connection.flush();
    return refusal;
  };
  const integrator = (groupId = ids.evergreen) =>
    serviceAccount({ owner: { kind: 'group', id: groupId }, scopes: ['events:read'] });
  const as = async (who: ReturnType<typeof integrator>, more: NodeConnectionOptions = { tls: { ca } }) =>
    connected({
      authenticator: tokenAuthenticator(await who.token()),
      inboxPrefix: inboxOf(who.id).prefix,
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
      ...Object.fromEntries(
        natsServices.map((name) => [
          passwordVariable(name),
          variable(passwordVariable(name)).replace(/\$[({].*[)}]/, passwordOf(name)),
        ]),
      ),
    };
    for (const at of each) {
      const config = configured(at);
      // Of its own: the one that the configuration names may be another run's, and another user's.
      const place = ['-c', config, '-a', '127.0.0.1', '-P', join(dirname(config), 'nats.pid')];
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
        NATS_USER: 'notifications',
        NATS_PASSWORD: passwordOf('notifications'),
        NATS_REPLICAS: String(servers),
        NATS_CALLOUT_SEED: keys.seed,
        NATS_PUBLIC_URL: `tls://${url}`,
      },
    });
    addressAs = (name) => `nats://${name}:${passwordOf(name)}@127.0.0.1:${client(0)}`;
    ids = await someLibraries({ url: addressAs('admin') } as TestNats, service);
  });

  afterAll(async () => {
    for (const connection of open) await connection.close();
    await service?.stop();
    if (addressAs) for (const name of natsServices) await disconnectFrom(addressAs(name));
    for (const program of programs) await program.stop('SIGTERM', 5_000);
    rmSync(folder, { recursive: true, force: true });
    for (const name of ['USER', 'PASSWORD', 'REPLICAS', 'CALLOUT_SEED', 'PUBLIC_URL'])
      delete process.env[`NATS_${name}`];
  });

  it('lets a service in by its password alone', async () => {
    await expect(connected({ tls: { ca } })).rejects.toThrow(/authorization/i);
    for (const [user, pass] of [
      ['carrel', 'carrel'],
      ['chat', 'carrel'],
      ['chat', passwordOf('admin')],
    ])
      await expect(connected({ tls: { ca }, user, pass })).rejects.toThrow(/authorization/i);
    const own = await asService('chat');
    const { config } = await (await jetstreamManager(own, { checkAPI: false })).streams.info('EVENTS');
    expect(config.num_replicas).toBe(programs.length);
  });

  it.each(natsServices)('[promise 32] lets %s speak for itself and for no other service', async (name) => {
    const own = await asService(name);
    const others = natsServices.filter((other) => other !== name);
    const listen = (subject: string) => (connection: NatsConnection) =>
      void connection.subscribe(subject, { callback: () => undefined });
    const say = (subject: string) => (connection: NatsConnection) => connection.publish(subject, '{}');
    const lawful = [
      say(`nudge.${name}.x`),
      ...requestsSentBy[name].map((request) => say(requests[request].subject)),
      listen(`carrel.ask.${name}.anything`),
    ];
    for (const act of lawful) expect(await refusalOf(await asService(name), act)).toBeUndefined();
    const unasked = Object.entries(requests)
      .filter(([request]) => !requestsSentBy[name].includes(request as keyof typeof requests))
      .map(([, { subject }]) => subject)
      .filter((subject) => !/account-names|republish-directory/.test(subject));
    const forbidden = [
      ...others.flatMap((other) => [
        say(`carrel.${other}.account.created.v1`),
        say(`carrel.requeue.${other}.account.created.v1`),
        say(`nudge.${other}.x`),
        say(`_INBOX_${other}.x`),
        say(`$JS.API.CONSUMER.MSG.NEXT.EVENTS.${other}`),
        say(`$JS.API.CONSUMER.DELETE.EVENTS.${other}`),
        say(`$JS.ACK.EVENTS.${other}.1.1.1.1.0`),
        listen(`_INBOX_${other}.>`),
        listen(`carrel.ask.${other}.>`),
        listen(`nudge.${other}.>`),
      ]),
      ...unasked.map(say),
      ...['carrel.>', '>', '_INBOX.>', '$JS.>', '$SYS.>'].map(listen),
      ...['$JS.API.STREAM.DELETE.EVENTS', '$JS.API.STREAM.PURGE.EVENTS', '$SYS.REQ.SERVER.PING'].map(say),
      // Whoever changes a stream can have its own words stored under subjects of others.
      ...(name === eventStreamKeeper ? [] : [say('$JS.API.STREAM.UPDATE.EVENTS')]),
      ...[
        '$JS.API.STREAM.CREATE.OTHER',
        '$JS.API.STREAM.MSG.GET.EVENTS',
        '$JS.API.STREAM.MSG.DELETE.EVENTS',
      ].map(say),
      ...(name === 'notifications'
        ? []
        : [
            say('feed.x.y'),
            say('$JS.API.STREAM.UPDATE.FEED'),
            say('$JS.API.CONSUMER.CREATE.FEED.x'),
            listen('$SYS.REQ.USER.AUTH'),
          ]),
    ];
    const passed: number[] = [];
    for (const [at, act] of forbidden.entries()) {
      const refusal = await refusalOf(own, act);
      if (!/permissions violation/i.test(refusal ?? '')) passed.push(at);
    }
    expect(passed).toEqual([]);
  });

  it("lets an integrator in by TLS, to its own group's feed and to nothing else", async () => {
    const who = integrator();
    expect((await service.as(who).put('/v1/feed', {})).body.servers).toBe(`tls://${url}`);
    const connection = await as(who);
    const question = aQuestion(ids.cedar);
    const event = await emit({ url: addressAs('questions') }, 'question.note-added.v1', question, {
      subject: question.questionId,
    });
    const consumer = await jetstream(connection, { apiPrefix: 'FEED.API' }).consumers.get('FEED', who.id);
    await eventually(async () => {
      const message = await consumer.next({ expires: 1_000 });
      expect(message?.json()).toEqual(event);
      expect(message?.subject).toBe(`feed.${ids.evergreen}.question.note-added.v1`);
      await message?.ackAck();
    });
    for (const subject of [`feed.${ids.evergreen}.>`, 'feed.>', 'carrel.>', '>']) {
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
