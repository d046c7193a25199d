import { describe, expect, it } from '@jest/globals';
import { mailConfig } from './config.js';

const production = {
  NODE_ENV: 'production',
  SMTP_URL: 'smtps://carrel:secret@mail.example:465',
  CARREL_SECRET: 'x'.repeat(32),
};

describe('The configuration of mail', () => {
  it.each([
    ['Ask a Librarian <ask@library.example>', { name: 'Ask a Librarian', address: 'ask@library.example' }],
    ['"Ask, please" <ask@library.example>', { name: 'Ask, please', address: 'ask@library.example' }],
    ['ask@library.example', { name: '', address: 'ask@library.example' }],
  ])('takes %s for the sender', (MAIL_FROM, from) => {
    expect(mailConfig({ ...production, MAIL_FROM })).toMatchObject({ from, domain: 'library.example' });
  });

  it('names everything that is missing or wrong at once, in production', () => {
    const env = {
      NODE_ENV: 'production',
      SMTP_URL: 'http://mail.example',
      MAIL_FROM: 'nobody',
      CARREL_SECRET: 'short',
    };
    for (const name of ['SMTP_URL', 'MAIL_FROM', 'CARREL_SECRET']) {
      expect(() => mailConfig(env)).toThrow(name);
      expect(() => mailConfig({ NODE_ENV: 'production' })).toThrow(name);
    }
  });
});
