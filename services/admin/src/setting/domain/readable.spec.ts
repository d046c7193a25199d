import { describe, expect, it } from '@jest/globals';
import { settings } from '@carrel/contracts';
import { readableForm } from './readable.js';

describe('A setting is stored with', () => {
  it('mail addresses in their own letters', () => {
    const { schema } = settings['email-notification'];
    const addresses = ['ask@xn--bcher-kva.example', ' jose\u0301@library.example '];
    expect(readableForm(schema, { enabled: true, addresses })).toEqual({
      enabled: true,
      addresses: ['ask@bücher.example', 'jos\u00e9@library.example'],
    });
    const outgoing = { enabled: true, displayName: 'x', address: 'ask@XN--BCHER-KVA.example' };
    expect(readableForm(settings['outgoing-address'].schema, outgoing)).toMatchObject({
      address: 'ask@bücher.example',
    });
  });

  it('web origins in their own letters', () => {
    const origins = ['https://xn--bcher-kva.example', 'https://Bücher.example'];
    expect(readableForm(settings['web-origins'].schema, { origins })).toEqual({
      origins: ['https://bücher.example', 'https://bücher.example'],
    });
  });

  it('all else as it was written, also what its schema refuses', () => {
    for (const value of [null, 3, 'x', [1], { constructor: 1, addresses: { a: null } }])
      expect(readableForm(settings['email-notification'].schema, value)).toEqual(value);
  });
});
