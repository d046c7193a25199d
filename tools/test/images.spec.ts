import { join } from 'node:path';
import { describe, expect, it } from '@jest/globals';
import { validate } from 'dockerfile-utils';
import { textOf } from './manifests/build.js';

const dockerfile = textOf('docker/service.Dockerfile');
/** The stages by name, and what the services' image is made of: the common base and what is each one's own. */
const stages = new Map(
  dockerfile
    .split(/^(?=FROM )/m)
    .slice(1)
    .map((text) => [/^FROM .* AS (\w+)$/m.exec(text)![1]!, text]),
);
const last = `${stages.get('base')}${stages.get('service')}`;

describe('The Dockerfile of the services', () => {
  it('has nothing its linter complains of', () => {
    expect(validate(dockerfile).map(({ message, range }) => `${range.start.line + 1}: ${message}`)).toEqual(
      [],
    );
    expect(validate(dockerfile.replace('HEALTHCHECK', 'HEALTHCHEK'))).not.toEqual([]);
  });

  it('builds on one pinned base, in stages of which only the last is kept', () => {
    const bases = [...dockerfile.matchAll(/^FROM (\S+)/gm)]
      .map(([, base]) => base!)
      .filter((base) => !stages.has(base));
    expect(new Set(bases)).toEqual(
      new Set([
        ...['node:${NODE_VERSION}-bookworm-slim', 'busybox:${BUSYBOX_VERSION}-musl', 'scratch'],
        'caddy:${CADDY_VERSION}-alpine',
      ]),
    );
    expect(dockerfile).toMatch(/^ARG NODE_VERSION=24\.\d+\.\d+$/m);
    expect(dockerfile).toMatch(/^ARG CADDY_VERSION=\d+\.\d+\.\d+$/m);
    expect(dockerfile).toMatch(/^ARG BUSYBOX_VERSION=\d+\.\d+\.\d+$/m);
    expect(last).toMatch(/^FROM scratch AS base$/m);
    expect([...stages.keys()].at(-1)).toBe('service');
    expect(last).not.toMatch(/^RUN|npm /m);
  });

  it('puts what all services share below what is one service’s own, so that five images hold it once', () => {
    const copied = [...last.matchAll(/^COPY --from=(\w+)/gm)].map(([, stage]) => stage);
    expect(copied).toEqual(['runtime', 'probe', 'common', 'own']);
    for (const shared of ['runtime', 'probe', 'common', 'base']) {
      expect(stages.get(shared)).not.toMatch(/\bSERVICE\b/);
    }
  });

  it('installs where there is no code of ours yet, so that no script has a name that npm calls by itself', () => {
    const byItself = /^(pre|post)?(install|uninstall|prepare|dependencies|prepublish|pack)$|^prepublishOnly$/;
    const { packages } = JSON.parse(textOf('package-lock.json')) as { packages: object };
    const ours = Object.keys(packages).filter((path) => !path.includes('node_modules'));
    const files = ours.map((path) => join(path, 'package.json'));
    expect(files.length).toBeGreaterThan(10);
    const scripts = files.flatMap((file) =>
      Object.keys((JSON.parse(textOf(file)) as { scripts?: object }).scripts ?? {}).map(
        (name) => `${file}: ${name}`,
      ),
    );
    expect(scripts.filter((script) => byItself.test(script.split(': ')[1]!))).toEqual([]);
  });

  it('takes npm’s configuration as secrets, which no layer keeps', () => {
    const installs = [...dockerfile.matchAll(/^RUN ((?:.*\\\n)*.*)$/gm)].filter(([line]) =>
      /npm ci/.test(line),
    );
    expect(installs.length).toBe(4);
    for (const [line] of installs)
      expect(line).toMatch(/--mount=type=secret,id=npmrc.*--mount=type=secret,id=ca/);
    expect(dockerfile).not.toMatch(/^ARG .*(npmrc|token|registry)/im);
  });

  it('runs one process that hears SIGTERM, as nobody in particular, with a check of its health', () => {
    expect(last).toMatch(/^USER node$/m);
    expect(last).toMatch(/^ENTRYPOINT \["node", .*"dist\/main\.js"\]$/m);
    // Twelve percent of a processor each, when it was a Node every three seconds.
    const [, seconds] = /^HEALTHCHECK --interval=(\d+)s .*\n\s+CMD \["wget",/m.exec(last)!;
    expect(Number(seconds)).toBeGreaterThanOrEqual(10);
  });
});
