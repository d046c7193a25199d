import { describe, expect, it } from '@jest/globals';
import { Seal } from './seal.js';

describe('A sealed text', () => {
  const seal = new Seal('a secret of thirty-two bytes and more', 'tests');

  it('opens with its secret, its purpose and its label, and with no other', () => {
    const sealed = seal.close('the private key', 'kid 1');
    expect(seal.open(sealed, 'kid 1')).toBe('the private key');
    expect(() => seal.open(sealed, 'kid 2')).toThrow();
    expect(() => new Seal('another secret of thirty-two bytes', 'tests').open(sealed, 'kid 1')).toThrow();
    expect(() => new Seal('a secret of thirty-two bytes and more', 'others').open(sealed, 'kid 1')).toThrow();
  });

  it('never looks the same twice and tells a changed byte', () => {
    const [one, two] = [seal.close('x', 'kid'), seal.close('x', 'kid')];
    expect(one).not.toBe(two);
    const bytes = Buffer.from(one, 'base64url');
    bytes[bytes.length - 1]! ^= 1;
    expect(() => seal.open(bytes.toString('base64url'), 'kid')).toThrow();
  });
});
