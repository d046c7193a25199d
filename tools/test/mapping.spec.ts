import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, describe, expect, it } from '@jest/globals';
import { parse } from 'yaml';
import { columnsOf, mapped, mappingOf, RowFault } from '../src/operator/moving-in/mapping.js';
import { recordsOf } from '../src/operator/moving-in/records.js';

const folder = mkdtempSync(join(tmpdir(), 'carrel-mapping-'));
afterAll(() => rmSync(folder, { recursive: true, force: true }));
const questions = (fields: object, more: object = {}) =>
  mappingOf({
    kind: 'questions',
    source: 'old',
    timeZone: 'America/New_York',
    fields: { outsideId: 'ID', ...fields },
    ...more,
  });
const shipped = (name: string) =>
  mappingOf(parse(readFileSync(join(import.meta.dirname, '../../docs/operators/mappings', name), 'utf8')));
async function all(text: string, format = 'csv', more: object = {}) {
  const file = join(folder, 'rows');
  writeFileSync(file, text, more as never);
  const records = [];
  for await (const record of recordsOf(file, { ...questions({}), format, ...more } as never))
    records.push(record);
  return records;
}

describe('A mapping', () => {
  it('says all that is wrong with it at once', () => {
    const wrong = {
      kind: 'tickets',
      source: 'a b',
      fields: { askedAt: { form: 'x' } },
      nmae: 1,
      timeZone: 'Denver/Mars',
    };
    expect(() => mappingOf(wrong)).toThrow(
      /nmae is nothing.*kind is one of.*source is a short name.*no time zone.*askedAt has form.*outsideId/s,
    );
  });

  it('reads times in the zone of the other system, and each of them as it is written there', () => {
    const at = (date: string, text: string) =>
      mapped(questions({ askedAt: { from: 'At', date } }), { ID: '1', At: text }).row.askedAt;
    expect(at('M/d/yyyy h:mm a', '7/4/2024 3:05 PM')).toBe('2024-07-04T19:05:00.000Z');
    expect(at('yyyy-MM-dd HH:mm:ss', '2024-01-15 10:00:00')).toBe('2024-01-15T15:00:00.000Z');
    expect(at('seconds', '1720000000')).toBe('2024-07-03T09:46:40.000Z');
    expect(() => at('yyyy-MM-dd', 'yesterday')).toThrow(RowFault);
  });

  it('takes a value for another, and refuses one that it does not name', () => {
    const mapping = questions({
      status: { from: 'State', values: { Done: 'closed' } },
      topic: { from: 'T', values: {}, otherwise: null },
    });
    expect(mapped(mapping, { ID: '1', State: 'Done', T: 'x' }).row).toEqual({ status: 'closed' });
    expect(() => mapped(mapping, { ID: '1', State: 'Open', T: '' })).toThrow(/values do not name/);
  });

  it('makes entries of an array, of a text by a pattern, and of the columns of the row', () => {
    const mapping = questions(
      { askedAt: { from: 'At', date: 'ISO' } },
      {
        lists: {
          transcript: [
            {
              each: 'Chat',
              pattern: '^(?<at>[0-9:]+) - (?<who>[^:]+): (?<text>.*)$',
              fields: {
                from: { from: 'who', values: { Patron: 'patron' }, otherwise: 'librarian' },
                at: { from: 'at', date: 'HH:mm:ss', dayOf: 'askedAt' },
                text: 'text',
              },
            },
          ],
          messages: [
            { fields: { kind: { value: 'answer' }, text: 'Answer' } },
            { fields: { kind: { value: 'note' }, text: 'Note' } },
          ],
        },
      },
    );
    const Chat = '23:59:50 - Patron: Hello\nare you there?\n00:00:10 - Ada: Yes';
    expect(mapped(mapping, { ID: 7, At: '2024-01-15T23:59:40', Chat, Answer: 'So.', Note: '' })).toEqual({
      outsideId: '7',
      row: {
        askedAt: '2024-01-16T04:59:40.000Z',
        transcript: [
          { from: 'patron', at: '2024-01-16T04:59:50.000Z', text: 'Hello\nare you there?' },
          { from: 'librarian', at: '2024-01-16T05:00:10.000Z', text: 'Yes' },
        ],
        messages: [{ kind: 'answer', text: 'So.' }],
      },
    });
  });

  it('for LibAnswers takes a chat as libraries have published them', () => {
    const mapping = shipped('libanswers-chats.yaml');
    const { row, outsideId } = mapped(mapping, {
      ...{
        'Chat ID': '991',
        Department: 'Reference',
        Timestamp: '2025-03-04 09:13:00',
        Patron: 'Kay',
        Answerer: 'Ada Ask',
      },
      ...{ 'Contact Info': 'kay@patron.example', 'Initial Question': 'Is it <b>open</b>?' },
      Transcript: '09:13:17 - Ada Ask : Hi Kay<br>\n09:13:36 - Patron : Thanks',
    });
    expect(outsideId).toBe('991');
    expect(row).toMatchObject({
      ...{ source: 'chat', status: 'answered', askedAt: '2025-03-04T14:13:00.000Z' },
      patron: { name: 'Kay', email: 'kay@patron.example' },
      transcript: [
        { from: 'librarian', name: 'Ada Ask', at: '2025-03-04T14:13:17.000Z', text: 'Hi Kay' },
        { from: 'patron', at: '2025-03-04T14:13:36.000Z', text: 'Thanks' },
      ],
    });
    expect([...columnsOf(shipped('libanswers-tickets.yaml'))]).toContain('Queue');
  });
});

describe('A file', () => {
  it('is read with the line on which each row starts, quoted line breaks too', async () => {
    const records = await all('\uFEFFID,Text\n1,"two\nlines"\n2,one\n');
    expect(records.map(({ line, cells }) => [line, cells])).toEqual([
      [2, { ID: '1', Text: 'two\nlines' }],
      [4, { ID: '2', Text: 'one' }],
    ]);
    expect(records.at(-1)!.at).toBeGreaterThan(20);
  });

  it('has its broken rows refused by themselves', async () => {
    const [, second, third] = await all('{"ID":1}\n{"ID":\n{"ID":3}\n', 'json-lines');
    expect(second!.cells).toBeInstanceOf(RowFault);
    expect(third!.cells).toEqual({ ID: 3 });
  });
});
