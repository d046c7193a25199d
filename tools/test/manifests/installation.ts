import { cpSync, mkdtempSync, readdirSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { built, root, type Manifest } from './build.js';

/** A copy of k8s/ whose overlay `production` may be written as a library would write its own. */
export class InstallationCopy {
  readonly #folder = mkdtempSync(join(tmpdir(), 'carrel-k8s-'));

  constructor() {
    cpSync(join(root, 'k8s'), this.#folder, { recursive: true });
  }

  /** Replaces text in every file of a folder; throws when it is in none of them. */
  replace(folder: string, text: string | RegExp, by: string): this {
    let found = false;
    const change = (path: string): void => {
      if (statSync(path).isDirectory()) return readdirSync(path).forEach((name) => change(join(path, name)));
      const before = readFileSync(path, 'utf8');
      const after = before.replaceAll(text, by);
      if (after !== before) writeFileSync(path, after);
      found ||= after !== before;
    };
    change(join(this.#folder, folder));
    if (!found) throw new Error(`${text} is nowhere in ${folder}`);
    return this;
  }

  /** Writes the list of components of the overlay `production`: those of k8s/components by their names. */
  components(...names: string[]): this {
    const lines = names.map((name) => `  - ${name === 'settings' ? name : `../../components/${name}`}\n`);
    return this.replace(
      'overlays/production/kustomization.yaml',
      /^components:\n(?: {2}.*\n)+/gm,
      `components:\n${lines.join('')}`,
    );
  }

  read(file: string): string {
    return readFileSync(join(this.#folder, file), 'utf8');
  }

  built(): Promise<Manifest[]> {
    return built(join(this.#folder, 'overlays/production'));
  }

  remove(): void {
    rmSync(this.#folder, { recursive: true });
  }
}
