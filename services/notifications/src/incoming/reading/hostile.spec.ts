import { readFileSync } from 'node:fs';
import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { sample, samplesOf } from '../../../test/samples.js';
import { limits } from './head.js';
import { readMail } from './read.js';

const head =
  'From: Pat <pat@example.org>\r\nTo: desk@aspen.example\r\nSubject: Bridge\r\nMIME-Version: 1.0\r\n';
const mail = (...parts: (string | Buffer)[]) => Buffer.concat(parts.map((part) => Buffer.from(part)));
const read = (...parts: (string | Buffer)[]) => readMail(mail(head, ...parts));
const typed = (charset: string, ...bytes: (string | Buffer)[]) =>
  read(`Content-Type: text/plain; charset=${charset}\r\nContent-Transfer-Encoding: 8bit\r\n\r\n`, ...bytes)
    .text;

describe('Whatever a mail is made of', () => {
  it.each([
    ['ISO-2022-JP', Buffer.from('1b244234413b7a1b2842', 'hex'), '漢字'],
    ['windows-1251', Buffer.from([0xcf, 0xf0, 0xe8, 0xe2, 0xe5, 0xf2]), 'Привет'],
    ['GB18030', Buffer.from([0xc4, 0xe3, 0xba, 0xc3]), '你好'],
    ['gb2312', Buffer.from([0xc4, 0xe3]), '你'],
    ['Big5', Buffer.from([0xa7, 0x41]), '你'],
    ['ks_c_5601-1987', Buffer.from([0xb0, 0xa1]), '가'],
    ['koi8-r', Buffer.from([0xf0, 0xd2]), 'Пр'],
    ['cp850', Buffer.from([0x84]), 'ä'],
    ['"utf-8"', Buffer.from('größer'), 'größer'],
    ['us-ascii', Buffer.from('gr\xf6\xdfer', 'latin1'), 'größer'],
    ['iso-8859-1', Buffer.from('größer'), 'größer'],
    ['utf-8', Buffer.from('gr\xf6\xdfer', 'latin1'), 'größer'],
    ['no-such-charset', Buffer.from('größer'), 'größer'],
    ['utf-7', Buffer.from('gr+APYA3w-er'), 'größer'],
    ['windows-1252', Buffer.from([0x93, 0x8a, 0x80, 0x94]), '“Š€”'],
    ['iso-8859-1', Buffer.from([0x93, 0x80, 0x94]), '“€”'],
    ['', Buffer.from([0x96]), '–'],
    ['GB2312', Buffer.from('请问图书馆'), '请问图书馆'],
    ['koi8-r', Buffer.from('Атлас'), 'Атлас'],
    ['windows-1251', Buffer.from('Атлас'), 'Атлас'],
    ['shift_jis', Buffer.from('図書館'), '図書館'],
    ['euc-kr', Buffer.from('도서관'), '도서관'],
    ['euc-kr', Buffer.from('b5b5bcadb0fc', 'hex'), '도서관'],
    ['shift_jis', Buffer.from('907d8f918ad9', 'hex'), '図書館'],
    ['us-ascii', Buffer.from('1b244234413b7a1b2842', 'hex'), '漢字'],
  ])('[B15] its text is read in %s, also where that is not what it says', (charset, bytes, text) => {
    expect(typed(charset, bytes)).toBe(text);
  });

  it.each([
    ['CR LF', '\r\n'],
    ['LF', '\n'],
    ['CR', '\r'],
    ['CR CR LF', '\r\r\n'],
  ])('its lines may end in %s', (_, ending) => {
    const found = readMail(
      Buffer.from(`${head}\r\nFirst line\r\nSecond line\r\n`.replaceAll('\r\n', ending)),
    );
    expect(found.subject).toBe('Bridge');
    expect(found.text.replace(/\n+/g, '\n')).toBe('First line\nSecond line');
  });

  it('its headers may be encoded, folded, doubled or broken', () => {
    const found = readMail(
      mail(
        'From: =?utf-8?Q?P=C3=A4t?= =?utf-8?B?IFJlYWRlcg==?= <pat@example.org>\r\n',
        'From: second@example.org\r\nno colon here\r\n: nothing\r\nSubject: =?iso-8859-1?Q?Br=FCcke?=\r\n\t=?utf-8?B?w7xi?=\r\n',
        'Message-ID:\r\n <a@b>\r\nReferences: <1@x> <2@x>\r\n\r\nhi',
      ),
    );
    expect(found.from).toEqual({ name: 'Pät Reader', address: 'pat@example.org' });
    expect(found.subject).toBe('Brückeüb');
    expect(found.messageId).toBe('<a@b>');
    expect(found.refersTo).toEqual(['<2@x>', '<1@x>']);
  });

  it('an attachment keeps its bytes and its name, however that is written', () => {
    const found = read(
      'Content-Type: multipart/mixed; boundary=b\r\n\r\n--b\r\n\r\nSee the plan\r\n--b\r\nContent-Type: application/pdf\r\n',
      `Content-Disposition: attachment; filename*0*=utf-8''Br%C3%BC; filename*1="cke.pdf"\r\nContent-Transfer-Encoding: base64\r\n\r\n`,
      'JVBERi0x\r\nLjQ=\r\n--b\r\nContent-Type: text/plain; name="../../etc/passwd"\r\nContent-Disposition: attachment\r\n\r\na\rb\r\n--b--\r\n',
    );
    expect(found.text).toBe('See the plan');
    expect(
      found.attachments.map(({ name, mediaType, content }) => [
        name,
        mediaType,
        Buffer.from(content).toString(),
      ]),
    ).toEqual([
      ['Brücke.pdf', 'application/pdf', '%PDF-1.4'],
      ['../../etc/passwd', 'text/plain', 'a\rb'],
    ]);
  });

  it('HTML becomes text: nothing of it runs or is fetched', () => {
    const found = read(
      'Content-Type: text/html\r\n\r\n<style>b{}</style><script>alert(1)</script><img src="http://evil.example/x.gif"><p>Hello &lt;b&gt;</p><iframe src=x></iframe><a href="javascript:alert(1)">you</a>',
    );
    expect(found.text).toMatch(/^Hello <b>\s+you/);
    expect(found.text).not.toMatch(/alert\(1\)<|evil|iframe|<script/);
  });
});

const deep = (levels: number) =>
  Array.from(
    { length: levels },
    (_, n) => `Content-Type: multipart/mixed; boundary="b${n}"\r\n\r\n--b${n}\r\n`,
  ).join('');
const monsters: [string, () => Buffer][] = [
  [
    '10,000 headers',
    () => mail(head, Array.from({ length: 10_000 }, (_, n) => `X-H${n}: v\r\n`).join(''), '\r\nhi'),
  ],
  ['a head of 20 MB', () => mail(head, 'X-Long: a\r\n', ' b\r\n'.repeat(5_000_000), '\r\nhi')],
  ['a million recipients', () => mail(head, 'Cc: ', 'a@b.example, '.repeat(1_000_000), '\r\n\r\nhi')],
  ['a line of 20 MB', () => mail(head, '\r\n', Buffer.alloc(20e6, 97))],
  ['20 million empty lines', () => mail(head, '\r\n', Buffer.alloc(20e6, 10))],
  ['20 MB of CR', () => mail(head, '\r\n', Buffer.alloc(20e6, 13))],
  ['500 levels of parts', () => mail(head, deep(500), '\r\nhi')],
  [
    '100,000 parts',
    () => mail(head, 'Content-Type: multipart/mixed; boundary=b\r\n\r\n', '--b\r\n\r\nx\r\n'.repeat(100_000)),
  ],
  [
    'attachments of 20 MB',
    () =>
      mail(
        head,
        'Content-Type: application/zip\r\nContent-Transfer-Encoding: base64\r\n\r\n',
        `${'QUJD'.repeat(19)}\r\n`.repeat(260_000),
      ),
  ],
  [
    '20 MB of quoted-printable',
    () =>
      mail(
        head,
        'Content-Transfer-Encoding: quoted-printable\r\n\r\n',
        `${'=C3=A4'.repeat(12)}=\r\n`.repeat(260_000),
      ),
  ],
  ['HTML nested 3 million times', () => mail(head, 'Content-Type: text/html\r\n\r\n', '<b>'.repeat(3e6))],
  [
    'HTML tables nested',
    () => mail(head, 'Content-Type: text/html\r\n\r\n', '<table><tr><td>'.repeat(100_000)),
  ],
  ['quotation marks without end', () => mail(head, '\r\n', '>'.repeat(2e6))],
  [
    'introductions of quotations',
    () =>
      mail(
        head,
        '\r\n',
        'On 1 wrote @ a écrit schrieb '.repeat(15),
        ':\r\n',
        `${'On 1 x wrote 2'.repeat(30)}:\r\n`.repeat(1000),
      ),
  ],
  ['own and quoted lines in turn', () => mail(head, '\r\n', '> a\r\nb\r\n'.repeat(100_000))],
  ['lines of telephones', () => mail(head, '\r\n', 'Sent from my iPhone\r\n\r\n'.repeat(50_000))],
  ['lines between dashes', () => mail(head, '\r\n', '---- Some words ----\r\n\r\n\r\n'.repeat(50_000))],
  [
    '10 MB of HTML that quotes',
    () =>
      mail(
        head,
        'Content-Type: text/html\r\n\r\n',
        '<p>On Mon, 2 Mar 2026 at 10:15, X &lt;a@b.c&gt; wrote:</p><p>so &amp; <b>so</b></p>'.repeat(120_000),
      ),
  ],
  ['header blocks', () => mail(head, '\r\n', 'To:\r\n'.repeat(200_000))],
  ['signature marks', () => mail(head, '\r\n', '--\r\n'.repeat(200_000), '> x')],
  ['dashes', () => mail(head, '\r\n', `-- ${'-'.repeat(480)}\r\n`.repeat(1000))],
  ['encoded words', () => mail(head, 'Subject: ', '=?utf-8?Q?a?= '.repeat(100_000), '\r\n\r\nhi')],
  ['parameters', () => mail(head, 'Content-Type: text/plain', '; a="\\'.repeat(200_000), '\r\n\r\nhi')],
];

/** The processor time of this thread in milliseconds, whatever else keeps process and machine busy; the clock elsewhere. */
const ofThisThread = (): number => {
  try {
    return Number(readFileSync('/proc/thread-self/schedstat', 'utf8').split(' ')[0]) / 1e6;
  } catch {
    return performance.now();
  }
};

describe('A monster of a mail', () => {
  it.each(monsters)('with %s is read within a second, as far as it goes', (_, make) => {
    const raw = make();
    const began = ofThisThread();
    const found = readMail(raw);
    const took = ofThisThread() - began;
    expect(found.subject.slice(0, 1)).toMatch(/[Ba]/);
    expect(found.headers.length).toBeLessThanOrEqual(limits.headers);
    expect(found.attachments.length).toBeLessThanOrEqual(limits.attachments);
    expect(found.text.length).toBeLessThanOrEqual(limits.text);
    expect(took).toBeLessThan(1000);
  });
});

describe('A mail that is damaged anywhere', () => {
  const raws = ['clients', 'bounces', 'automatic'].flatMap((kind) =>
    samplesOf(kind).map((name) => sample(kind, name)),
  );

  it('is read without a crash, and what is read can be stored', () => {
    const damage = fc.record({
      raw: fc.constantFrom(...raws),
      cuts: fc.array(fc.tuple(fc.nat(), fc.nat({ max: 40 }), fc.uint8Array({ maxLength: 20 })), {
        maxLength: 6,
      }),
      keep: fc.double({ min: 0, max: 1, noNaN: true }),
    });
    fc.assert(
      fc.property(damage, ({ raw, cuts, keep }) => {
        let bytes = Buffer.from(raw);
        for (const [at, length, put] of cuts) {
          const from = at % bytes.length;
          bytes = Buffer.concat([bytes.subarray(0, from), put, bytes.subarray(from + length)]);
          if (bytes.length === 0) bytes = Buffer.from('x');
        }
        const { attachments, ...found } = readMail(bytes.subarray(0, Math.ceil(bytes.length * keep)));
        expect(JSON.stringify(found)).not.toMatch(/\\u0000|\\ud[89a-f]/);
        for (const { name } of attachments) expect(name ?? '').not.toMatch(/[\r\n\0]/);
      }),
      { numRuns: 300 },
    );
  });

  it('may be nothing but noise', () => {
    fc.assert(
      fc.property(fc.uint8Array({ maxLength: 2000 }), (bytes) => void readMail(Buffer.from(bytes))),
      { numRuns: 200 },
    );
  });
});
