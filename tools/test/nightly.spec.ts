import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { backupsIn, nextAt } from '../src/operator/nightly.js';

describe('Nightly backups', () => {
  let folder: string;
  beforeEach(() => {
    folder = mkdtempSync(join(tmpdir(), 'carrel-nightly-'));
  });
  afterEach(() => rmSync(folder, { recursive: true, force: true }));

  it('are due at the next time the clock shows what was asked for', () => {
    expect(nextAt([2, 30], new Date(2026, 0, 31, 1, 0))).toEqual(new Date(2026, 0, 31, 2, 30));
    expect(nextAt([2, 30], new Date(2026, 0, 31, 2, 30))).toEqual(new Date(2026, 1, 1, 2, 30));
    expect(nextAt([2, 30], new Date(2026, 11, 31, 23, 59))).toEqual(new Date(2027, 0, 1, 2, 30));
  });

  it('count only whole ones, oldest first, and nothing else that lies in the folder', () => {
    for (const name of ['2026-02-01T02-30-00', '2026-01-31T02-30-00', 'photographs']) {
      mkdirSync(join(folder, name));
      writeFileSync(join(folder, name, 'backup.json'), '{}');
    }
    mkdirSync(join(folder, '2026-02-02T02-30-00'));
    mkdirSync(join(folder, '2026-02-03T02-30-00.unfinished'));
    expect(backupsIn(folder)).toEqual(['2026-01-31T02-30-00', '2026-02-01T02-30-00']);
  });
});
