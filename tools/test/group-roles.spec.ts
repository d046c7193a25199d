import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from '@jest/globals';

const root = join(import.meta.dirname, '../..');

/**
 * Where the column with roles in groups is read or written by SQL, and why a role counts there only while the library is
 * an active member of the group (B40). Elsewhere roles come from a caller's identity, which holds those alone that count.
 */
const places: Record<string, string> = {
  'libs/directory/src/directory.ts': 'every reading asks isMember',
  'libs/directory/src/reactions.ts': 'keeps what admin says, for directory.ts to read',
  'services/admin/src/registry/persistence/registry.schema.ts': 'the column',
  'services/admin/src/registry/persistence/account-changes.ts': 'a history, which lets nobody in',
  'services/admin/src/registry/persistence/accounts.queries.ts':
    'standing and addresses ask isMember; the rest is shown',
  'services/admin/src/registry/persistence/accounts.repository.ts':
    'finds whose roles end; administrators are counted by isMember',
  'services/admin/src/credential/persistence/sign-ins.repository.ts':
    'ends passwords of those who have no role in a group, active or not',
};

const sourcesBelow = (folder: string): string[] =>
  readdirSync(join(root, folder), { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile() && /(?<!\.spec)\.ts$/.test(entry.name))
    .map((entry) => join(entry.parentPath, entry.name).slice(root.length + 1))
    .filter((path) => /\/src\//.test(path) && !path.includes('/migrations'));

describe('[B40] Roles in groups', () => {
  const reading = [...sourcesBelow('libs'), ...sourcesBelow('services')].filter((path) =>
    readFileSync(join(root, path), 'utf8').includes('group_roles'),
  );

  it('are read from tables in known places alone', () => {
    expect(reading.sort()).toEqual(Object.keys(places).sort());
  });

  it('are found for nobody whose library is no active member', () => {
    for (const path of reading) {
      const queries = readFileSync(join(root, path), 'utf8').match(/`[^`]*group_roles @>[^`]*`/g) ?? [];
      const open = queries.filter((sql) => /\bactive\b/.test(sql) && !sql.includes('isMember('));
      expect([path, open]).toEqual([path, []]);
    }
  });
});
