import { generateKeyPairSync } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { createServer as createPlain, type Server } from 'node:http';
import { createServer as createSecure } from 'node:https';
import { createServer as createTcp, type AddressInfo, type Server as TcpServer } from 'node:net';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it, jest } from '@jest/globals';
import { faultsOfNats, faultsOfUse } from '@carrel/messaging';
import {
  aDatabase,
  aDnsServer,
  aNats,
  type DnsServer,
  type TestDatabase,
  type TestNats,
} from '@carrel/testing';
import { findNatsServer, freePort, startProgram, untilReady, type Program } from '@carrel/tools';
import { generate } from 'selfsigned';
import { DataSource } from 'typeorm';
import { doctorCodes, type DoctorCode, type Finding } from '../src/doctor/codes.js';
import { doctor, eventFindings, natsFindings, notFiledFindings } from '../src/doctor/doctor.js';
import { clockFindings, nodeFindings, nodes, postgresFindings, roomFindings } from '../src/doctor/machine.js';
import { mailDnsFindings } from '../src/doctor/mail-dns.js';
import { publicUrlFindings } from '../src/doctor/public-url.js';
import { sampleDataSource, SampleModule } from './sample/sample.module.js';

const root = join(import.meta.dirname, '../../..');
const { privateKey, publicKey } = generateKeyPairSync('rsa', { modulusLength: 2048 });
const pem = privateKey.export({ type: 'pkcs8', format: 'pem' }) as string;
const published = publicKey.export({ type: 'spki', format: 'der' }).toString('base64');
const dayMs = 86_400_000;

describe('carrel doctor', () => {
  let nats: TestNats;
  let database: TestDatabase;
  let source: DataSource;
  let dns: DnsServer;
  let secure: Server;
  let keys: Server;
  let old: TcpServer;
  let bare: Program;
  let bareUrl: string;
  let bareMonitor: string;
  const portOf = (server: TcpServer | Server) => (server.address() as AddressInfo).port;
  const listening = async <S extends TcpServer | Server>(server: S): Promise<S> => {
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
    return server;
  };

  beforeAll(async () => {
    [nats, database, dns] = await Promise.all([aNats(), aDatabase(), aDnsServer()]);
    source = await new DataSource({ type: 'postgres', url: database.ownerUrl }).initialize();
    await source.query(`create table outbox (position int, sent_at timestamptz, stored_at timestamptz)`);
    await source.query(`create table dead_letters (requeued_at timestamptz)`);
    const certificate = await generate([{ name: 'commonName', value: 'localhost' }], { keySize: 2048 });
    const answer = JSON.stringify({ keys: [] });
    secure = await listening(
      createSecure({ key: certificate.private, cert: certificate.cert }, (_, response) =>
        response.end(answer),
      ),
    );
    keys = await listening(createPlain((_, response) => void response.end(answer)));
    // As a server of that version greets, and answers the client's ping.
    old = await listening(
      createTcp((socket) => {
        socket.unref();
        socket
          .on('error', () => undefined)
          .on('data', (data) => {
            if (data.includes('PING')) socket.write('PONG\r\n');
          });
        socket.write(
          `INFO ${JSON.stringify({ server_id: 'OLD', version: '2.10.27', max_payload: 1024 })}\r\n`,
        );
      }),
    );
    const [port, monitor] = [await freePort(), await freePort()];
    bareUrl = `nats://127.0.0.1:${port}`;
    bareMonitor = `http://127.0.0.1:${monitor}`;
    const args = ['-a', '127.0.0.1', '-p', String(port), '-m', String(monitor)];
    bare = await startProgram(await findNatsServer(), args);
    await untilReady('nats-server', bare, async () => void (await fetch(`${bareMonitor}/healthz`)), 30_000);
  });
  afterAll(async () => {
    for (const server of [secure, keys]) server?.close().closeAllConnections();
    old?.close();
    await source?.destroy();
    await Promise.all([bare?.kill(), nats?.stop(), database?.drop(), dns?.stop()]);
  });

  const env = (change: NodeJS.ProcessEnv): NodeJS.ProcessEnv => ({ NATS_URL: nats.url, ...change });
  const ofNats = async (change: NodeJS.ProcessEnv) => natsFindings(await faultsOfNats(env(change)));
  const names = (change: object = {}) => ({
    from: 'carrel.example',
    replies: 'replies.carrel.example',
    dkim: { domain: 'carrel.example', selector: 'mail', privateKey: pem },
    servers: [dns.address],
    ...change,
  });
  const publish = (change: { texts?: object; mailServers?: object } = {}) => {
    const texts = {
      'carrel.example': ['v=spf1 mx -all'],
      'mail._domainkey.carrel.example': [`v=DKIM1; k=rsa; p=${published}`],
      '_dmarc.carrel.example': ['v=DMARC1; p=reject'],
      ...change.texts,
    };
    const mailServers = {
      'carrel.example': 'mx.carrel.example',
      'replies.carrel.example': 'mx.carrel.example',
      ...change.mailServers,
    };
    for (const [name, found] of Object.entries(texts)) dns.texts.set(name, found);
    for (const [name, host] of Object.entries(mailServers)) dns.mailServers.set(name, host as string);
  };
  const mail = async (change: Parameters<typeof publish>[0], also: object = {}) => {
    publish(change);
    return mailDnsFindings(names(also));
  };
  /** What the sample's doctor prints here; that a process prints it and ends with 1 is seen in e2e/operators. */
  const ran = async (change: Record<string, string>): Promise<Finding[]> => {
    const own = process.env;
    const write = jest.spyOn(process.stdout, 'write').mockReturnValue(true);
    process.env = { NATS_URL: nats.url, SAMPLE_DATABASE_URL: database.url, ...change };
    try {
      const sample = { name: 'sample', module: SampleModule, dataSource: sampleDataSource };
      expect(await doctor(sample)).toBe(false);
      const output = write.mock.calls.map(([line]) => line).join('');
      expect(output).toContain('docs/operators/doctor.md');
      return [...output.matchAll(/^FAULT (CARREL-D\d{3}) (.*)$/gm)].map(([, code, fault]) => ({
        code: code as DoctorCode,
        fault: fault!,
      }));
    } finally {
      process.env = own;
      write.mockRestore();
    }
  };

  /** How each comes about. */
  const provoked: Partial<Record<DoctorCode, () => readonly Finding[] | Promise<readonly Finding[]>>> = {
    'CARREL-D001': () => ran({ PORT: 'eighty' }),
    'CARREL-D002': () => nodeFindings('18.20.0'),
    'CARREL-D003': () => ofNats({ NATS_URL: 'nats://127.0.0.1:1' }),
    'CARREL-D004': () => ofNats({ NATS_URL: `nats://127.0.0.1:${portOf(old)}` }),
    'CARREL-D005': () => ofNats({ NATS_URL: bareUrl, NATS_MONITOR_URL: bareMonitor }),
    'CARREL-D006': () => ofNats({ NATS_URL: bareUrl }),
    'CARREL-D007': () => ran({ SAMPLE_DATABASE_URL: 'postgres://nobody@127.0.0.1:1/none' }),
    'CARREL-D008': () => postgresFindings(160_004),
    'CARREL-D009': () => ran({}),
    'CARREL-D010': () => clockFindings(0, 6_000),
    'CARREL-D011': async () => {
      await source.query(`insert into outbox values (1, null, now() - interval '2 minutes')`);
      return eventFindings(source);
    },
    'CARREL-D012': async () => {
      await source.query(`insert into dead_letters values (null)`);
      return eventFindings(source);
    },
    'CARREL-D013': () => notFiledFindings(source, `select 'chat' as kind, 2 as value`),
    'CARREL-D015': () => mail({ texts: { 'carrel.example': ['v=spf1 mx -all', 'v=spf1 -all'] } }),
    'CARREL-D016': () => mail({ texts: { 'mail._domainkey.carrel.example': ['v=DKIM1; p=AAAA'] } }),
    'CARREL-D017': () => mail({ texts: { '_dmarc.carrel.example': [] } }),
    'CARREL-D018': () => mail({}, { replies: 'nowhere.example' }),
    'CARREL-D019': async () => {
      dns.silent = true;
      return mailDnsFindings(names()).finally(() => (dns.silent = false));
    },
    'CARREL-D020': () => publicUrlFindings(`https://localhost:${portOf(secure)}`),
    'CARREL-D021': () => publicUrlFindings('http://127.0.0.1:1'),
    'CARREL-D022': () =>
      ran({
        NODE_ENV: 'production',
        SAMPLE_DATABASE_URL: 'postgres://carrel_sample:carrel@127.0.0.1:1/none',
      }),
    'CARREL-D023': () => roomFindings('/data', 100e6),
    'CARREL-D024': () => natsFindings(faultsOfUse(900e6, 1000e6)),
  };
  /** Needs a mail server, which another suite has. */
  const elsewhere: Partial<Record<DoctorCode, string>> = { 'CARREL-D014': 'e2e/operators.e2e.spec.ts' };

  it.each(Object.keys(doctorCodes) as DoctorCode[])('finds %s when it is so', async (code) => {
    const suite = elsewhere[code];
    if (suite) return expect(readFileSync(join(root, suite), 'utf8')).toContain(`FAULT ${code} `);
    const found = await provoked[code]!();
    expect(found).toContainEqual({ code, fault: expect.stringMatching(/\w+ \w+/) });
  });

  it('finds that NATS takes no more events after a failed write', async () => {
    const error = "JetStream stream 'CARREL > EVENTS' write error: write 1.blk: no space left on device";
    const monitor = await listening(
      createPlain((request, response) => {
        const answers = { '/jsz': { config: { sync_always: true } }, '/healthz': { error } };
        response.statusCode = request.url === '/healthz' ? 503 : 200;
        response.end(JSON.stringify(answers[request.url as keyof typeof answers]));
      }),
    );
    const found = await ofNats({ NATS_MONITOR_URL: `http://127.0.0.1:${portOf(monitor)}` });
    monitor.close().closeAllConnections();
    expect(found).toEqual([{ code: 'CARREL-D024', fault: expect.stringContaining(error) }]);
  });

  it('finds nothing where nothing is wrong', async () => {
    publish();
    expect([
      ...nodeFindings(),
      ...postgresFindings(180_001),
      ...clockFindings(0, 1_000),
      ...roomFindings('/data', 10e9),
      ...natsFindings(faultsOfUse(1e6, 1000e6)),
      ...natsFindings(faultsOfUse(1e6, 0)),
      ...(await ofNats({ NATS_MONITOR_URL: nats.monitorUrl })),
      ...(await mailDnsFindings(names())),
      ...(await publicUrlFindings(`http://127.0.0.1:${portOf(keys)}`)),
    ]).toEqual([]);
  });

  it('distinguishes a wrong monitoring address from a NATS that does not answer', async () => {
    for (const elsewhere of ['http://127.0.0.1:1', `http://127.0.0.1:${portOf(keys)}`]) {
      const found = await ofNats({ NATS_MONITOR_URL: elsewhere });
      expect(found.map(({ code }) => code)).toEqual(['CARREL-D005']);
    }
  });

  it('says by when a certificate is to be renewed, and that it is over', async () => {
    const url = `https://localhost:${portOf(secure)}`;
    const [refused] = await publicUrlFindings(url);
    expect(refused!.fault).toMatch(/browsers refuse it/);
    const [over] = await publicUrlFindings(url, Date.now() + 20_000 * dayMs);
    expect(over!.fault).toMatch(/it expired on /);
  });

  it('wants the versions of Node.js that package.json names', () => {
    const { engines } = JSON.parse(readFileSync(join(root, 'package.json'), 'utf8'));
    const [, newest = ''] = / \|\| >=(\S+)$/.exec(engines.node)!;
    const named = nodes.map(([major, minor]) => `${major}.${minor}.0`);
    expect(named).toEqual([...engines.node.matchAll(/\^(\S+)/g)].map(([, known]) => known).concat(newest));
    expect(
      ['20.18.3', '21.9.0', '22.12.0', '23.4.0'].flatMap((version) => nodeFindings(version)),
    ).toHaveLength(4);
    expect(['20.19.0', '22.13.0', '24.11.0', '26.1.0'].flatMap((version) => nodeFindings(version))).toEqual(
      [],
    );
  });

  it('has a section for every code in the guide, under its name, and none for others', () => {
    const guide = readFileSync(join(root, 'docs/operators/doctor.md'), 'utf8');
    const sections = guide.split(/^## /m).slice(1);
    expect(sections.map((section) => section.split('\n')[0])).toEqual(
      Object.entries(doctorCodes).map(([code, what]) => `${code}: ${what}`),
    );
    for (const section of sections)
      expect(section.split('\n').slice(1).join(' ').trim().length).toBeGreaterThan(60);
  });
});
