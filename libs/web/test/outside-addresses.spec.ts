import type { lookup } from 'node:dns';
import { createServer, request, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { isPublicAddress, OutsideAddresses } from '../src/index.js';

describe('Addresses of the public internet', () => {
  it.each(['93.184.216.34', '2606:2800:220:1:248:1893:25c8:1946', '::ffff:93.184.216.34', '2a00:1450::1'])(
    'are those like %s',
    (address) => expect(isPublicAddress(address)).toBe(true),
  );

  it.each([
    [
      'this machine',
      ['127.0.0.1', '127.8.8.8', '0.0.0.0', '0.1.2.3', '::1', '::', '::ffff:127.0.0.1', '::ffff:7f00:1'],
    ],
    [
      'private networks',
      ['10.0.0.1', '172.16.0.1', '172.31.255.255', '192.168.1.1', 'fd00::1', 'fc00::1', '::ffff:10.0.0.1'],
    ],
    ['the link', ['169.254.1.1', 'fe80::1', 'fe80::1%eth0', 'fec0::1']],
    [
      'cloud metadata',
      [
        '169.254.169.254',
        'fd00:ec2::254',
        '100.100.100.200',
        '192.0.0.192',
        '168.63.129.16',
        '::ffff:a9fe:a9fe',
      ],
    ],
    [
      'shared, reserved, broadcast and multicast',
      [
        '100.64.0.1',
        '240.0.0.1',
        '255.255.255.255',
        '224.0.0.1',
        'ff02::1',
        '192.0.0.1',
        '198.18.0.1',
        '192.88.99.1',
      ],
    ],
    ['documentation', ['192.0.2.1', '198.51.100.1', '203.0.113.1', '2001:db8::1', '3fff::1']],
    ['IPv4 within ::/96', ['::127.0.0.1', '::7f00:1', '::8.8.8.8', '::a9fe:a9fe', '::2']],
    ['NAT64', ['64:ff9b::7f00:1', '64:ff9b::8.8.8.8', '64:ff9b:1::7f00:1']],
    [
      '6to4 and Teredo',
      ['2002:7f00:1::', '2002:808:808::1', '2001:0:7f00:1::', '2001:0:4136:e378:8000:63bf:3fff:fdd2'],
    ],
    ['translated', ['::ffff:0:127.0.0.1', '::ffff:0:7f00:1']],
    ['nobody', ['4000::1', '5f00::1', '100::1', 'e000::1', '1234::1']],
    ['no address', ['', 'localhost', '127.1', '0x7f000001']],
  ])('are none of %s', (_, addresses) => {
    expect(addresses.filter(isPublicAddress)).toEqual([]);
  });
});

describe('A request to an address that somebody typed', () => {
  let server: Server;
  let port: number;
  beforeAll(async () => {
    server = createServer((_request, reply) => reply.end('reached'));
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
    port = (server.address() as AddressInfo).port;
  });
  afterAll(() => new Promise((resolve) => server.close(resolve)));

  /** A resolver that says another address at each question. */
  function changing(...said: string[]): { resolve: typeof lookup; asked: () => number } {
    let asked = 0;
    const resolve = (_name: string, _options: object, done: (e: null, all: object[]) => void): void => {
      const address = said[Math.min(asked++, said.length - 1)]!;
      done(
        null,
        address === ''
          ? []
          : address.split(' ').map((one) => ({ address: one, family: one.includes(':') ? 6 : 4 })),
      );
    };
    return { resolve: resolve as unknown as typeof lookup, asked: () => asked };
  }

  const get = (outside: OutsideAddresses, url: URL): Promise<string> =>
    new Promise((resolve) => {
      const call = request(
        url,
        { agent: false, lookup: outside.lookupFor(url), timeout: 2_000 },
        (answer) => {
          answer.resume().on('end', () => resolve('reached'));
        },
      );
      call.on('timeout', () => call.destroy(new Error('sent, and nobody answered')));
      call.on('error', (error) => resolve(error.message)).end();
    });

  it('goes to the address that was judged, whatever the name says at the next question', async () => {
    const { resolve, asked } = changing('192.0.2.1', '127.0.0.1');
    const url = new URL(`http://rebinding.example:${port}/`);
    const outside = new OutsideAddresses({ networks: ['192.0.2.0/24'] }, resolve);
    expect(await get(outside, url)).not.toBe('reached');
    expect(asked()).toBe(1);
    expect(await get(outside, url)).toBe('its address is not one of the public internet');
  });

  it.each(['127.0.0.1', '93.184.216.34 127.0.0.1', '::1', '::7f00:1', ''])(
    'never goes to a name that resolves to %p',
    async (said) => {
      const outside = new OutsideAddresses({}, changing(said).resolve);
      const fault = await get(outside, new URL(`http://name.example:${port}/`));
      expect(fault).toBe('its address is not one of the public internet');
    },
  );

  it('reaches the very place on this machine that the operator names, and no port beside it', async () => {
    const outside = new OutsideAddresses({ hosts: [`localhost:${port}`, '127.0.0.1:9'] });
    expect(outside.faultOf(new URL(`http://localhost:${port}/`))).toBeUndefined();
    expect(await get(outside, new URL(`http://localhost:${port}/`))).toBe('reached');
    expect(outside.faultOf(new URL(`http://127.0.0.1:${port}/`))).toBeDefined();
    expect(outside.faultOf(new URL('http://localhost:8222/'))).toBeDefined();
    expect(outside.mayReach('127.0.0.1', new URL('http://name.example:8222/'))).toBe(false);
  });

  it.each([
    'https://user:pass@example.org/',
    'https://user@example.org/',
    'https://127.0.0.1/',
    'https://2130706433/',
    'https://0x7f.1/',
    'https://0177.0.0.1/',
    'https://[::ffff:7f00:1]/',
    'https://[::127.0.0.1]/',
    'https://[::1]:8443/',
    'https://localhost/',
    'https://LOCALHOST./',
    'https://metadata.google.internal/',
  ])('is refused as it is written: %s', (url) => {
    expect(new OutsideAddresses().faultOf(new URL(url))).toBeDefined();
  });
});
