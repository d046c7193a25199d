import { spawnSync } from 'node:child_process';
import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { gte } from 'semver';
import { cacheFolder, downloadDebianProgram } from '../../src/index.js';

/** kustomize 5.5 merges ConfigMaps before components run, older ones after; clusters of today have 5.5 or newer. */
const oldestKustomize = '5.5.0';

const output = (binary: string, args: string[]): string => {
  const { stdout, stderr } = spawnSync(binary, args, { encoding: 'utf8' });
  return `${stdout ?? ''}${stderr ?? ''}`;
};

const isKubectl = (binary: string): boolean => {
  const [, version] =
    /Kustomize Version: v(\d+\.\d+\.\d+)/.exec(output(binary, ['version', '--client'])) ?? [];
  return version !== undefined && gte(version, oldestKustomize);
};

const isPromtool = (binary: string): boolean => /promtool, version 2|3\./.test(output(binary, ['--version']));

/** A kubectl whose kustomize is of today: the one on PATH, one fetched earlier, or Debian's. */
export const findKubectl = (): Promise<string> =>
  find('kubectl', isKubectl, `kubectl (kustomize ${oldestKustomize} or newer)`, {
    package: 'kubectl',
    path: 'usr/bin/kubectl',
    suites: ['trixie', 'sid'],
  });

/** Prometheus's own checker of rules: the one on PATH, one fetched earlier, or Debian's. */
export const findPromtool = (): Promise<string> =>
  find('promtool', isPromtool, 'promtool', {
    package: 'prometheus',
    path: 'usr/bin/promtool',
    suites: ['bookworm', 'trixie', 'sid'],
  });

async function find(
  name: string,
  isGood: (binary: string) => boolean,
  title: string,
  debian: { package: string; path: string; suites: string[] },
): Promise<string> {
  if (isGood(name)) return name;
  const cached = join(cacheFolder(), name);
  if (existsSync(cached) && isGood(cached)) return cached;
  await downloadDebianProgram(cached, { ...debian, isGood }).catch((error: Error) => {
    throw new Error(
      `Checking the manifests needs ${title} on PATH; Debian's could not be had: ${error.message}`,
      { cause: error },
    );
  });
  return cached;
}
