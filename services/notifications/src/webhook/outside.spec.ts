import { describe, expect, it } from '@jest/globals';
import { Outside } from './outside.js';

const outside = new Outside({ allowedNetworks: [] });

describe('Webhooks are sent', () => {
  it.each(['93.184.216.34', '2606:2800:220:1:248:1893:25c8:1946', '::ffff:93.184.216.34'])(
    'to %s',
    (address) => {
      expect(outside.mayReach(address)).toBe(true);
    },
  );

  it.each([
    ['this machine', ['127.0.0.1', '127.8.8.8', '0.0.0.0', '::1', '::', '::ffff:127.0.0.1', '::ffff:7f00:1']],
    [
      'private networks',
      ['10.0.0.1', '172.16.0.1', '172.31.255.255', '192.168.1.1', 'fd00::1', '::ffff:10.0.0.1'],
    ],
    [
      'the link, where clouds keep their metadata',
      ['169.254.169.254', 'fe80::1', 'fd00:ec2::254', '::ffff:a9fe:a9fe'],
    ],
    [
      'shared, reserved, broadcast and multicast ones',
      ['100.64.0.1', '240.0.0.1', '255.255.255.255', '224.0.0.1', 'ff02::1', '192.0.0.1', '198.18.0.1'],
    ],
    ['IPv4 addresses in disguise', ['64:ff9b::7f00:1', '2002:7f00:1::', '2001:0:7f00:1::']],
    ['what is no address', ['', 'localhost', '127.1', '0x7f000001']],
  ])('not to %s', (_, addresses) => {
    expect(addresses.filter((address) => outside.mayReach(address))).toEqual([]);
  });

  it.each([
    'http://example.org/',
    'ftp://example.org/',
    'https://user:pass@example.org/',
    'https://127.0.0.1/',
    'https://2130706433/',
    'https://0x7f.1/',
    'https://[::ffff:7f00:1]/',
    'https://[::1]:8443/',
    'https://localhost/',
    'https://metadata.google.internal/',
  ])('not to %s, which is refused when it is written down', (url) => {
    expect(outside.faultOf(new URL(url))).toBeDefined();
  });

  it('to networks that the operator allows, without TLS there too', () => {
    const inHouse = new Outside({ allowedNetworks: ['10.1.0.0/16', 'fd00:1::/32'] });
    expect(inHouse.mayReach('10.1.2.3')).toBe(true);
    expect(inHouse.mayReach('::ffff:10.1.2.3')).toBe(true);
    expect(inHouse.mayReach('fd00:1::5')).toBe(true);
    expect(inHouse.mayReach('10.2.0.1')).toBe(false);
    expect(inHouse.faultOf(new URL('http://10.1.2.3/'))).toBeUndefined();
  });

  it('never to a name that resolves to a forbidden address, whatever it resolved to before', async () => {
    const answer = await new Promise((resolve) => {
      outside.lookup('localhost', {}, (error, address) => resolve(error?.message ?? address));
    });
    expect(answer).toBe('its address is not one of the public internet');
  });
});
