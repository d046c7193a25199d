import { describe, expect, it } from '@jest/globals';
import { readMail } from '../reading/read.js';
import { bounceOf } from './bounces.js';

const toReturnPath = { sender: '', recipient: 'carrel+b-x@carrel.example', returned: true };
const lines = (...parts: string[]) => Buffer.from(parts.join('\r\n'));

/** A report by the standard, with one group of fields for each recipient. */
const report = (...groups: { action?: string; status?: string; diagnostic?: string; text?: string }[]) =>
  bounceOf(
    readMail(
      lines(
        'Return-Path: <>',
        'From: Mail Delivery System <MAILER-DAEMON@mx.example.net>',
        'Subject: Undelivered Mail Returned to Sender',
        'Content-Type: multipart/report; report-type=delivery-status; boundary=b',
        '',
        '--b',
        '',
        groups[0]?.text ?? 'Your message could not be delivered.',
        '--b',
        'Content-Type: message/delivery-status',
        '',
        'Reporting-MTA: dns; mx.example.net',
        ...groups.flatMap(({ action = 'failed', status, diagnostic }) => [
          '',
          'Final-Recipient: rfc822; pat@example.org',
          `Action: ${action}`,
          ...(status ? [`Status: ${status}`] : []),
          ...(diagnostic ? [`Diagnostic-Code: smtp; ${diagnostic}`] : []),
        ]),
        '--b--',
      ),
    ),
    toReturnPath,
  );

/** A report in words only. */
const words = (subject: string, ...text: string[]) =>
  bounceOf(
    readMail(
      lines('Return-Path: <>', 'From: MAILER-DAEMON@mx.example.net', `Subject: ${subject}`, '', ...text),
    ),
    toReturnPath,
  );

describe('A delivery report is hard', () => {
  it.each([
    // Unknown recipients, as the common servers word them
    [
      '5.1.1',
      '550 5.1.1 <pat@example.org>: Recipient address rejected: User unknown in local recipient table',
    ],
    [
      '5.1.1',
      '550 5.1.1 <pat@example.org>: Recipient address rejected: User unknown in relay recipient table',
    ],
    [
      '5.1.1',
      '550-5.1.1 The email account that you tried to reach does not exist. Please try double-checking',
    ],
    [
      '5.1.10',
      '550 5.1.10 RESOLVER.ADR.RecipientNotFound; Recipient pat@example.org not found by SMTP address lookup',
    ],
    ['5.4.1', '550 5.4.1 Recipient address rejected: Access denied. AS(201806281)'],
    ['5.0.0', '550 Requested action not taken: mailbox unavailable'],
    ['5.5.0', '550 5.5.0 Requested action not taken: mailbox unavailable (S2017062302)'],
    ['5.0.0', "554 delivery error: dd This user doesn't have a example.org account (pat@example.org) [0]"],
    ['5.0.0', '550 Unrouteable address'],
    ['5.0.0', '550 5.1.1 unknown or illegal alias: pat@example.org'],
    ['5.1.1', 'x-unix; user unknown'],
    ['5.3.0', '550 5.3.0 <pat@example.org>... User unknown'],
    ['5.1.1', '511 sorry, no mailbox here by that name (#5.1.1 - chkuser)'],
    ['5.7.1', '550 5.7.1 No such user!'],
    ['5.0.0', '550 no such address here'],
    ['5.0.0', '553 sorry, this recipient is in my badrecipientto list (#5.7.1)'],
    ['5.1.1', '550 5.1.1 Mailbox does not exist'],
    ['5.2.1', '550 5.2.1 The email account that you tried to reach is disabled.'],
    ['5.2.1', '550 5.2.1 This mailbox has been deactivated'],
    ['5.1.6', '551 5.1.6 recipient no longer on server'],
    ['5.0.0', '550 User pat@example.org not listed in Domino Directory'],
    ['5.1.0', '550 #5.1.0 Address rejected.'],
    ['5.0.0', '550 Account pat@example.org is not active'],
    ['5.0.0', '550 Invalid recipient <pat@example.org> (Mode: normal)'],
    [
      '5.1.2',
      '550 5.1.2 Host or domain name not found. Name service error for name=example.invalid type=A: Host not found',
    ],
    ['5.1.10', '556 5.1.10 Recipient address has null MX'],
    ['5.0.0', '550 5.1.1 Benutzer unbekannt / unknown user'],
    ['5.0.0', '550 Le destinataire est inconnu: utilisateur inconnu'],
    ['5.0.0', '550 El usuario no existe'],
    ['5.0.0', '550 Utente sconosciuto'],
    ['5.0.0', '550 Usuário inexistente'],
    ['5.0.0', '550 Onbekende gebruiker'],
    ['5.0.0', '550 Нет такого пользователя'],
    ['5.0.0', '550 用户不存在'],
    ['5.1.1', ''],
    ['5.1.3', '501 5.1.3 Bad recipient address syntax'],
  ])('with %s and “%s”', (status, diagnostic) => {
    expect(report({ status, diagnostic })).toMatchObject({ action: 'failed', hard: true, why: 'address' });
  });
});

describe('A delivery report is soft', () => {
  it.each([
    // The sender's side
    [
      'sender',
      '5.1.8',
      '553 5.1.8 <reply@carrel.example>... Domain of sender address reply@carrel.example does not exist',
    ],
    ['sender', '5.1.7', '550 5.1.7 Invalid sender address'],
    [
      'sender',
      '5.0.0',
      '550-Verification failed for <reply@carrel.example> 550-No such user here 550 Sender verify failed',
    ],
    ['sender', '5.7.1', '550 5.7.1 Relaying denied'],
    ['sender', '5.0.0', '550 relay not permitted'],
    ['sender', '5.7.26', '550-5.7.26 This mail is unauthenticated, which poses a security risk'],
    ['sender', '5.7.23', '550 5.7.23 The message was rejected because of Sender Policy Framework violation'],
    ['sender', '5.0.0', '550 5.7.25 The IP address sending this message does not have a PTR record setup'],
    ['sender', '5.0.0', '550 Access denied: HELO/EHLO is invalid'],
    [
      'sender',
      '5.1.1',
      '550 5.1.1 <reply@carrel.example>: Sender address rejected: User unknown in virtual mailbox table',
    ],
    ['sender', '5.0.0', '554 <mx.carrel.example>: Client host rejected: your host does not resolve'],
    // Policy
    [
      'sender',
      '5.7.1',
      '554 5.7.1 Service unavailable; Client host [192.0.2.1] blocked using zen.spamhaus.org',
    ],
    ['policy', '5.7.1', '550 5.7.1 Message rejected due to content restrictions'],
    ['policy', '5.0.0', '554 Message considered spam'],
    ['policy', '5.7.1', '550 5.7.1 Recipient not authorized, your message looks like spam'],
    ['sender', '5.7.133', '550 5.7.133 RESOLVER.RST.SenderNotAuthenticatedForGroup'],
    // The moment
    [
      'moment',
      '5.2.1',
      '550-5.2.1 The user you are trying to contact is receiving mail at a rate that prevents additional messages from being delivered.',
    ],
    ['moment', '5.0.0', '550 Greylisted, please try again later'],
    ['moment', '4.7.1', '451 4.7.1 Greylisting in action'],
    ['moment', '5.4.7', 'delivery expired (message too old)'],
    ['moment', '5.0.0', 'Connection timed out'],
    ['moment', '5.1.1', '450 4.1.1 <pat@example.org>: Recipient address rejected: unverified address'],
    ['moment', '5.4.6', '554 5.4.6 Hop count exceeded - possible mail loop'],
    ['moment', '5.3.0', '554 5.3.0 unknown mailer error 1: cannot open file, no space left'],
    ['moment', '5.7.0', '550 Account temporarily disabled'],
    // A full mailbox
    ['mailbox-full', '5.2.2', '552 5.2.2 Over quota'],
    [
      'mailbox-full',
      '5.0.0',
      '554 delivery error: dd Requested mail action aborted: exceeded storage allocation',
    ],
    ['mailbox-full', '5.1.1', '550 5.1.1 user mailbox is full'],
    ['mailbox-full', '5.0.0', '550 Postfach ist voll'],
    ['mailbox-full', '5.2.1', '550 5.2.1 Mailbox quota exceeded for this recipient'],
    // The mail itself
    ['message', '5.3.4', '552 5.3.4 Message size exceeds fixed limit'],
    ['message', '5.2.3', '552 Message too large'],
    ['suspended', '5.2.1', '550 5.2.1 This account is currently suspended'],
  ])('by a fault of %s, with %s and “%s”', (why, status, diagnostic) => {
    expect(report({ status, diagnostic })).toMatchObject({ action: 'failed', hard: false, why });
  });

  it('when its time was up, whatever the last answer was', () => {
    expect(report({ action: 'expired', diagnostic: 'Connection timed out' })).toMatchObject({ hard: false });
    expect(report({ action: 'expired', status: '5.1.1' })).toMatchObject({ hard: false, action: 'failed' });
  });

  it('when one of the recipients behind the address takes the mail, or may another time', () => {
    const dead = { status: '5.1.1', diagnostic: '550 5.1.1 User unknown' };
    expect(report(dead, dead)).toMatchObject({ hard: true });
    expect(report(dead, { status: '5.2.2', diagnostic: '552 Over quota' })).toMatchObject({ hard: false });
    expect(report(dead, { action: 'delivered', status: '2.0.0' })).toMatchObject({ hard: false });
  });
});

describe('A delivery report that nothing failed', () => {
  it.each(['delivered', 'relayed', 'expanded'])('says “%s” and is no bounce', (action) => {
    expect(report({ action, status: '2.1.5' })).toBeUndefined();
  });

  it('says that it is late and is a delay', () => {
    expect(report({ action: 'delayed', status: '4.4.1' })).toMatchObject({ action: 'delayed', hard: false });
  });
});

describe('A report in words only', () => {
  it.each([
    [
      'OpenSMTPD',
      'Delivery status notification: error',
      true,
      [
        'Hi!',
        '',
        'An error has occurred while attempting to deliver a message for',
        'the following list of recipients:',
        '',
        'pat@example.org: 550 5.1.1 no such account here',
      ],
    ],
    [
      'qmail',
      'failure notice',
      true,
      [
        'Hi. This is the qmail-send program at mx.example.net.',
        "I'm afraid I wasn't able to deliver your message to the following addresses.",
        '',
        '<pat@example.org>:',
        'Sorry, no mailbox here by that name. (#5.1.1)',
      ],
    ],
    [
      'Exim',
      'Mail delivery failed: returning message to sender',
      true,
      [
        'This message was created automatically by mail delivery software.',
        '',
        'A message that you sent could not be delivered to one or more of its',
        'recipients. This is a permanent error. The following address(es) failed:',
        '',
        '  pat@example.org',
        '    Unrouteable address',
      ],
    ],
    [
      'Exim after days',
      'Mail delivery failed: returning message to sender',
      false,
      [
        'A message that you sent could not be delivered to one or more of its',
        'recipients. The following address(es) failed:',
        '',
        '  pat@example.org',
        '    retry timeout exceeded',
      ],
    ],
    [
      'sendmail 5',
      'Returned mail: User unknown',
      true,
      [
        '   ----- Transcript of session follows -----',
        '550 pat@example.org... User unknown',
        '',
        '   ----- Unsent message follows -----',
        'Received: by mx',
      ],
    ],
    [
      'a gateway',
      'Undeliverable: Your answer',
      false,
      ['Delivery has failed to these recipients:', 'pat@example.org', 'The mailbox is full.'],
    ],
    [
      'a provider in French',
      'Message non distribué',
      true,
      [
        'Votre message n’a pas pu être remis à pat@example.org',
        '550 Cet utilisateur est inconnu : adresse inexistante',
      ],
    ],
    [
      'a provider in Japanese',
      '配信できませんでした',
      true,
      ['次の宛先に配信できませんでした', '<pat@example.org>: 550 宛先が存在しません'],
    ],
    [
      'a provider in Spanish',
      'Correo no entregado',
      false,
      ['No se pudo entregar su mensaje a pat@example.org:', 'El buzón está lleno'],
    ],
  ] as [string, string, boolean, string[]][])('of %s is read', (_, subject, hard, text) => {
    expect(words(subject, ...text)).toMatchObject({ action: 'failed', hard });
  });

  it('of a delay is a delay, though it speaks of giving up', () => {
    expect(
      words(
        'Warning: message 1abc delayed 24 hours',
        'A message that you sent has not yet been delivered to one or more of its recipients.',
        'Delivery attempts will continue. Eventually the mail delivery software will give up.',
      ),
    ).toMatchObject({ action: 'delayed', hard: false });
  });

  it('is none, where a note of absence comes to the same place', () => {
    expect(words('Re: Your answer', 'I am away until Monday. My room is 550.')).toBeUndefined();
  });
});
