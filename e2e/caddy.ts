import { spawn, spawnSync } from 'node:child_process';
import { existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { homedir, tmpdir } from 'node:os';
import { join } from 'node:path';
import { downloadDebianProgram } from '../tools/src/index.js';
import { eventually } from '../tools/src/journey/client.js';

/** Caddy with docker/Caddyfile in front of services on this machine; undefined where there is none and no Debian to ask. */
export async function caddyBefore(
  origins: Readonly<Record<string, string>>,
  port: number,
): Promise<{ url: string; log(): string; end(): void } | undefined> {
  const binary = await found();
  if (!binary) return undefined;
  const folder = mkdtempSync(join(tmpdir(), 'carrel-caddy-'));
  writeFileSync(join(folder, 'Caddyfile'), configFor(origins));
  const env = {
    ...process.env,
    CARREL_SITE: `http://127.0.0.1:${port}`,
    HOME: folder,
    XDG_CONFIG_HOME: folder,
  };
  const run = ['run', '--config', join(folder, 'Caddyfile'), '--adapter', 'caddyfile'];
  const child = spawn(binary, run, { env, stdio: ['ignore', 'pipe', 'pipe'] });
  let log = '';
  for (const stream of [child.stdout, child.stderr]) stream.on('data', (text) => (log += String(text)));
  const url = `http://127.0.0.1:${port}`;
  const end = () => {
    child.kill('SIGKILL');
    rmSync(folder, { recursive: true, force: true });
  };
  await eventually(() => fetch(url)).catch((error: unknown) => {
    end();
    throw new Error(`Caddy does not start: ${log}`, { cause: error });
  });
  return { url, log: () => log, end };
}

/** The file as it is, with services on this machine and no API of its own; Caddy before 2.7 names arguments otherwise. */
function configFor(origins: Readonly<Record<string, string>>): string {
  const text = readFileSync('docker/Caddyfile', 'utf8');
  const [options, rest] = [text.slice(0, text.indexOf('(service)')), text.slice(text.indexOf('(service)'))];
  const snippet = rest.slice(rest.indexOf('{') + 1, rest.indexOf('\n}\n') + 1);
  const expanded = rest
    .slice(rest.indexOf('\n}\n') + 3)
    .replace(/import service (\w+) (-?\d)/g, (_, name: string, flush: string) =>
      snippet
        .replaceAll('{args[0]}:8080', new URL(origins[name]!).host)
        .replaceAll('{args[0]}', name)
        .replaceAll('{args[1]}', flush),
    );
  // Nobody waits here for a service that is away.
  const whole = expanded.replaceAll('lb_try_duration 30s', 'lb_try_duration 1s');
  // An error that a page of the file answers is logged at this level only.
  return (
    options.replace('{\n', '{\n  admin off\n').replace('  log {\n', '  log {\n    level DEBUG\n') + whole
  );
}

async function found(): Promise<string | undefined> {
  const isGood = (binary: string) => spawnSync(binary, ['version'], { stdio: 'ignore' }).status === 0;
  if (isGood('caddy')) return 'caddy';
  const kept = join(process.env.XDG_CACHE_HOME || join(homedir(), '.cache'), 'carrel/caddy');
  if (existsSync(kept) && isGood(kept)) return kept;
  const wanted = { package: 'caddy', path: 'usr/bin/caddy', suites: ['trixie', 'forky', 'sid'], isGood };
  return downloadDebianProgram(kept, wanted).then(
    () => kept,
    () => undefined,
  );
}
