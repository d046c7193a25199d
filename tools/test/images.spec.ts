import { describe, expect, it } from '@jest/globals';
import { validate } from 'dockerfile-utils';
import { textOf } from './manifests/build.js';

const dockerfile = textOf('docker/service.Dockerfile');
const last = dockerfile.slice(dockerfile.lastIndexOf('\nFROM '));

describe('The Dockerfile of the services', () => {
  it('has nothing its linter complains of', () => {
    expect(validate(dockerfile).map(({ message, range }) => `${range.start.line + 1}: ${message}`)).toEqual(
      [],
    );
    expect(validate(dockerfile.replace('HEALTHCHECK', 'HEALTHCHEK'))).not.toEqual([]);
  });

  it('builds on one pinned base, in stages of which only the last is kept', () => {
    const bases = [...dockerfile.matchAll(/^FROM (\S+)/gm)].map(([, base]) => base);
    expect(new Set(bases)).toEqual(new Set(['node:${NODE_VERSION}-bookworm-slim']));
    expect(bases.length).toBeGreaterThan(2);
    expect(dockerfile).toMatch(/^ARG NODE_VERSION=\d+\.\d+\.\d+$/m);
    expect(last).not.toMatch(/^RUN|npm /m);
  });

  it('runs one process that hears SIGTERM, as nobody in particular, with a check of its health', () => {
    expect(last).toMatch(/^USER node$/m);
    expect(last).toMatch(/^ENTRYPOINT \["node", .*"dist\/main\.js"\]$/m);
    expect(last).toMatch(/^HEALTHCHECK .*\n\s+CMD \["node",/m);
  });
});
