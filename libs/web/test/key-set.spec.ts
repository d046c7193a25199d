import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { afterEach, describe, expect, it } from '@jest/globals';
import { ServiceUnavailable } from '@carrel/kernel';
import { exportJWK, generateKeyPair } from 'jose';
import { keysOf, PublishedKeys } from '../src/key-set.js';

let admin: Server | undefined;
afterEach(() => {
  admin?.close();
});

const minutes = 60_000;
const jwk = async (kid: string) => ({
  ...(await exportJWK((await generateKeyPair('EdDSA', { crv: 'Ed25519' })).publicKey)),
  kid,
});

/** Admin, publishing what `keys` holds at the moment. */
async function publishing(keys: object[]): Promise<{ url: string; asked: () => number; stop: () => void }> {
  let asked = 0;
  admin = createServer((_, reply) => {
    asked += 1;
    reply.setHeader('connection', 'close').end(JSON.stringify({ keys }));
  });
  await new Promise<void>((resolve) => admin!.listen(0, '127.0.0.1', resolve));
  const url = `http://127.0.0.1:${(admin.address() as AddressInfo).port}/`;
  return { url, asked: () => asked, stop: () => admin!.close() };
}

describe('[B35] The keys of access tokens', () => {
  it('are fetched once, and stay good while admin is away', async () => {
    const { url, asked, stop } = await publishing([await jwk('one')]);
    let now = 0;
    const keys = new PublishedKeys(url, () => now);
    await Promise.all([keys.find('one'), keys.find('one')]);
    expect(await keys.find('one')).toBeDefined();
    expect(asked()).toBe(1);
    stop();
    now = 60 * minutes;
    expect(await keys.find('one')).toBeDefined();
  });

  it('rotate: an unknown one is asked for, though not more often than every ten seconds', async () => {
    const published = [await jwk('one')];
    const { url, asked } = await publishing(published);
    let now = 0;
    const keys = new PublishedKeys(url, () => now);
    await keys.find('one');
    published[0] = await jwk('two');
    now = 5_000;
    expect(await keys.find('two')).toBeUndefined();
    expect(asked()).toBe(1);
    now = 11_000;
    expect(await keys.find('two')).toBeDefined();
    expect(await keys.find('one')).toBeUndefined();
  });

  it('that were never seen make admin the part away', async () => {
    await expect(new PublishedKeys('http://127.0.0.1:9/').find('one')).rejects.toThrow(ServiceUnavailable);
  });

  it('are Ed25519 for signing, whatever else is published', async () => {
    const rsa = await exportJWK((await generateKeyPair('RS256')).publicKey);
    const found = await keysOf({
      keys: [{ ...rsa, kid: 'rsa' }, { ...(await jwk('enc')), use: 'enc' }, await jwk('good'), await jwk('')],
    });
    expect([...found.keys()]).toEqual(['good']);
  });
});
