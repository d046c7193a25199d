import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { ReturnAddresses } from './return-addresses.js';

const id = '01890a5d-ac96-774b-bcce-b302099a8057';
const addresses = (mailbox = 'carrel', ...secrets: string[]) =>
  new ReturnAddresses({
    reply: { mailbox, domain: 'carrel.example' },
    secrets: secrets.length ? secrets : ['a secret of tests that is thirty-two bytes and more'],
  } as never);

describe('An address that a mail can be answered at', () => {
  it('[B15][R135] names one mail of ours, for answers or for reports on it', () => {
    const ours = addresses();
    const [reply, bounce] = [ours.replyTo(id)!, ours.returnPath(id)!];
    expect(reply).toMatch(/^carrel\+r-[a-z2-7]{42}@carrel\.example$/);
    expect(ours.read(reply)).toEqual({ purpose: 'reply', deliveryId: id });
    expect(ours.read(bounce)).toEqual({ purpose: 'bounce', deliveryId: id });
    expect(ours.read(reply.toUpperCase())).toEqual({ purpose: 'reply', deliveryId: id });
    expect(reply.indexOf('@')).toBeLessThanOrEqual(64);
  });

  it('may be the whole of a domain', () => {
    const ours = addresses('');
    expect(ours.replyTo(id)).toMatch(/^r-[a-z2-7]{42}@carrel\.example$/);
    expect(ours.read(ours.replyTo(id)!)).toMatchObject({ deliveryId: id });
  });

  it('[B15] is not made up, turned to another use, nor changed in any letter', () => {
    const ours = addresses();
    const token = ours.replyTo(id)!;
    expect(ours.read(token.replace('r-', 'b-'))).toBe('forged');
    expect(addresses('carrel', 'another secret').read(token)).toBe('forged');
    fc.assert(
      fc.property(
        fc.integer({ min: 9, max: 49 }),
        fc.constantFrom(...'abcdefghijklmnopqrstuvwxyz234567'),
        (at, letter) => {
          fc.pre(token[at] !== letter);
          return ours.read(token.slice(0, at) + letter + token.slice(at + 1)) === 'forged';
        },
      ),
    );
  });

  it('is honoured after the secret has changed, for as long as the one before is named', () => {
    const before = addresses('carrel', 'the first secret').replyTo(id)!;
    expect(addresses('carrel', 'the second', 'the first secret').read(before)).toMatchObject({
      deliveryId: id,
    });
    expect(addresses('carrel', 'the second').read(before)).toBe('forged');
  });

  it('is not what anybody else receives mail at', () => {
    fc.assert(fc.property(fc.string(), (text) => addresses().read(text) === undefined));
    expect(addresses().read('carrel+r-abc@elsewhere.example')).toBeUndefined();
    expect(addresses().isBare('Carrel@carrel.example')).toBe(true);
  });
});
