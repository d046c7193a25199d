import iconv from 'iconv-lite';

/** What the collections of mails are written with. */
export type Expected = Readonly<Record<string, string | RegExp | null>>;

export const own = 'Thank you, that is all.';
export const asked = 'Is this enough?';
export const lib = 'Cedar Library <ask@cedar.example>';
export const quotedLines = `> ${asked}\n> Cedar Library\n`;
export const question = 'Do you hold the county atlas of 1912?';
export const personal = { kind: 'personal' };
export const hard = { kind: 'bounce', bounce: 'hard' };
export const soft = { kind: 'bounce', bounce: 'soft' };
export const daemon = 'Mail Delivery System <MAILER-DAEMON@example.org>';

export const coded = (text: string, charset: string) =>
  iconv.encode(text, charset, { addBOM: charset === 'utf-16' });
export const inLines = (text: string) => text.replace(/\n/g, '\r\n');
export const mail = (...parts: (string | Buffer)[]) =>
  Buffer.concat(parts.map((part) => Buffer.from(part as string)));
export const head = (more = '', subject = 'Atlas', from = 'Pat Example <pat@example.org>') =>
  `From: ${from}\r\nTo: ask@library.example\r\nMessage-ID: <1@example.org>\r\nSubject: ${subject}\r\nMIME-Version: 1.0\r\n${more}`;
export const plain = (text: string, more = '') =>
  `Content-Type: text/plain; charset=utf-8${more}\r\n\r\n${inLines(text)}`;
export const html = (text: string) => `Content-Type: text/html; charset=utf-8\r\n\r\n${text}`;
export const multi = (type: string, ...parts: readonly (string | Buffer)[]) =>
  mail(
    head(`Content-Type: ${type}; boundary=b\r\n\r\n`),
    ...parts.flatMap((part) => ['--b\r\n', part, '\r\n']),
    '--b--\r\n',
  );
/** A report in words alone, to the return path. */
export const said = (from: string, subject: string, text: string) =>
  mail(
    `Return-Path: <>\r\nFrom: ${from}\r\nTo: carrel+b-x@carrel.example\r\nSubject: ${subject}\r\nMIME-Version: 1.0\r\nContent-Type: text/plain; charset=utf-8\r\nAuto-Submitted: auto-replied\r\n\r\n`,
    inLines(text),
  );
