import { chmodSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { createServer } from 'node:net';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { isTooOldForCarrel, natsServerVersion } from '@carrel/contracts';
import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { findNatsServer, freePorts, inWords, isFree, Refused } from '../src/index.js';
import { openFolderFor, othersMayEnter } from '../src/postgres-binaries.js';
import { needPorts } from '../src/stack/checks.js';
import { secretOf } from '../src/stack/environment.js';
import { portsFrom } from '../src/stack/layout.js';
import { yamlOf } from './manifests/build.js';

let folder: string;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'carrel-servers-'));
  chmodSync(folder, 0o755);
});
afterEach(() => rmSync(folder, { recursive: true }));

describe('The NATS server', () => {
  it('is too old or not by number, not by letter', () => {
    for (const version of ['2.9.25', '2.10.27', '1.99.99', '2.11', '']) {
      expect([version, isTooOldForCarrel(version)]).toEqual([version, true]);
    }
    for (const version of ['2.11.0', '2.12.0-RC.1', natsServerVersion, '3.0.0']) {
      expect([version, isTooOldForCarrel(version)]).toEqual([version, false]);
    }
  });

  it('is of the one version that was tested, wherever this project names one', () => {
    expect(yamlOf('docker-compose.yml').services.nats.image).toBe(`nats:${natsServerVersion}-alpine`);
    for (const overlay of ['production', 'trial']) {
      const { images } = yamlOf(`k8s/overlays/${overlay}/kustomization.yaml`);
      expect(images).toContainEqual({ name: 'nats', newTag: `${natsServerVersion}-alpine` });
    }
  });

  it('is refused when NATS_SERVER_BIN names an old one', async () => {
    const old = join(folder, 'nats-server');
    writeFileSync(old, '#!/bin/sh\necho "nats-server: v2.10.27"\n', { mode: 0o755 });
    process.env.NATS_SERVER_BIN = old;
    await expect(findNatsServer()).rejects.toThrow(
      'is version 2.10.27; Carrel needs nats-server 2.11.0 or newer',
    );
    delete process.env.NATS_SERVER_BIN;
  });
});

describe('A folder for PostgreSQL, which does not run as root', () => {
  it('must let others through on the whole way', () => {
    mkdirSync(join(folder, 'open/inner'), { recursive: true });
    expect(othersMayEnter(join(folder, 'open/inner/not made yet'))).toBe(true);
    chmodSync(join(folder, 'open'), 0o700);
    expect(othersMayEnter(join(folder, 'open/inner'))).toBe(false);
  });

  it("is every clone's own", () => {
    expect(openFolderFor('/root/a/.data')).toBe(openFolderFor('/root/a/.data/'));
    expect(openFolderFor('/root/a/.data')).not.toBe(openFolderFor('/root/b/.data'));
  });
});

describe('Free ports', () => {
  it('are given once, whoever asks while nobody listens on them yet', async () => {
    const { random } = Math;
    try {
      let drawn = 0;
      Math.random = () => (drawn = random());
      await freePorts(3);
      Math.random = () => drawn;
      await expect(freePorts(3)).rejects.toThrow('no 3 free ports in a row');
    } finally {
      Math.random = random;
    }
  });
});

describe('Before anything starts', () => {
  it('names every port that is taken, and how to choose others', async () => {
    const other = createServer();
    await new Promise<void>((resolve) => other.listen(0, '127.0.0.1', resolve));
    const { port } = other.address() as AddressInfo;
    expect(await isFree(port)).toBe(false);
    await expect(needPorts(portsFrom(port), {})).rejects.toThrow(
      new RegExp(`port ${port} \\(gateway\\).*CARREL_PORT=`),
    );
    await new Promise((resolve) => other.close(resolve));
    expect(await isFree(port)).toBe(true);
  });

  it('refuses ports that browsers do not open', async () => {
    await expect(needPorts(portsFrom(10_078), {})).rejects.toThrow('Browsers do not open port 10080 (chat)');
  });

  it('makes a secret once for a data folder, for its owner only', () => {
    const secret = secretOf(folder, {});
    expect(secret.length).toBeGreaterThan(32);
    expect(secretOf(folder, {})).toBe(secret);
    expect(secretOf(folder, { CARREL_SECRET: 'mine' })).toBe('mine');
  });

  it('says what to do about a full disk and a closed folder', () => {
    const fault = (code: string) => Object.assign(new Error(`${code}: write`), { code });
    expect(inWords(fault('ENOSPC'), '/data')).toMatch(/^The disk is full. Make room/);
    expect(inWords(fault('EACCES'), '/data')).toMatch(/^\/data cannot be written to/);
    expect(inWords(new Refused('Do this.'), '/data')).toBe('Do this.');
  });
});
