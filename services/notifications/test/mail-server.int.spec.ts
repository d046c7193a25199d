import { createHash, createVerify, generateKeyPairSync } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { aMailbox, type Mailbox, type ReceivedMail } from '@carrel/testing';
import fc from 'fast-check';
import type { MailConfig } from '../src/mail/config.js';
import { isMailbox } from '../src/mail/domain/address.js';
import { Delivery } from '../src/delivery/domain/delivery.js';
import { MailServer, type Outgoing } from '../src/mail/mail-server.js';
import { Templates } from '../src/mail/templates.js';
import { aLetter, noon } from './a-delivery.js';

const { privateKey, publicKey } = generateKeyPairSync('rsa', { modulusLength: 2048 });
const pem = privateKey.export({ type: 'pkcs8', format: 'pem' }) as string;
const templates = new Templates({ publicUrl: 'https://carrel.example' });

let mailbox: Mailbox;
let server: MailServer;
beforeAll(async () => {
  mailbox = await aMailbox();
  server = new MailServer({
    smtpUrl: mailbox.url,
    from: { name: 'Carrel', address: 'carrel@carrel.example' },
    timeoutMs: 20_000,
    dkim: { domainName: 'carrel.example', keySelector: 'mail', privateKey: pem },
  } as MailConfig);
});
afterAll(async () => {
  server?.onApplicationShutdown();
  await mailbox?.stop();
});

let last = 0;
const sent = async (more: Partial<Outgoing>): Promise<ReceivedMail> => {
  const messageId = `<${(last += 1)}@carrel.example>`;
  const mail = {
    subject: 'Hello',
    text: 'Hello',
    html: '<p>Hello</p>',
    references: [],
    to: 'pat@example.org',
    ...more,
  };
  expect(await server.send({ messageId, ...mail })).toBeUndefined();
  return mailbox.next(mail.to, (one) => one.messageId === messageId);
};
const namesIn = ({ headerLines }: ReceivedMail) => headerLines.map(({ key }) => key).sort();

/** What people who mean harm put into names: line ends, NUL, and what would be a header or a recipient after them. */
const harm = fc
  .array(
    fc.oneof(
      fc.string({ maxLength: 12 }),
      fc.string({ unit: 'binary', maxLength: 6 }),
      fc.constantFrom(
        '\r',
        '\n',
        '\r\n',
        '\0',
        '\u2028',
        '\u0085',
        '\r\n ',
        '\r\n\r\n',
        '"',
        '<',
        '>',
        ',',
        ';',
        '=?utf-8?q?=0D=0A?=',
      ),
      fc.constantFrom(
        'Bcc: all@example.net',
        'To: all@example.net',
        'X-More: yes',
        'all@example.net',
        'RCPT TO:<all@example.net>',
        '.',
      ),
    ),
    { maxLength: 8 },
  )
  .map((parts) => parts.join(''));

/** `".pat"@example.org` is how the address is written in SMTP for `.pat@example.org` (RFC 5321, 4.1.2). */
const unquoted = (address: string): string => address.replace(/^"(.*)"@/, '$1@');

describe('Mail', () => {
  it('[promise 19] gains no header and no recipient from any name, subject or title', async () => {
    const plain = namesIn(await sent({ from: { name: 'Ask', address: null } }));
    await fc.assert(
      fc.asyncProperty(harm, harm, harm, async (name, title, library) => {
        const notice = await templates.notice('new-question', { number: '7', title, library }, 'en');
        const mail = await sent({ ...notice, from: { name, address: null } });
        expect(mail.recipients).toEqual(['pat@example.org']);
        expect(namesIn(mail)).toEqual(plain);
        expect(mail.headers.get('from')).toMatchObject({ value: [{ address: 'carrel@carrel.example' }] });
        expect(mail.headers.get('to')).toMatchObject({ value: [{ address: 'pat@example.org' }] });
        expect(mail.raw).not.toContain('\0');
      }),
      { numRuns: 40 },
    );
  });

  it('[promise 19] goes to what is one mailbox and to nothing else', async () => {
    const address = fc.oneof(
      harm,
      fc.tuple(harm, harm).map(([local, domain]) => `${local}@${domain}`),
      harm.map((more) => `pat@example.org${more}`),
      harm.map((more) => `${more}pat@example.org`),
      fc.emailAddress(),
    );
    let went = 0;
    await fc.assert(
      fc.asyncProperty(address, async (to) => {
        const delivery = Delivery.queue(
          '00000000-0000-7000-8000-000000000001',
          'c',
          aLetter({ to }),
          'carrel.example',
          noon,
        );
        expect(delivery.isOver).toBe(!isMailbox(to));
        if (delivery.isOver) return;
        went += 1;
        const messageId = `<${(last += 1)}@carrel.example>`;
        const content = { subject: 'Hello', text: 'Hello', html: 'Hello', references: [] };
        if (await server.send({ messageId, to, ...content })) return;
        const [mail] = mailbox.all().filter((one) => one.messageId === messageId);
        expect(mail!.recipients.map((one) => unquoted(one).toLowerCase())).toEqual([
          unquoted(to).toLowerCase(),
        ]);
      }),
      { numRuns: 80 },
    );
    expect(went).toBeGreaterThan(5);
  });

  it('[promise 19] reaches addresses of other alphabets', async () => {
    for (const to of ['pat@bücher.example', 'josé@example.org']) {
      const messageId = `<${(last += 1)}@carrel.example>`;
      const content = { subject: 'Grüße', text: 'Grüße', html: 'Grüße', references: [] };
      expect(await server.send({ messageId, to, ...content })).toBeUndefined();
      const [mail] = mailbox.all().filter((one) => one.messageId === messageId);
      expect([mail!.recipients, mail!.subject]).toEqual([[to], 'Grüße']);
    }
  });

  it('[A19] is signed so that receivers can verify that it came from us unchanged (RFC 6376)', async () => {
    const mail = await sent({ subject: 'Signed', text: 'As it is.' });
    const [head, body] = mail.raw.split(/\r?\n\r?\n([\s\S]*)/) as [string, string];
    const fields = head.replace(/\r?\n/g, '\r\n').split(/\r\n(?=\S)/);
    const signature = fields.find((field) => /^dkim-signature:/i.test(field))!;
    const tags = Object.fromEntries(
      signature
        .replace(/^[^:]*:/, '')
        .split(';')
        .map((tag) => tag.split(/=([\s\S]*)/).map((part) => part.replace(/\s+/g, ''))),
    ) as Record<string, string>;
    expect(tags).toMatchObject({ d: 'carrel.example', s: 'mail', a: 'rsa-sha256', c: 'relaxed/relaxed' });
    const relaxedBody = body
      .replace(/\r?\n/g, '\r\n')
      .replace(/[ \t]+(?=\r\n)/g, '')
      .replace(/[ \t]+/g, ' ')
      .replace(/(\r\n)+$/, '\r\n');
    expect(createHash('sha256').update(relaxedBody).digest('base64')).toBe(tags.bh);
    const relaxed = (field: string) => {
      const [name, value] = field.split(/:([\s\S]*)/) as [string, string];
      return `${name.toLowerCase().trim()}:${value
        .replace(/\r\n/g, '')
        .replace(/[ \t]+/g, ' ')
        .trim()}`;
    };
    const signed = tags
      .h!.split(':')
      .map((name) => fields.findLast((field) => field.toLowerCase().startsWith(`${name.toLowerCase()}:`))!);
    const unsigned = relaxed(signature).replace(/(;? ?b=)[^;]*$/, '$1');
    const text = [...signed.filter(Boolean).map(relaxed), unsigned].join('\r\n');
    expect(tags.h!.toLowerCase()).toContain('from');
    expect(createVerify('sha256').update(text).verify(publicKey, tags.b!, 'base64')).toBe(true);
  });
});
