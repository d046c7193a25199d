import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';
import { mkdirSync, writeFileSync } from 'node:fs';
import { pathToFileURL } from 'node:url';

/**
 * The fonts that pictures are taken with, so that they look alike on every machine: Open Sans, which the npm package of a
 * Chromium brings, before those that are installed. @returns what to add to the browser's environment
 */
export async function fontsFor(folder: string): Promise<Record<string, string>> {
  const packed = dirname(createRequire(import.meta.url).resolve('@sparticuz/chromium'));
  const { inflate } = (await import(pathToFileURL(join(packed, '../esm/lambdafs.js')).href)) as {
    inflate(path: string): Promise<string>;
  };
  mkdirSync(join(folder, 'unpacked'), { recursive: true });
  const before = process.env.TMPDIR;
  process.env.TMPDIR = join(folder, 'unpacked');
  let fonts: string;
  try {
    fonts = await inflate(join(packed, '../../bin/fonts.tar.br'));
  } finally {
    if (before === undefined) delete process.env.TMPDIR;
    else process.env.TMPDIR = before;
  }
  const file = join(folder, 'fonts.conf');
  const prefer = (family: string) =>
    `<match target="pattern"><test name="family"><string>${family}</string></test>` +
    '<edit name="family" mode="prepend" binding="strong"><string>Open Sans</string></edit></match>';
  writeFileSync(
    file,
    `<?xml version="1.0"?><fontconfig><dir>${fonts}</dir><dir>/usr/share/fonts</dir>` +
      `<cachedir>${join(folder, 'font-cache')}</cachedir>${['system-ui', 'sans-serif'].map(prefer).join('')}</fontconfig>`,
  );
  return { FONTCONFIG_FILE: file };
}
