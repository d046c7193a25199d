import { execFileSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { describe, expect, it } from '@jest/globals';

const list = ['ls-files', '--cached', '--others', '--exclude-standard', 'services/*.ts', 'libs/*.ts'];
const files = execFileSync('git', list, { encoding: 'utf8' }).split('\n').filter(Boolean);

describe('An object in a body', () => {
  it('[promise 23] is refused as a list: ValidateNested alone takes [], which lacks whatever must be there', () => {
    const lines = files.flatMap((file) =>
      readFileSync(file, 'utf8')
        .split('\n')
        .map((line, n, all) => ({ at: `${file}:${n + 1}`, line: line.trim(), before: all[n - 1]?.trim() })),
    );
    const nested = lines.filter(({ line }) => line === '@ValidateNested()');
    expect(nested.length).toBeGreaterThan(5);
    expect(nested.filter(({ before }) => before !== '@IsObject()').map(({ at }) => at)).toEqual([]);
  });
});
