import { describe, expect, it } from '@jest/globals';
import { networkOf } from './network.js';

describe('The network that a call is counted for', () => {
  it('is the address itself for IPv4, however it is written', () => {
    for (const address of ['203.0.113.7', '::ffff:203.0.113.7', '::FFFF:cb00:7107'])
      expect(networkOf(address)).toBe('203.0.113.7');
  });

  it('is the /64 for IPv6', () => {
    for (const address of ['2001:db8:1:2::', '2001:DB8:1:2:ffff:1:2:3', '2001:db8:1:2::1%eth0'])
      expect(networkOf(address)).toBe('2001:db8:1:2::/64');
    expect(networkOf('2001:db8:1:3::1')).not.toBe(networkOf('2001:db8:1:2::1'));
    expect(networkOf('::1')).toBe('0:0:0:0::/64');
  });
});
