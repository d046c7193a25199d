import { describe, expect, it } from '@jest/globals';
import { WebhookAddresses } from './webhook-addresses.js';

const outside = new WebhookAddresses({ allowedNetworks: [], allowedHosts: [] });
const anywhere = new URL('https://receiver.example/');

describe('Webhooks are sent', () => {
  it.each([
    'http://example.org/',
    'ftp://example.org/',
    'https://user:pass@example.org/',
    'https://[::127.0.0.1]/',
    'https://localhost/',
    'https://metadata.google.internal/',
  ])('not to %s, which is refused when it is written down', (url) => {
    expect(outside.faultOf(new URL(url))).toBeDefined();
  });

  it('to networks that the operator allows, without TLS there too', () => {
    const inHouse = new WebhookAddresses({
      allowedNetworks: ['10.1.0.0/16', 'fd00:1::/32'],
      allowedHosts: [],
    });
    expect(inHouse.mayReach('10.1.2.3', anywhere)).toBe(true);
    expect(inHouse.mayReach('::ffff:10.1.2.3', anywhere)).toBe(true);
    expect(inHouse.mayReach('fd00:1::5', anywhere)).toBe(true);
    expect(inHouse.mayReach('10.2.0.1', anywhere)).toBe(false);
    expect(inHouse.faultOf(new URL('http://10.1.2.3/'))).toBeUndefined();
  });

  it('to the places on this machine that the operator names, and to no other port of it', () => {
    const demo = new WebhookAddresses({ allowedNetworks: [], allowedHosts: ['127.0.0.1:9797'] });
    expect(demo.faultOf(new URL('http://127.0.0.1:9797/x'))).toBeUndefined();
    expect(demo.faultOf(new URL('http://127.0.0.1:8222/'))).toBeDefined();
    expect(demo.faultOf(new URL('http://127.0.0.1/'))).toBeDefined();
    expect(demo.mayReach('127.0.0.1', anywhere)).toBe(false);
  });

  it('never to a name that resolves to a forbidden address, whatever it resolved to before', async () => {
    const answer = await new Promise((resolve) => {
      outside.lookupFor(anywhere)('localhost', {}, (error, address) => resolve(error?.message ?? address));
    });
    expect(answer).toBe('its address is not one of the public internet');
  });
});
