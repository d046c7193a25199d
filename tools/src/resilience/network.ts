import { execFileSync, spawn, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { root } from '../stack/layout.js';
import type { PartApart } from './apart.js';

/** An address nobody has: what is sent to it is neither delivered nor refused. */
const nobody = '02:00:00:00:ff:ff';

/** A cable from here to a part: both ends, as the other end has to name them. */
interface Link {
  readonly space: string;
  readonly here: { readonly device: string; readonly address: string; readonly mac: string };
  readonly there: { readonly device: string; readonly address: string; readonly mac: string };
}

/**
 * Parts in network namespaces of their own, each with a cable to everyone who talks to it, so that a single cable can be
 * cut: then nothing arrives and nothing is refused, as between two halves of a network. Wants Linux, root and `ip`.
 */
export class Network {
  private readonly links = new Map<string, Link>();
  private readonly spaces: string[] = [];
  private readonly parts: ChildProcess[] = [];

  /** Why there can be none here; undefined where there can. */
  static refusal(): string | undefined {
    if (process.platform !== 'linux') return 'namespaces of a network want Linux';
    if (process.getuid?.() !== 0) return 'namespaces of a network want root';
    try {
      ip('netns', 'add', 'carrel-try');
      ip('netns', 'delete', 'carrel-try');
      return undefined;
    } catch (error) {
      return `namespaces of a network cannot be made here: ${String(error)}`;
    }
  }

  /** Starts a part in a namespace with a cable to each of these; resolves when it answers, with its address as it says. */
  async add(what: PartApart, peers: readonly string[]): Promise<string> {
    const space = `carrel-${process.pid}-${what.part}`;
    ip('netns', 'add', space);
    this.spaces.push(space);
    inside(space, 'link', 'set', 'lo', 'up');
    for (const peer of peers) this.links.set(`${peer} ${what.part}`, this.lay(space));
    const script = join(root, 'tools/dist/resilience/apart.js');
    const child = spawn('ip', ['netns', 'exec', space, process.execPath, script, JSON.stringify(what)], {
      stdio: ['ignore', 'pipe', 'inherit'],
      detached: true,
    });
    this.parts.push(child);
    const line = await Promise.race([
      once(createInterface(child.stdout), 'line').then(([said]) => String(said)),
      once(child, 'exit').then(() => ''),
    ]);
    if (!line) throw new Error(`${what.part} does not start in its namespace`);
    return (JSON.parse(line) as { url: string }).url;
  }

  /** Where a part is for whoever talks to it. */
  hostOf(part: PartApart['part'], peer: string): string {
    return this.link(peer, part).there.address;
  }

  cut(peer: string, part: PartApart['part']): void {
    this.joined(this.link(peer, part), false);
  }

  heal(peer: string, part: PartApart['part']): void {
    this.joined(this.link(peer, part), true);
  }

  /** Ends the parts and takes every namespace away, with its cables. */
  async remove(): Promise<void> {
    for (const link of this.links.values()) this.joined(link, true);
    for (const part of this.parts.reverse()) {
      if (part.exitCode !== null || part.signalCode !== null) continue;
      part.kill('SIGTERM');
      await once(part, 'exit');
    }
    for (const space of this.spaces.splice(0)) ip('netns', 'delete', space);
    this.links.clear();
  }

  private link(peer: string, part: string): Link {
    const link = this.links.get(`${peer} ${part}`);
    if (!link) throw new Error(`there is no cable between ${peer} and ${part}`);
    return link;
  }

  private lay(space: string): Link {
    const n = this.links.size;
    const end = (side: 1 | 2) => ({
      device: `carrel${n}${side === 1 ? 'here' : 'there'}`,
      address: `10.213.${n}.${side}`,
      mac: `02:00:00:00:${n.toString(16).padStart(2, '0')}:0${side}`,
    });
    const link = { space, here: end(1), there: end(2) };
    const { here, there } = link;
    const pair = ['link', 'add', here.device, 'address', here.mac, 'type', 'veth'];
    ip(...pair, 'peer', 'name', there.device, 'address', there.mac, 'netns', space);
    ip('address', 'add', `${here.address}/30`, 'dev', here.device);
    ip('link', 'set', here.device, 'up');
    inside(space, 'address', 'add', `${there.address}/30`, 'dev', there.device);
    inside(space, 'link', 'set', there.device, 'up');
    this.joined(link, true);
    return link;
  }

  private joined({ space, here, there }: Link, whole: boolean): void {
    const neighbour = (other: Link['here'], device: string) => [
      ...['neighbour', 'replace', other.address, 'lladdr', whole ? other.mac : nobody],
      ...['dev', device, 'nud', 'permanent'],
    ];
    ip(...neighbour(there, here.device));
    inside(space, ...neighbour(here, there.device));
  }
}

function ip(...args: string[]): void {
  execFileSync('ip', args, { stdio: ['ignore', 'ignore', 'pipe'] });
}

const inside = (space: string, ...args: string[]): void => ip('-netns', space, ...args);
