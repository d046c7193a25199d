import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { aSystem } from './a-system.js';
import { forgottenPassword } from './forgotten-password.js';
import { fuzzing } from './fuzz/suite.js';
import { operations } from './fuzz/operations.js';
import { Matrix } from './matrix.js';
import { oversized } from './oversized.js';
import { rows, strays } from './permissions.js';
import { Scene } from './scene.js';
import { subjects } from './subjects/index.js';

describe('[R5, promise 21] Who may do what', () => {
  let system: Awaited<ReturnType<typeof aSystem>>;
  let scene: Scene;
  let matrix: Matrix;

  beforeAll(async () => {
    system = await aSystem();
    scene = new Scene(system.stack.url, system.stack.urls.mailIn);
    await scene.set();
    matrix = new Matrix(scene, system.stack.urls);
    await matrix.run();
  }, 600_000);

  afterAll(() => system?.end());

  it('is written down for every operation there is, and for none that is not', () => {
    const names = operations.map(({ name }) => name).sort();
    expect(rows.map((row) => row.operation).sort()).toEqual(names);
    expect(strays).toEqual([]);
    expect(Object.keys(subjects).sort()).toEqual(names);
  });

  it.each(rows)('$operation', ({ operation, expected }) => {
    const { statuses, differences } = matrix.of(operation);
    expect(statuses).toEqual(expected);
    // Whether a resource exists is not disclosed to callers who may not see it.
    expect(differences).toEqual([]);
  });

  forgottenPassword(() => ({ url: system.stack.url, mailbox: system.stack.urls.mailbox }));

  oversized(() => ({ url: system.stack.url, origins: system.stack.urls }));

  fuzzing(() => ({ scene, origins: system.stack.urls, postgres: system.stack.urls.postgres }));
});
