import { describe, expect, it } from '@jest/globals';
import { oneLine } from './address.js';
import { verdictOn, type Failure, type Verdict } from './verdict.js';

const table: [string, Failure, Verdict][] = [
  ['no connection', { code: null, enhanced: null, at: 'session', transmitted: false }, 'later'],
  [
    '[F20] silence after the text',
    { code: null, enhanced: null, at: 'message', transmitted: true },
    'unclear',
  ],
  ['a greeting of 554', { code: 554, enhanced: null, at: 'session', transmitted: false }, 'later'],
  ['our password refused', { code: 535, enhanced: '5.7.8', at: 'session', transmitted: false }, 'later'],
  ['greylisting', { code: 451, enhanced: '4.7.1', at: 'recipient', transmitted: false }, 'later'],
  ['no such user', { code: 550, enhanced: '5.1.1', at: 'recipient', transmitted: false }, 'hard'],
  [
    'no such user, in an old dialect',
    { code: 550, enhanced: null, at: 'recipient', transmitted: false },
    'hard',
  ],
  ['a disabled mailbox', { code: 550, enhanced: '5.2.1', at: 'recipient', transmitted: false }, 'hard'],
  ['a full mailbox', { code: 552, enhanced: '5.2.2', at: 'recipient', transmitted: false }, 'refused'],
  ['relaying denied', { code: 554, enhanced: '5.7.1', at: 'recipient', transmitted: false }, 'refused'],
  ['text taken for spam', { code: 554, enhanced: '5.7.1', at: 'message', transmitted: true }, 'refused'],
  ['text put off', { code: 452, enhanced: '4.3.1', at: 'message', transmitted: true }, 'later'],
];

describe('A mail server that answers with', () => {
  it.each(table)('%s', (_name, failure, verdict) => expect(verdictOn(failure)).toBe(verdict));
});

describe('A header line', () => {
  it('holds no line break, NUL or other control character', () => {
    expect(oneLine('a\r\nBcc: b@c.example\0d\u2028e\u202E')).toBe('a Bcc: b@c.example d e');
  });
});
