import type { Page } from 'playwright-core';

export interface Picture {
  readonly name: string;
  readonly png: Buffer;
}
const sizes = { wide: { width: 1280, height: 860 }, narrow: { width: 390, height: 844 } };

/** A page in both sizes, by day and by night; nothing when `only` names others. @param settle brings into view what matters, in each size */
export async function* taken(
  name: string,
  page: Page,
  only: readonly string[] | undefined,
  settle: () => Promise<void> = () => Promise.resolve(),
): AsyncGenerator<Picture> {
  if (only && !only.includes(name)) return;
  for (const [size, viewport] of Object.entries(sizes))
    for (const colorScheme of ['light', 'dark'] as const) {
      await page.setViewportSize(viewport);
      await page.emulateMedia({ colorScheme, reducedMotion: 'reduce' });
      await settle();
      await page.waitForTimeout(150);
      yield { name: `${name}-${size}-${colorScheme}`, png: await page.screenshot({ scale: 'css' }) };
    }
  await page.setViewportSize(sizes.wide);
}
