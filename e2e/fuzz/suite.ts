import { beforeAll, describe, expect, it } from '@jest/globals';
import type { Scene } from '../scene.js';
import { markedRows } from './assignment.js';
import { Fuzz, perOperation, seed, tried } from './fuzz.js';
import type { Service } from './operations.js';

/** Promise 23, on a system whose scene is set. */
export function fuzzing(
  of: () => { scene: Scene; origins: Record<Service, string>; postgres: string },
): void {
  describe(`[promise 23] Whatever is sent to any operation, by anyone (FUZZ=${perOperation} SEED=${seed})`, () => {
    let fuzz: Fuzz;

    beforeAll(
      async () => {
        const { scene, origins, postgres } = of();
        fuzz = new Fuzz(scene, origins, postgres);
        const began = Date.now();
        await fuzz.run();
        const counts = [...fuzz.statuses]
          .sort(([a], [b]) => a - b)
          .map(([status, times]) => `${status}: ${times}`);
        const seconds = ((Date.now() - began) / 1000).toFixed(1);
        process.stdout.write(
          `fuzz: FUZZ=${perOperation} SEED=${seed}, ${seconds} s; answers ${counts.join(', ')}\n`,
        );
      },
      180_000 + perOperation * tried.length * 500,
    );

    it('is sent to every operation', () => {
      expect(fuzz.unmade).toEqual([]);
    });

    it('has an answer that its document names, never from 500 up, and a problem document from 400 up', () => {
      expect(fuzz.statuses.get(200)).toBeGreaterThan(tried.length / 4);
      expect(fuzz.statuses.get(422)).toBeGreaterThan(tried.length / 4);
      expect(fuzz.said).toEqual([]);
    });

    it('sets nothing that only Carrel sets: such a field is named and refused, and stands in no row of any database', async () => {
      expect(fuzz.assigned).toEqual([]);
      expect(await markedRows(of().postgres)).toEqual([]);
    });
  });
}
