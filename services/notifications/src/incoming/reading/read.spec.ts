import { describe, expect, it } from '@jest/globals';
import { expectedText, sample, samplesOf } from '../../../test/samples.js';
import { readMail } from './read.js';

describe('A reply', () => {
  it.each(samplesOf('clients'))('[F17][R134] made with %s is read without what it quotes', (name) => {
    const mail = readMail(sample('clients', name));
    expect(mail.text).toBe(expectedText('clients', name));
    expect(mail.wholeText).toContain('It was built in 1932.');
    expect(mail.from?.address).toBe('patron@example.org');
  });
});
