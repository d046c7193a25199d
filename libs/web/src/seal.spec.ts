import { describe, expect, it } from '@jest/globals';
import { Seal } from './seal.js';

describe('A sealed text', () => {
  const first = 'a secret of thirty-two bytes and more';
  const seal = new Seal([first], 'tests');

  it('opens with its secret, its purpose and its label, and with no other', () => {
    const sealed = seal.close('the private key', 'kid 1');
    expect(seal.open(sealed, 'kid 1')).toBe('the private key');
    expect(() => seal.open(sealed, 'kid 2')).toThrow();
    expect(() => new Seal(['another secret of thirty-two bytes'], 'tests').open(sealed, 'kid 1')).toThrow();
    expect(() => new Seal([first], 'others').open(sealed, 'kid 1')).toThrow();
  });

  it('[B35] opens after its secret was replaced, and once renewed needs the old one no more', () => {
    const second = 'the secret that has come in its place';
    const sealed = seal.close('the private key', 'kid 1');
    const both = new Seal([second, first], 'tests');
    expect(both.open(sealed, 'kid 1')).toBe('the private key');
    expect(() => both.open(sealed, 'kid 2')).toThrow();
    const renewed = both.renew(sealed, 'kid 1');
    expect(new Seal([second], 'tests').open(renewed, 'kid 1')).toBe('the private key');
    expect(() => seal.open(renewed, 'kid 1')).toThrow();
    expect(both.renew(renewed, 'kid 1')).toBe(renewed);
  });

  it('is different each time and refuses a changed byte', () => {
    const [one, two] = [seal.close('x', 'kid'), seal.close('x', 'kid')];
    expect(one).not.toBe(two);
    const bytes = Buffer.from(one, 'base64url');
    bytes[bytes.length - 1]! ^= 1;
    expect(() => seal.open(bytes.toString('base64url'), 'kid')).toThrow();
  });
});
