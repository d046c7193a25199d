import { describe, expect, it } from '@jest/globals';
import { isSameMailbox, mailboxKey, mailboxSpellings, readableMailbox } from './mailbox.js';

const spellings = [
  'pat@bücher.example',
  'Pat@BÜCHER.Example',
  'pat@bu\u0308cher.example',
  'PAT@XN--BCHER-KVA.EXAMPLE',
  'pat@xn--bcher-kva.example',
];

describe('A mail address with an international domain', () => {
  it.each(spellings)('is one mailbox however it is spelled: %s', (address) => {
    expect(mailboxKey(address)).toBe('pat@xn--bcher-kva.example');
    expect(isSameMailbox(address, spellings[0]!)).toBe(true);
    expect(readableMailbox(address).toLowerCase()).toBe('pat@bücher.example');
    expect(mailboxSpellings(address)).toEqual(
      expect.arrayContaining(['pat@xn--bcher-kva.example', 'pat@bücher.example']),
    );
  });

  it('is not that of a look-alike', () => {
    expect(isSameMailbox('pat@bucher.example', 'pat@bücher.example')).toBe(false);
    expect(isSameMailbox('pat@straße.example', 'pat@strasse.example')).toBe(false);
  });
});

it('Other addresses are compared without case and shown as they were written', () => {
  expect(mailboxKey('Pat.Q@Example.ORG')).toBe('pat.q@example.org');
  expect(readableMailbox(' Pat.Q@Example.ORG ')).toBe('Pat.Q@Example.ORG');
  expect(mailboxSpellings('Pat@Example.org')).toEqual(['pat@example.org']);
  expect(mailboxKey('nobody')).toBe('nobody');
  expect(mailboxKey('a@xn--zz--bad--')).toBe('a@xn--zz--bad--');
});
