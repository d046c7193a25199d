import { execFile } from 'node:child_process';
import { promisify } from 'node:util';
import { describe, expect, it } from '@jest/globals';

const run = promisify(execFile);
const bin = 'services/notifications/bin/mail-corpus.mjs';
const read = async (...args: string[]) => {
  const { stdout } = await run(process.execPath, [bin, ...args], { maxBuffer: 2 ** 24 });
  return stdout
    .trim()
    .split('\n')
    .map((line) => JSON.parse(line) as Record<string, unknown>);
};

describe('A folder of mails', () => {
  it('[F13, B44, B45] is read by the command, a line for each mail with all that is known of it', async () => {
    const lines = await read('services/notifications/test/samples');
    expect(lines.length).toBeGreaterThan(50);
    for (const line of lines) expect(line).not.toHaveProperty('error');
    expect(lines.find(({ file }) => file === 'bounces/postfix-over-quota.eml')).toMatchObject({
      kind: 'bounce',
      bounce: 'soft',
      why: 'mailbox-full',
    });
    const personal = lines.find(({ file }) => file === 'clients/gmail.eml');
    expect(Object.keys(personal ?? {})).toEqual(
      expect.arrayContaining([
        'kind',
        'why',
        'bounce',
        'subject',
        'from',
        'text',
        'quoted',
        'wholeText',
        'ms',
      ]),
    );
    expect(personal?.['kind']).toBe('personal');
  });

  it('is read as it is said to arrive, and a wrong word is refused', async () => {
    const [line] = await read('services/notifications/test/samples/clients/gmail.eml', '--as', 'return-path');
    expect(line).toMatchObject({ arrival: 'return-path', kind: 'automatic' });
    await expect(read('services/notifications/test/samples', '--as', 'post')).rejects.toMatchObject({
      code: 2,
    });
  });
});
