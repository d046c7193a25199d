import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { fileURLToPath } from 'node:url';
import { headersOnly, MailReader } from './mail-reader.js';

const loader = new URL('../../../../../libs/testing/typescript.mjs', import.meta.url);
const readers: MailReader[] = [];
const reader = (readMs: number) => {
  const made = new MailReader({ readMs });
  readers.push(made);
  return made;
};
beforeAll(() => {
  process.env['CARREL_SOURCE_LOADER'] = `-C carrel-source --import ${fileURLToPath(loader)}`;
});
afterAll(() => Promise.all(readers.map((one) => one.onModuleDestroy())));
const small = Buffer.from('From: pat@example.org\r\nSubject: Bridge\r\n\r\nWhen was it built?\r\n');
const large = Buffer.concat([
  Buffer.from(
    'From: pat@example.org\r\nSubject: Large\r\nContent-Transfer-Encoding: base64\r\nContent-Type: a/b\r\n\r\n',
  ),
  Buffer.alloc(20e6, 'QUJD\r\n'),
]);

describe('The reader', () => {
  it('reads mails in a thread of its own, one after the other', async () => {
    const one = reader(30_000);
    const [first, second] = await Promise.all([one.read(small), one.read(large)]);
    expect(first).toMatchObject({ subject: 'Bridge', text: 'When was it built?' });
    expect(second?.attachments[0]?.content.length).toBeGreaterThan(8e6);
  });

  it('gives a mail up when its time is over, and goes on with the next', async () => {
    const one = reader(30_000);
    await one.read(small);
    Object.assign(one, { config: { readMs: 1 } });
    expect(await one.read(large)).toBeUndefined();
    Object.assign(one, { config: { readMs: 30_000 } });
    expect(await one.read(small)).toMatchObject({ subject: 'Bridge' });
  });

  it('knows from the headers alone whom a mail is from that it could not read', () => {
    expect(headersOnly(large)).toMatchObject({
      subject: 'Large',
      from: { address: 'pat@example.org' },
      text: '',
      cut: ['unreadable'],
    });
  });
});
