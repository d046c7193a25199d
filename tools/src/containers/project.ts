import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { root, services } from '../stack/layout.js';
import type { Engine } from './engine.js';
import type { NpmReach } from './npm-reach.js';

/** A compose project of the clone's own files, with what differs on the machine that tries them. */
export class Project {
  readonly env: NodeJS.ProcessEnv;

  constructor(
    readonly engine: Engine,
    readonly name: string,
    files: readonly string[],
    environment: NodeJS.ProcessEnv = {},
  ) {
    this.env = {
      ...engine.env,
      ...environment,
      COMPOSE_PROJECT_NAME: name,
      COMPOSE_FILE: files.join(':'),
      // One image after the other: the second finds the stages of the first.
      COMPOSE_PARALLEL_LIMIT: '2',
    };
  }

  compose(...args: string[]): Promise<string> {
    // Quiet, a build that fails would not say at what.
    const progress = args[0] === 'build' ? 'plain' : 'quiet';
    return this.engine.docker(['compose', '--progress', progress, ...args], { cwd: root, env: this.env });
  }

  async images(): Promise<string[]> {
    return (await this.compose('config', '--images')).trim().split('\n').sort();
  }

  /** The container of a service that has one. */
  async container(service: string): Promise<string> {
    const id = (await this.compose('ps', '-a', '-q', service)).trim();
    if (!id) throw new Error(`${service} has no container`);
    return id;
  }

  async state(service: string): Promise<{ Status: string; Pid: number; Health?: { Status: string } }> {
    const said = await this.engine.docker([
      'inspect',
      '-f',
      '{{json .State}}',
      await this.container(service),
    ]);
    return JSON.parse(said) as { Status: string; Pid: number; Health?: { Status: string } };
  }

  /** Ends the container's process as a crash does; the engine starts it again. */
  async crash(service: string): Promise<void> {
    const { Pid: pid } = await this.state(service);
    if (this.engine.own) return void process.kill(pid, 'SIGKILL');
    // The engine takes its own `kill` for somebody's wish, and leaves the container down.
    const id = await this.container(service);
    await this.engine.docker(['kill', '-s', 'KILL', id]);
    await this.engine.docker(['start', id]);
  }

  /** Waits until a process other than `before` runs and is healthy, where that is checked. */
  async healthy(service: string, before = 0, withinMs = 180_000): Promise<void> {
    for (const until = Date.now() + withinMs; ; await sleep(250)) {
      const { Status: status, Pid: pid, Health: health } = await this.state(service);
      if (status === 'running' && pid !== before && (health?.Status ?? 'healthy') === 'healthy') return;
      if (Date.now() < until) continue;
      const log = await this.compose('logs', '--tail', '20', service);
      throw new Error(`${service} is ${status}, ${health?.Status ?? 'unchecked'}:\n${log}`);
    }
  }

  /** Takes everything down, with its volumes. */
  async down(): Promise<void> {
    await this.compose('--profile', '*', 'down', '-v', '--remove-orphans', '-t', '20');
  }
}

/** What the trial's file changes beside the clone's own. */
export interface Differences {
  /** Published ports by service, as `host:container`; every other service publishes none. */
  ports: Record<string, readonly string[]>;
  /** Services whose image nothing here can stand in for. */
  leftOut: readonly string[];
  reach: NpmReach;
  publicUrl?: string;
  images: readonly string[];
}

const publishing = ['gateway', 'mailbox', 'notifications', 'nats', 'prometheus', 'grafana', 'traces'];

/** Writes the file that compose reads after the clone's own; it is YAML for its tags. */
export function writeDifferences(
  folder: string,
  name: string,
  { ports, leftOut, reach, publicUrl, images }: Differences,
): string {
  const lines = ['services:'];
  for (const service of new Set([...publishing, ...images, ...services])) {
    lines.push(`  ${service}:`);
    if (publishing.includes(service))
      lines.push(`    ports: !override ${JSON.stringify(ports[service] ?? [])}`);
    if (leftOut.includes(service)) lines.push('    profiles: !override [left-out]');
    if (images.includes(service)) {
      lines.push('    build: { network: host, secrets: [npmrc, ca] }');
    }
    if (publicUrl && (services as readonly string[]).includes(service))
      lines.push(`    environment: { PUBLIC_URL: ${JSON.stringify(publicUrl)} }`);
    if (lines.at(-1) === `  ${service}:`) lines.pop();
  }
  lines.push('secrets:', `  npmrc: { file: ${reach.npmrc} }`, `  ca: { file: ${reach.ca} }`, '');
  const file = join(folder, `${name}.yml`);
  writeFileSync(file, lines.join('\n'));
  return file;
}
