import { execFileSync } from 'node:child_process';
import { randomUUID } from 'node:crypto';
import {
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  renameSync,
  rmSync,
  writeFileSync,
} from 'node:fs';
import { connect } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { cacheFolder, freePort, startPostgres, startProgram, untilReady, withClient } from '@carrel/tools';

const host = 'bench.example';
const password = randomUUID();

/**
 * ejabberd, Debian's, with its archive of messages (mod_mam) in a PostgreSQL that syncs every commit: a chat server that
 * does what chat does with a message, keep it before anybody has it. Fetched on the first call, unpacked in the cache alone.
 */
export async function startEjabberd() {
  const root = unpacked();
  const dir = mkdtempSync(join(tmpdir(), 'carrel-bench-ejabberd-'));
  const postgres = await startPostgres({ dataDir: join(dir, 'postgres') });
  await withClient(`${postgres.url}/postgres`, (client) =>
    client.query(readFileSync(join(root, 'usr/share/ejabberd/sql/pg.sql'), 'utf8')),
  );
  const port = await freePort();
  writeFileSync(join(dir, 'ejabberd.yml'), JSON.stringify(configuration(new URL(postgres.url), port)));
  const program = await startProgram(...erlang(root, dir));
  const endAll = () => [program, postgres].forEach(({ pid }) => process.kill(pid, 'SIGKILL'));
  process.once('exit', endAll);
  await untilReady('ejabberd', program, async () => (await reached(port)).destroy(), 60_000);
  return {
    port,
    pids: { service: program.pid, postgres: postgres.pid },
    stop: async () => {
      process.off('exit', endAll);
      await program.kill();
      await postgres.stop();
      for (const folder of [dir, postgres.folder]) rmSync(folder, { recursive: true, force: true });
    },
  };
}

/** The packages' files, which say of nothing where they are. */
function unpacked() {
  const target = join(cacheFolder(), 'ejabberd');
  if (existsSync(target)) return target;
  const work = mkdtempSync(join(cacheFolder(), 'ejabberd-'));
  try {
    mkdirSync(join(work, 'archives/partial'), { recursive: true });
    const folder = `Dir::Cache::archives=${join(work, 'archives')}`;
    const options = ['Debug::NoLocking=1', folder, 'APT::Sandbox::User=root'].flatMap((each) => ['-o', each]);
    const how = ['-q', '-y', '--no-install-recommends', '--download-only'];
    execFileSync('apt-get', [...how, ...options, 'install', 'ejabberd', 'erlang-p1-pgsql'], {
      stdio: ['ignore', 'ignore', 'inherit'],
    });
    for (const name of readdirSync(join(work, 'archives')))
      if (name.endsWith('.deb'))
        execFileSync('dpkg', ['-x', join(work, 'archives', name), join(work, 'root')]);
    renameSync(join(work, 'root'), target);
  } finally {
    rmSync(work, { recursive: true, force: true });
  }
  return target;
}

function erlang(root, dir) {
  const home = join(root, 'usr/lib/erlang');
  const bin = join(
    home,
    readdirSync(home).find((name) => name.startsWith('erts-')),
    'bin',
  );
  const libraries = join(root, 'usr/lib/x86_64-linux-gnu');
  const env = {
    ...process.env,
    ...{ ROOTDIR: home, BINDIR: bin, EMU: 'beam', PROGNAME: 'erl', HOME: dir },
    ...{ ERL_LIBS: libraries, LD_LIBRARY_PATH: libraries },
    ...{ EJABBERD_CONFIG_PATH: join(dir, 'ejabberd.yml'), EJABBERD_LOG_PATH: join(dir, 'ejabberd.log') },
  };
  const args = [
    '+K',
    'true',
    '-noinput',
    '-mnesia',
    'dir',
    JSON.stringify(join(dir, 'mnesia')),
    '-s',
    'ejabberd',
  ];
  return [join(bin, 'erlexec'), args, { env, cwd: dir }];
}

/** As its own example, with the archive in PostgreSQL for everybody and without limits of one client's rate. */
function configuration(postgres, port) {
  return {
    hosts: [host],
    loglevel: 'error',
    default_db: 'sql',
    ...{
      sql_type: 'pgsql',
      sql_server: postgres.hostname,
      sql_port: Number(postgres.port),
      sql_database: 'postgres',
    },
    ...{
      sql_username: decodeURIComponent(postgres.username),
      sql_password: decodeURIComponent(postgres.password),
    },
    sql_pool_size: 10,
    auth_method: 'internal',
    registration_timeout: 'infinity',
    listen: [{ port, ip: '127.0.0.1', module: 'ejabberd_c2s', max_stanza_size: 262144 }],
    access_rules: { local: [{ allow: 'all' }] },
    modules: {
      mod_disco: {},
      mod_mam: { assume_mam_usage: true, default: 'always', db_type: 'sql', cache_size: 10000 },
      mod_register: { access: 'local', ip_access: 'local' },
    },
  };
}

const reached = (port) =>
  new Promise((resolve, reject) => {
    const socket = connect(port, '127.0.0.1');
    socket.once('connect', () => resolve(socket)).once('error', reject);
  });

/** A signed-in client of ejabberd that sends what it is given; `onMessage` gets each message that arrives, as text. */
export class Client {
  rest = '';
  expected;

  static async open(port, name, onMessage) {
    const client = new Client(await reached(port), name, onMessage);
    await client.ask(stream, /<\/stream:features>/);
    const account = `<username>${name}</username><password>${password}</password>`;
    await client.ask(
      `<iq type='set' id='r'><query xmlns='jabber:iq:register'>${account}</query></iq>`,
      /id='r'.*?\/>/s,
    );
    const plain = Buffer.from(`\0${name}\0${password}`).toString('base64');
    await client.ask(
      `<auth xmlns='urn:ietf:params:xml:ns:xmpp-sasl' mechanism='PLAIN'>${plain}</auth>`,
      /<success/,
    );
    await client.ask(stream, /<\/stream:features>/);
    await client.ask(`<iq type='set' id='b'><bind xmlns='urn:ietf:params:xml:ns:xmpp-bind'/></iq>`, /<\/iq>/);
    await client.ask(`<presence/>`, /<presence/);
    client.open = true;
    client.read('');
    return client;
  }

  constructor(socket, name, onMessage) {
    Object.assign(this, { socket: socket.setNoDelay(true).setEncoding('utf8'), name, onMessage });
    socket.on('data', (text) => this.read(text));
  }

  send(to, id, text) {
    this.socket.write(`<message to='${to}@${host}' type='chat' id='${id}'><body>${text}</body></message>`);
  }

  close() {
    this.socket.destroy();
  }

  ask(text, answer) {
    this.socket.write(text);
    return new Promise((resolve, reject) => {
      const timer = setTimeout(() => reject(new Error(`no ${answer} but ${this.rest}`)), 20_000);
      this.expected = () => {
        if (!answer.test(this.rest)) return;
        clearTimeout(timer);
        this.expected = undefined;
        this.rest = '';
        resolve();
      };
    });
  }

  read(text) {
    this.rest += text;
    if (!this.open) return this.expected?.();
    for (let end = this.rest.indexOf('</message>'); end >= 0; end = this.rest.indexOf('</message>')) {
      this.onMessage(this.rest.slice(0, end));
      this.rest = this.rest.slice(end + 10);
    }
  }
}

const stream = `<?xml version='1.0'?><stream:stream to='${host}' xmlns='jabber:client' xmlns:stream='http://etherx.jabber.org/streams' version='1.0'>`;
