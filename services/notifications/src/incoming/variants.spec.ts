import { describe, expect, it } from '@jest/globals';
import { own } from '../../test/mail-parts.js';
import { mails as furtherMails } from '../../test/further-mail-variants.js';
import { mails as mailsByKind } from '../../test/mail-variants-by-kind.js';
import * as first from '../../test/mail-variants.js';
import * as more from '../../test/more-mail-variants.js';
import { corpusLine } from './corpus.js';
import { splitText } from './domain/quoting.js';

const replies = [...first.replies, ...more.replies];
const ownWords: typeof more.ownWords = [...first.ownWords, ...more.ownWords];
const mails = [...first.mails(), ...more.mails(), ...furtherMails(), ...mailsByKind()];

describe('A reply', () => {
  it.each(replies)('[B44] by %s is parted from what it answers', (_, text) => {
    expect(splitText(text).text).toBe(own);
  });

  it.each(ownWords)('[B44] of %s keeps its own words', (_, text, words, ...subject) => {
    expect(splitText(text, ...subject).text).toContain(words);
  });
});

describe('Of a mail', () => {
  it.each(mails)('[F13, F16, F17] %s is read right', (_, raw, expected) => {
    const read: Readonly<Record<string, unknown>> = { ...corpusLine(raw) };
    for (const [field, value] of Object.entries(expected)) {
      if (value instanceof RegExp)
        expect([field, String(read[field])]).toEqual([field, expect.stringMatching(value)]);
      else expect([field, read[field]]).toEqual([field, value]);
    }
  });
});
