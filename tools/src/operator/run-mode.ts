import { spawn } from 'node:child_process';
import { join } from 'node:path';
import { root, type ServiceName } from '../stack/layout.js';
import { BadArgument, Refused } from '../stack/refused.js';
import type { Place } from './place.js';

/** Runs one mode of a service's own main; its output goes to `say` line by line. Rejects with its error output. */
export async function runMode(
  place: Place,
  service: ServiceName,
  args: readonly string[],
  say: (line: string) => void,
): Promise<void> {
  const script = join(root, 'services', service, 'dist/main.js');
  const env = { ...place.envOf(service), NODE_OPTIONS: '' };
  const child = spawn(process.execPath, [script, ...args], {
    cwd: root,
    env,
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  let rest = '';
  let complaint = '';
  child.stdout.on('data', (chunk: Buffer) => {
    const lines = (rest + chunk.toString()).split('\n');
    rest = lines.pop()!;
    lines.forEach(say);
  });
  child.stderr.on('data', (chunk: Buffer) => (complaint += chunk.toString()));
  const code = await new Promise<number>((resolve, reject) => {
    child.once('error', reject);
    child.once('close', (exit) => resolve(exit ?? 1));
  });
  if (rest) say(rest);
  // A service ends with 2 where it was asked for something it cannot do.
  if (code === 2) throw new BadArgument(complaint.trim());
  if (code !== 0) throw new Refused(complaint.trim() || `${service} ${args[0]} ended with ${code}`);
}
