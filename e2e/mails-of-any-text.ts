import { ok } from '@carrel/client';
import { answerToText, anyText } from '@carrel/testing';
import { expect } from '@jest/globals';
import fc from 'fast-check';
import { createTransport } from 'nodemailer';
import { withClient, type Stack } from '../tools/src/index.js';
import { at, eventually, signIn, type Staff } from '../tools/src/journey/client.js';
import { Mailbox } from '../tools/src/journey/mailbox.js';
import { databasesOf, tracesOf } from './traces.js';

/** What a mail is written with; each text may be cut amid a character. */
interface Words {
  readonly name: string;
  readonly subject: string;
  readonly body: string;
  readonly file: string;
  readonly answer: string;
}
const words: fc.Arbitrary<Words> = fc.record({
  ...{ name: anyText, subject: anyText, body: anyText, file: anyText, answer: anyText },
});

/** As UTF-8, half a character as the three bytes that careless programs write for it. */
const careless = (text: string): Buffer =>
  Buffer.concat(
    [...text].map((letter) => {
      const point = letter.codePointAt(0)!;
      return point >= 0xd800 && point <= 0xdfff
        ? Buffer.from([0xe0 | (point >> 12), 0x80 | ((point >> 6) & 0x3f), 0x80 | (point & 0x3f)])
        : Buffer.from(letter);
    }),
  );
const inHeader = (text: string) => `=?utf-8?B?${careless(text).toString('base64')}?=`;
const inParameter = (text: string) =>
  [...careless(text)].map((byte) => `%${byte.toString(16).padStart(2, '0')}`).join('');
const lines = (bytes: Buffer) => bytes.toString('base64').replace(/.{76}/g, '$&\r\n');

function written(from: string, mark: string, { name, subject, body, file }: Words, wide: boolean): string {
  const text = `${mark}s ${body} ${mark}e`;
  const [charset, bytes] = wide
    ? ['utf-16le', Buffer.from(text, 'utf16le')]
    : (['utf-8', careless(text)] as const);
  return [
    `From: ${inHeader(name)} <${from}>`,
    'To: ask@cedar.example',
    `Subject: ${inHeader(`${mark} ${subject}`)}`,
    `Message-ID: <${mark}@patron.example>`,
    'MIME-Version: 1.0',
    'Content-Type: multipart/mixed; boundary=b',
    '',
    '--b',
    `Content-Type: text/plain; charset=${charset}`,
    'Content-Transfer-Encoding: base64',
    '',
    lines(bytes),
    '--b',
    'Content-Type: text/plain',
    `Content-Disposition: attachment; filename*=utf-8''${inParameter(`${file.slice(0, 60)} ${mark}`)}.txt`,
    '',
    'scan',
    '--b--',
    '',
  ].join('\r\n');
}

/**
 * Mails whose every text is of any characters become questions, are answered, mailed, exported and forgotten, and
 * nothing is refused, set aside or left on the way.
 */
export async function mailsOfAnyText(stack: Stack, count: number, seed: number): Promise<void> {
  const [lib, admin] = [
    await signIn(stack.url, 'librarian@cedar.example'),
    await signIn(stack.url, 'admin@cedar.example'),
  ];
  const stamp = `zt${Date.now().toString(36)}`;
  const all = fc.sample(words, { numRuns: count, seed }).map((said, n) => {
    const mark = `${stamp}n${n}x`;
    return { said, mark, from: `${mark}@patron.example`, wide: n % 2 === 1 };
  });
  const { hostname, port } = new URL(stack.urls.mailIn);
  const transport = createTransport({ host: hostname, port: Number(port), ignoreTLS: true, pool: true });
  for (const { from, mark, said, wide } of all) {
    const envelope = { from, to: 'ask@cedar.example' };
    await transport.sendMail({ envelope, raw: written(from, mark, said, wide) });
  }
  transport.close();
  for (const one of all) await travels(stack, lib, admin, one);
  expect(await tracesOf(stack, [stamp])).toEqual([]);
  const setAside = await Promise.all(
    databasesOf(stack).map((url) =>
      withClient(url, async (client) => (await client.query('SELECT name, cause FROM dead_letters')).rows),
    ),
  );
  expect(setAside.flat()).toEqual([]);
}

async function travels(
  stack: Stack,
  lib: Staff,
  admin: Staff,
  { mark, from, said }: { mark: string; from: string; said: Words },
): Promise<void> {
  const listed = { params: { query: { list: 'all' as const, q: `${mark}s` } } };
  const id = await eventually(async () => {
    const { items } = await ok(lib.questions.GET('/v1/questions', listed));
    expect(items).toHaveLength(1);
    return items[0]!.id;
  });
  const shown = JSON.stringify(await ok(lib.questions.GET('/v1/questions/{id}', at(id))));
  expect(shown).toContain(`${mark}s`);
  expect(shown).toContain(`${mark}e`);
  const files = await ok(lib.questions.GET('/v1/questions/{id}/files', at(id)));
  expect(JSON.stringify(files)).toContain(mark);
  await ok(lib.questions.POST('/v1/questions/{id}/claim', at(id)));
  const answer = answerToText(said.answer) === 201 ? said.answer : 'Here it is.';
  const body = { text: `${mark}a ${answer}` };
  await ok(lib.questions.POST('/v1/questions/{id}/answers', { ...at(id), body }));
  await new Mailbox(stack.urls.mailbox).mailTo(from, `${mark}a`);
  const exported = await fetch(`${stack.url}/api/questions/v1/exports`, {
    method: 'POST',
    headers: { authorization: `Bearer ${admin.token}`, 'content-type': 'application/json' },
    body: JSON.stringify({ email: from }),
  });
  expect(exported.status).toBe(200);
  const all = await exported.text();
  for (const part of [`${mark}s`, `${mark}e`, `${mark}a`]) expect(all).toContain(part);
  const erasure = await ok(admin.questions.POST('/v1/erasures', { body: { email: from } }));
  await eventually(async () => {
    const { status } = await ok(admin.questions.GET('/v1/erasures/{id}', at(erasure.id)));
    expect(status).toBe('done');
  });
}
