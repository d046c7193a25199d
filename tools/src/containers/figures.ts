import { request } from 'node:http';
import { readFileSync } from 'node:fs';
import { setTimeout as sleep } from 'node:timers/promises';
import { services } from '../stack/layout.js';
import type { Engine } from './engine.js';
import type { Project } from './project.js';

/** Resource use of an idle container. */
export interface AtRest {
  service: string;
  /** MiB, without the page cache. */
  memory: number;
  /** Percent of one processor. */
  processor: number;
}

interface Stats {
  cpu_stats: { cpu_usage: { total_usage: number } };
  memory_stats: { usage: number; stats: Record<string, number> };
}

/** Memory and processor of each service's container over `seconds`, its checks included; and the engine's own processor. */
export async function atRest(
  project: Project,
  names: readonly string[],
  seconds: number,
): Promise<{ containers: AtRest[]; engine: number | undefined }> {
  const { engine } = project;
  const ids = await Promise.all(names.map((name) => project.container(name)));
  const look = () => Promise.all(ids.map((id) => stats(engine, id)));
  const before = await look();
  const engineBefore = ticks(engine.pid);
  const began = Date.now();
  await sleep(seconds * 1_000);
  const after = await look();
  const passed = (Date.now() - began) / 1_000;
  const engineTicks = ticks(engine.pid) - engineBefore;
  const containers = names.map((service, n) => {
    const used = after[n]!.cpu_stats.cpu_usage.total_usage - before[n]!.cpu_stats.cpu_usage.total_usage;
    const { usage, stats: parts } = after[n]!.memory_stats;
    const cache = parts.total_inactive_file ?? parts.inactive_file ?? 0;
    return { service, memory: (usage - cache) / 2 ** 20, processor: used / passed / 1e7 };
  });
  return { containers, engine: engine.pid ? engineTicks / passed : undefined };
}

/** Hundredths of a second that a process and its children have taken, as long as they have been waited for. */
function ticks(pid: number | undefined): number {
  if (!pid) return 0;
  const fields = readFileSync(`/proc/${pid}/stat`, 'utf8')
    .replace(/^.*\) /s, '')
    .split(' ');
  return fields.slice(11, 15).reduce((sum, field) => sum + Number(field), 0);
}

function stats(engine: Engine, id: string): Promise<Stats> {
  const host = engine.env.DOCKER_HOST ?? 'unix:///var/run/docker.sock';
  const where = host.startsWith('unix://')
    ? { socketPath: host.slice('unix://'.length) }
    : { host: new URL(host).hostname, port: new URL(host).port };
  return new Promise((resolve, reject) => {
    const asked = request(
      { ...where, path: `/containers/${id}/stats?stream=false&one-shot=true` },
      (answer) => {
        let text = '';
        answer.setEncoding('utf8').on('data', (chunk: string) => (text += chunk));
        answer.on('end', () => resolve(JSON.parse(text) as Stats));
      },
    );
    asked.on('error', reject);
    asked.end();
  });
}

/** Megabytes of each image, and of what they have in common. */
export async function sizes(engine: Engine, images: readonly string[]): Promise<string[]> {
  const lines: string[] = [];
  const layers = new Map<string, number>();
  for (const image of images) {
    const said = await engine.docker([
      'image',
      'inspect',
      '-f',
      '{{.Size}} {{join .RootFS.Layers ","}}',
      image,
    ]);
    const [size = '0', list = ''] = said.trim().split(' ');
    for (const layer of list.split(',')) layers.set(layer, (layers.get(layer) ?? 0) + 1);
    lines.push(`${image}: ${(Number(size) / 1e6).toFixed(0)} MB`);
  }
  const common = [...layers.values()].filter((count) => count === images.length).length;
  return [...lines, `${common} layers are alike in all ${images.length}`];
}

/** The services' images. */
export const ownImages = services.map((service) => `carrel-${service}`);
