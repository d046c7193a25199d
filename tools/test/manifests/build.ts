import { execFile } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { promisify } from 'node:util';
import { parse, parseAllDocuments } from 'yaml';
import { findKubectl } from './programs.js';

export const root = join(import.meta.dirname, '../../..');

/** One object as the cluster would be given it. */
// eslint-disable-next-line @typescript-eslint/no-explicit-any
export type Manifest = { apiVersion: string; kind: string; metadata: any; spec?: any; data?: any };

const run = promisify(execFile);

/**
 * What `kubectl kustomize` makes of a folder: one below k8s/, or one of a copy elsewhere. Rejects with what kustomize says.
 */
export async function built(folder: string): Promise<Manifest[]> {
  const { stdout } = await run(await findKubectl(), ['kustomize', resolve(root, 'k8s', folder)], {
    maxBuffer: 20_000_000,
  });
  return documents(stdout);
}

export const documents = (text: string): Manifest[] =>
  parseAllDocuments(text).map((document) => document.toJS() as Manifest);

/** A file of this project, its YAML read. */
// eslint-disable-next-line @typescript-eslint/no-explicit-any
export const yamlOf = (path: string): any => parse(textOf(path), { merge: true });
export const textOf = (path: string): string => readFileSync(join(root, path), 'utf8');

export const nameOf = ({ kind, metadata }: Manifest) => `${kind} ${metadata.name as string}`;
