import { describe, expect, it } from '@jest/globals';
import { sample, samplesOf } from '../../../test/samples.js';
import { readMail } from '../reading/read.js';
import { kindOf, type Envelope } from './kinds.js';

const envelope = (more: Partial<Envelope> = {}): Envelope => ({
  sender: 'pat@example.org',
  recipient: 'carrel+r-abc@carrel.example',
  returned: false,
  ...more,
});
const toReturnPath = envelope({ sender: '', returned: true });
const kind = (raw: Buffer | string, more: Partial<Envelope> = {}) =>
  kindOf(readMail(Buffer.from(raw)), envelope(more), 'carrel.example');
const original = '<0190@carrel.example>';
const written = (headers: string, text = 'Thank you!') =>
  `From: Pat <pat@example.org>\nTo: carrel@carrel.example\nMessage-ID: <1@example.org>\n${headers}\n\n${text}\n`;

const bounces: Record<
  string,
  { action: 'failed' | 'delayed'; hard: boolean; status?: string } | 'automatic'
> = {
  'exchange-365': { action: 'failed', hard: true, status: '5.1.10' },
  'exchange-mailbox-full': { action: 'failed', hard: false, status: '5.2.2' },
  'exim-unknown-user': { action: 'failed', hard: true, status: '5.1.1' },
  'exim-warning': { action: 'delayed', hard: false },
  'forwarder-without-return-path': { action: 'failed', hard: true, status: '5.1.1' },
  'gmail-address-not-found': { action: 'failed', hard: true, status: '5.1.1' },
  'gmail-delay': { action: 'delayed', hard: false, status: '4.4.1' },
  'gmx-deutsch': { action: 'failed', hard: true },
  'greylisted-to-the-end': { action: 'failed', hard: false, status: '4.7.1' },
  'lotus-domino': { action: 'failed', hard: true },
  'postfix-delayed': { action: 'delayed', hard: false, status: '4.4.1' },
  'postfix-over-quota': { action: 'failed', hard: false, status: '5.2.2' },
  'postfix-unknown-user': { action: 'failed', hard: true, status: '5.1.1' },
  qmail: { action: 'failed', hard: true, status: '5.1.1' },
  'qmail-quota': { action: 'failed', hard: false, status: '5.2.2' },
  'sendmail-no-such-host': { action: 'failed', hard: true, status: '5.1.2' },
  'sendmail-warning': { action: 'delayed', hard: false, status: '4.4.2' },
  'spam-refused': { action: 'failed', hard: false, status: '5.7.1' },
  't-online-postfach-voll': { action: 'failed', hard: false },
  'yahoo-html': { action: 'failed', hard: true, status: '5.1.1' },
  delivered: 'automatic',
};

describe('A delivery report', () => {
  it.each(samplesOf('bounces'))('[F13] by %s is recognised', (name) => {
    const direct = name === 'forwarder-without-return-path';
    const found = kind(sample('bounces', name, { 'message-id': original }), direct ? {} : toReturnPath);
    const expected = bounces[name];
    if (expected === 'automatic') expect(found.kind).toBe('automatic');
    else expect(found).toMatchObject({ kind: 'bounce', ...expected });
    if (found.kind === 'bounce' && sample('bounces', name).includes('{{message-id}}'))
      expect(found.originals).toContain(original);
  });

  it('[F13] without a delivery-status part names the mail it returns, wherever that stands', () => {
    for (const name of [
      'exim-unknown-user',
      'qmail',
      'gmx-deutsch',
      'forwarder-without-return-path',
      'lotus-domino',
    ]) {
      const raw = sample('bounces', name, { 'message-id': original });
      expect(kind(raw, toReturnPath)).toMatchObject({ kind: 'bounce', originals: [original] });
    }
  });

  it('quoted by a person is no report', () => {
    const text =
      'I got this:\n\nUndelivered Mail Returned to Sender\n550 5.1.1 User unknown\nWhat does it mean?';
    expect(kind(written('Subject: Undelivered Mail Returned to Sender', text)).kind).toBe('personal');
  });
});

describe('An automatic mail', () => {
  it.each(samplesOf('automatic'))('[F16] like %s is not taken for a person', (name) => {
    expect(kind(sample('automatic', name)).kind).toBe('automatic');
  });

  it.each([
    ['Auto-Submitted: auto-generated', 'auto-submitted'],
    ['Auto-Submitted: auto-replied; owner-email="x"', 'auto-submitted'],
    ['Precedence: junk', 'precedence'],
    ['X-Autorespond: yes', 'autorespond'],
    ['X-Auto-Response-Suppress: OOF, AutoReply', 'auto-response-suppress'],
    ['Return-Path: <>', 'null-sender'],
  ])('[F16] says so by %s', (header, sign) => {
    expect(kind(written(`Subject: Re: Bridge\n${header}`))).toEqual({ kind: 'automatic', sign });
  });

  it('[F13] has no sender, or comes to where only reports go', () => {
    const raw = written('Subject: Re: Bridge');
    expect(kind(raw, { sender: '' })).toEqual({ kind: 'automatic', sign: 'null-sender' });
    expect(kind(raw, { returned: true })).toEqual({ kind: 'automatic', sign: 'return-path' });
  });
});

describe('A mail led on to us', () => {
  const own = { recipient: 'ask@cedar.example' };

  it('by a rule of the library’s own mailbox is read', () => {
    const rule = 'X-MS-Exchange-Inbox-Rules-Loop: ask@cedar.example';
    const redirected = `${rule}\nX-MS-Exchange-Generated-Message-Source: Mailbox Rules Agent\nAuto-Submitted: auto-generated`;
    expect(kind(written(rule), own).kind).toBe('personal');
    expect(kind(written(redirected), own).kind).toBe('personal');
    const absence = redirected.replace('ask@cedar.example', 'pat@example.org');
    expect(kind(written(absence), own).kind).toBe('automatic');
  });

  it('by a group address of the library is read, by a list of others is not', () => {
    const group = 'Precedence: bulk\nList-Id: <ask.cedar.example>\nList-Post: <mailto:ask@cedar.example>';
    expect(kind(written(group), own).kind).toBe('personal');
    expect(kind(written('Mailing-list: list ask@cedar.example; contact x@cedar.example'), own).kind).toBe(
      'personal',
    );
    expect(kind(written(group), { recipient: 'ask@aspen.example' }).kind).toBe('automatic');
    expect(kind(written('List-Id: <all.cedar.example>'), own).kind).toBe('list');
  });

  it('by a contact form that names its visitor is read', () => {
    const form = (more: string) =>
      kind(written(`Subject: Bridge${more}`).replace('pat@example.org>\nTo', 'no-reply@cedar.example>\nTo'));
    expect(form('\nReply-To: Pat <pat@example.org>').kind).toBe('personal');
    expect(form('\nReply-To: noreply@cedar.example')).toEqual({ kind: 'automatic', sign: 'robot' });
    expect(form('')).toEqual({ kind: 'automatic', sign: 'robot' });
  });
});

describe("A person's mail", () => {
  it.each(samplesOf('clients'))('[F17] made with %s is one', (name) => {
    expect(kind(sample('clients', name)).kind).toBe('personal');
  });

  it.each([
    'Auto-Submitted: no',
    'Subject: What does "out of office" mean in German?',
    'Subject: Re: Vacation reading for children',
    'Subject: Automobile history',
    'Subject: Absent friends, a poem',
    'Subject: Autos in Berlin',
    'Subject: I am out of renewals, what now?',
    'Subject: Absence d’un livre en rayon',
    'Subject: Fuori sede: come accedere alle banche dati?',
    'Subject: Automatic reply: what does it mean?',
    'Subject: Automatische Antwort',
    'Subject: Vacation: books to take along',
    'Subject: Out of Office\nIn-Reply-To: <1@carrel.example>',
    'Subject: 自动回复',
    'Subject: Fuera de la oficina\nReferences: <1@carrel.example>',
    'Subject: Abwesenheit eines Buches',
    'Subject: On leave from the university',
    'Precedence: normal',
    'X-Loop: other.example',
  ])('with %s is one', (header) => {
    expect(kind(written(header)).kind).toBe('personal');
  });
});

describe('Other mail', () => {
  it('[F13] that is our own come back is a loop, and so is one that has passed too many servers', () => {
    expect(kind(written('X-Loop: carrel.example'))).toEqual({ kind: 'loop', sign: 'own-mail' });
    const hops = 'Received: from a by b; Tue, 3 Mar 2026 09:00:00 +0000\n'.repeat(60).trimEnd();
    expect(kind(written(hops))).toEqual({ kind: 'loop', sign: 'too-many-hops' });
  });

  it.each([
    'List-Id: <readers.example.org>',
    'Precedence: list',
    'Mailing-List: list x',
    'List-Unsubscribe: <mailto:x@y>',
  ])('with %s came through a list', (header) => {
    expect(kind(written(header)).kind).toBe('list');
  });
});
