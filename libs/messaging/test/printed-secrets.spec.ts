import { execFileSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from '@jest/globals';
import { isPrinted, printedIn, readConfig } from '../src/index.js';
import { printedSecrets } from './printed.js';

const root = join(import.meta.dirname, '../../..');

/** Only tests, made documents and mails use what these hold; catalogues of words name fields, "Password" among them. */
const leftOut =
  /(^|\/)(test|e2e|fuzz)\/|\.spec\.ts$|\.words\.json$|^e2e\/|package-lock\.json$|\.eml$|^docs\/(openapi|published|asyncapi)/;
/** What looks like one and is none: switches, a command named `secrets`, and names of Secrets in manifests. */
const none = new Set([
  'false',
  'node',
  'carrel-database',
  'carrel-tls',
  'carrel-mail-tls',
  'carrel-nats-tls',
]);

const tracked = execFileSync('git', ['ls-files', '-z'], { cwd: root, encoding: 'utf8', maxBuffer: 16e6 })
  .split('\0')
  .filter((file) => file !== '' && !leftOut.test(file));

describe('[B35] Production', () => {
  it('refuses every secret that is printed in a file of the repository', () => {
    const found = tracked.flatMap((file) => printedSecrets(file, readFileSync(join(root, file), 'utf8')));
    expect(found.length).toBeGreaterThan(10);
    const taken = found.filter(({ secret }) => !isPrinted(secret) && !none.has(secret));
    expect(taken).toEqual([]);
  });

  it.each([
    ['docker-compose.yml', 'X: ${NATS_PASSWORD_NEW:-brand-new}', 'brand-new'],
    ['k8s/x.yaml', 'stringData: { NATS_CALLOUT_SEED: hush }', 'hush'],
    ['docs/x.md', 'SMTP_URL=smtp://user:open-sesame@mail.example', 'open-sesame'],
    ['.env.example', 'CARREL_SECRET=thirty-two', 'thirty-two'],
    ['x.ts', "CARREL_SECRET: secret({ devDefault: 'for now' })", 'for now'],
  ])('would notice a new one in %s', (file, text, secret) => {
    expect(printedSecrets(file, text)).toEqual([{ file, secret }]);
  });

  it('refuses them by themselves, in lists and in addresses, and names each variable', () => {
    const own = 'x'.repeat(40);
    const env = {
      NODE_ENV: 'production',
      CARREL_SECRET: 'change-me-to-at-least-32-random-bytes',
      CARREL_SECRET_PREVIOUS: `${own}, change-me-to-at-least-32-random-bytes`,
      NATS_PASSWORD: 'carrel',
      ADMIN_DATABASE_URL: 'postgres://carrel_admin:carrel@db/carrel_admin',
      SMTP_URL: `smtp://user:${own}@mail.example`,
      MAIL_FROM: 'carrel',
    };
    expect(printedIn(env)).toEqual([
      'CARREL_SECRET',
      'CARREL_SECRET_PREVIOUS',
      'NATS_PASSWORD',
      'ADMIN_DATABASE_URL',
    ]);
    expect(() => readConfig({}, env)).toThrow('NATS_PASSWORD is refused');
    expect(() => readConfig({}, { ...env, NODE_ENV: 'development' })).not.toThrow();
  });
});
