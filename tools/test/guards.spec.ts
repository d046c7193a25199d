import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from '@jest/globals';

const root = join(import.meta.dirname, '../..');
const { guards } = (await import(join(root, 'tools/guards/table.mjs'))) as {
  guards: readonly { name: string; file: string; from: string }[];
};

describe('The table of guards', () => {
  it.each(guards.map(({ name, file, from }) => [name, file, from] as const))(
    '%s: stands once in %s',
    (_, file, from) => {
      expect(readFileSync(join(root, file), 'utf8').split(from)).toHaveLength(2);
    },
  );
});
