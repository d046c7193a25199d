import { spawnSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';

const root = join(import.meta.dirname, '../..');
const program = join(root, 'node_modules/dependency-cruiser/bin/dependency-cruise.mjs');
const src = 'services/questions/src/';

describe('The levels of features', () => {
  let folder: string;

  beforeEach(() => {
    folder = mkdtempSync(join(tmpdir(), 'carrel-features-'));
  });

  afterEach(() => rmSync(folder, { recursive: true, force: true }));

  /** Files by path with what each imports; what the check says of them. */
  function checked(files: Record<string, string>): { code: number | null; says: string } {
    for (const [path, text] of Object.entries(files)) {
      mkdirSync(dirname(join(folder, src, path)), { recursive: true });
      writeFileSync(join(folder, src, path), `${text}\nexport const a = 1;\n`);
    }
    const config = join(root, '.dependency-cruiser.mjs');
    const run = spawnSync(process.execPath, [program, 'services', '--config', config], {
      cwd: folder,
      encoding: 'utf8',
    });
    return { code: run.status, says: run.stdout };
  }

  it('refuse an import of a higher level, and print it', () => {
    const { code, says } = checked({
      'question/rules.ts': "import { a as b } from '../desk/lists.js';\nb;",
      'desk/lists.ts': '',
    });
    expect(says).toContain(`${src}question/rules.ts → ${src}desk/lists.ts`);
    expect(code).not.toBe(0);
  });

  it('refuse an import of the same level, of types as well', () => {
    const { says } = checked({
      'desk/lists.ts': "import type { B } from '../conversation/drafts.js';\nexport type C = B;",
      'conversation/drafts.ts': 'export type B = 1;',
    });
    expect(says).toContain(`${src}desk/lists.ts → ${src}conversation/drafts.ts`);
  });

  it('refuse an import of what stands at the root of the service', () => {
    const { says } = checked({
      'desk/lists.ts': "import { a as b } from '../events/reactions.js';\nb;",
      'events/reactions.ts': '',
    });
    expect(says).toContain(`${src}desk/lists.ts → ${src}events/reactions.ts`);
  });

  it('refuse a folder that has no level', () => {
    const { says } = checked({
      'novelty/new.ts': "import { a as b } from '../question/rules.js';\nb;",
      'question/rules.ts': '',
    });
    expect(says).toContain('every folder is a feature with a level');
  });

  it('refuse files that import each other in a circle, unless it is types alone', () => {
    const circle = checked({
      'desk/one.ts': "import { a as b } from './two.js';\nb;",
      'desk/two.ts': "import { a as b } from './one.js';\nb;",
      'desk/three.ts': "import type { D } from './four.js';\nexport type C = D;",
      'desk/four.ts': "import type { C } from './three.js';\nexport type D = 1 | C;",
    });
    expect(circle.says).toContain(`${src}desk/one.ts`);
    expect(circle.says).not.toContain(`${src}desk/three.ts`);
    expect(circle.code).not.toBe(0);
  });

  it('permit an import of a lower level, and any from the root', () => {
    const { code, says } = checked({
      'desk/lists.ts': "import { a as b } from '../question/rules.js';\nb;",
      'question/rules.ts': '',
      'events/reactions.ts': "import { a as b } from '../desk/lists.js';\nb;",
    });
    expect(says).toContain('no dependency violations');
    expect(code).toBe(0);
  });
});
