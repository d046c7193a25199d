import { describe, expect, it } from '@jest/globals';
import { oneLine } from './address.js';
import { classifySendFailure, type Failure, type SendFailureKind } from './send-failure.js';

/** A reply as it stands on the wire. */
const said = (reply: string, at: Failure['at'] = 'recipient'): Failure => ({
  code: Number(reply.slice(0, 3)),
  enhanced: /^\d{3} ([245]\.\d+\.\d+)/.exec(reply)?.[1] ?? null,
  reply,
  at,
  transmitted: at === 'message',
});
const silence: Failure = { code: null, enhanced: null, reply: '', at: 'session', transmitted: false };

const table: [string, Failure, SendFailureKind][] = [
  ['no connection', silence, 'later'],
  ['[F20] silence after the text', { ...silence, at: 'message', transmitted: true }, 'unclear'],
  ['a greeting of 554', said('554 no', 'session'), 'later'],
  ['our password refused', said('535 5.7.8 authentication failed', 'session'), 'later'],
  ['greylisting', said('451 4.7.1 greylisted'), 'later'],
  ['text taken for spam', said('554 5.7.1 spam', 'message'), 'refused'],
  ['text put off', said('452 4.3.1 later', 'message'), 'later'],
];

/** Replies to a recipient that is refused for good: only a fault of the address is hard (B45). */
const hard = [
  '550 5.1.1 no such user',
  '550 no such user here',
  '550 Requested action not taken: mailbox unavailable',
  '550 5.1.1 <pat@example.org>: Recipient address rejected: User unknown in virtual mailbox table',
  '550 5.2.1 the account is disabled',
  '553 5.1.2 domain not found',
  '550 Benutzer unbekannt',
  '550 5.1.1',
];
const softer = [
  '550',
  '554 Transaction failed',
  '552 5.2.2 mailbox full',
  '552 quota exceeded',
  '554 5.7.1 relaying denied',
  '550 relaying denied',
  '550 rejected: listed at zen.spamhaus.org',
  '550 5.1.1 rejected by local policy',
  '550 administrative prohibition',
  '550 sender verify failed',
  '553 sorry, your envelope sender is in my badmailfrom list',
  '550 SPF check failed',
  '550 greylisted, please try again later',
  '554 too many connections from your host',
  '550 5.1.8 sender address rejected: domain not found',
  '550 5.1.7 bad return path',
];

describe('A mail server that answers with', () => {
  it.each(table)('%s', (_name, failure, verdict) => expect(classifySendFailure(failure)).toBe(verdict));

  it.each(hard)('%s takes no mail to the address', (reply) =>
    expect(classifySendFailure(said(reply))).toBe('hard'),
  );

  it.each(softer)('%s does not want this mail, and the address may be right', (reply) =>
    expect(classifySendFailure(said(reply))).toBe('refused'),
  );
});

describe('A header line', () => {
  it('holds no line break, NUL or other control character', () => {
    expect(oneLine('a\r\nBcc: b@c.example\0d\u2028e\u202E')).toBe('a Bcc: b@c.example d e');
  });
});
