import { describe, expect, it } from '@jest/globals';
import { corpusDefaults, corpusLine } from './corpus.js';

const head = 'From: Pat Example <pat@example.org>\r\nTo: ask@cedar.example\r\nSubject: Maps\r\n';
const line = (...parts: (string | Buffer)[]) =>
  corpusLine(Buffer.concat(parts.map((part) => Buffer.from(part))));
const either = (plain: string, html: string) =>
  line(
    head,
    'Content-Type: multipart/alternative; boundary=b\r\n\r\n--b\r\nContent-Type: text/plain; charset=utf-8\r\n\r\n',
    `${plain}\r\n--b\r\nContent-Type: text/html; charset=utf-8\r\n\r\n${html}\r\n--b--\r\n`,
  );

describe('Of a text in two forms', () => {
  it.each([
    'This is an HTML message. Please use an HTML capable mail program to read it.',
    'Your e-mail client does not support HTML.',
    'View this email in your browser',
    'Ihr Mailprogramm kann kein HTML darstellen.',
    '',
  ])('the HTML is read where the plain one says only “%s”', (stub) => {
    const found = either(stub, '<p>Do you hold the <b>county atlas</b> of 1912?</p>');
    expect(found.wholeText).toBe('Do you hold the county atlas of 1912?');
  });

  it('the fuller is read, and the plain one where they say the same', () => {
    const html = `<p>First line.</p>${'<p>A further sentence of the letter.</p>'.repeat(5)}`;
    expect(either('First line.', html).wholeText).toContain('further sentence');
    expect(either('All of it *here*.', '<p>All of it <b>here</b>.</p>').wholeText).toBe('All of it *here*.');
  });

  it('a footer beside it is read as well', () => {
    const { wholeText } = line(
      head,
      'Content-Type: multipart/mixed; boundary=b\r\n\r\n--b\r\nContent-Type: text/html\r\n\r\n<p>Which atlas?</p>\r\n',
      '--b\r\nContent-Type: text/plain\r\n\r\nChecked for viruses.\r\n--b--\r\n',
    );
    expect(wholeText).toContain('Which atlas?');
    expect(wholeText).toContain('Checked for viruses.');
  });

  it('[B44] what HTML marks as quoted is parted, answers between the marks are kept', () => {
    const said =
      '<div class="gmail_attr">On Wed, Apr 30, 2025 at 3:19 PM Cedar &lt;ask@cedar.example&gt; wrote:</div>';
    const cite = (text: string) => `<blockquote class="gmail_quote">${text}</blockquote>`;
    const html = (body: string) => line(head, 'Content-Type: text/html\r\n\r\n', body);
    expect(html(`<p>That is all?</p><div class="gmail_quote">${said}${cite('Is it?')}</div>`)).toMatchObject({
      text: 'That is all?',
      quoted: expect.stringContaining('> Is it?'),
    });
    const inline = html(
      `<div class="gmail_quote">${said}${cite('Year?')}<p>1932</p>${cite('Town?')}<p>Aspen</p></div>`,
    );
    expect(inline.text).toContain('1932');
    expect(inline.text).toContain('Town?');
    expect(html('<p>Who wrote this?</p><blockquote>The river</blockquote><p>I forgot.</p>').text).toContain(
      'river',
    );
  });
});

describe('However its headers are written, a mail', () => {
  it('has its text below a line of white space', () => {
    expect(line(head, ' \r\nDo you hold it?\r\n').wholeText).toBe('Do you hold it?');
    expect(line('X-A: b\r\n \r\n', head, '\r\nText').wholeText).toBe('Text');
  });

  it.each([
    ['Pat (at home) <pat(home)@example.org(host)>', 'pat@example.org'],
    ['pat@example.org (Pat)', 'pat@example.org'],
    ['(a (nested) comment) pat@example.org', 'pat@example.org'],
    ['Readers: Pat <pat@example.org>, lee@example.org;', 'pat@example.org'],
    ['=?utf-8?Q?P=C3=A4t?= <pat@example.org>', 'pat@example.org'],
    ['"Example, Pat" <pat@example.org>', 'pat@example.org'],
  ])('is from whom “%s” names', (from, address) => {
    expect(line(`From: ${from}\r\n\r\nHello`).from).toBe(address);
  });

  it('is from its sender, or its return path, where no From is there', () => {
    expect(line('Sender: pat@example.org\r\n\r\nHello').from).toBe('pat@example.org');
    expect(line('Return-Path: <pat@example.org>\r\n\r\nHello').from).toBe('pat@example.org');
    expect(line('From pat@example.org Tue Jun  3 10:00:00 2025\r\n', head, '\r\nHello').from).toBe(
      'pat@example.org',
    );
  });

  it.each([
    ['=?iso-8859-1?Q?B=FCcher_f\xfcr_Kinder?=', 'Bücher für Kinder'],
    ['=?windows-1252?Q?=93Karten=94?=', '“Karten”'],
    ['=?gb2312?B?6K+36Zeu5Zu+5Lmm6aaG?=', '请问图书馆'],
    ['=?utf-8?B?w7w=?= =?utf-8?B?w7w=?=', 'üü'],
    ['=?utf-8?Q?=E8=AF?= =?utf-8?Q?=B7?=', '请'],
    ['=?no-such?Q?a=C3=BC?=', 'aü'],
    ['f\xfcr Kinder', 'für Kinder'],
  ])('has its subject read from %s', (subject, read) => {
    expect(line(Buffer.from(`Subject: ${subject}\r\n\r\nHello`, 'latin1')).subject).toBe(read);
  });

  it('has its letters by the charset that its HTML names', () => {
    const atlas = Buffer.from([0xe1, 0xd4, 0xcc, 0xc1, 0xd3]);
    const meta = '<meta http-equiv="Content-Type" content="text/html; charset=koi8-r">';
    expect(line(head, 'Content-Type: text/html\r\n\r\n', meta, atlas).wholeText).toBe('Атлас');
  });
});

describe('A line of the collection', () => {
  it('says how the mail was taken to arrive, and what came of it', () => {
    const bounce =
      'From: MAILER-DAEMON@mx.example\r\nSubject: failure notice\r\n\r\n550 5.1.1 no such user here\r\n';
    expect(line(bounce)).toMatchObject({
      arrival: 'return-path',
      kind: 'bounce',
      bounce: 'hard',
      why: 'address',
    });
    expect(line(head, '\r\nHello')).toMatchObject({
      arrival: 'address',
      kind: 'personal',
      why: null,
      bounce: null,
    });
    const returned = corpusLine(Buffer.from(`${head}\r\nHello`), {
      ...corpusDefaults,
      arrival: 'return-path',
    });
    expect(returned).toMatchObject({ kind: 'automatic', why: 'null-sender' });
  });
});
