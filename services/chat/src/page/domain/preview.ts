import { faultsOfSetting, type SettingValue } from '@carrel/contracts';
import { PreviewRefused } from './refusals.js';

/** What of a page can be looked at before it is set. */
export const previewed = [
  ...(['patron-page', 'patron-words', 'patron-closed-page'] as const),
  ...(['banner', 'chat-closed-page', 'ask-form'] as const),
] as const;
type Previewed = (typeof previewed)[number];
export type PreviewedSettings = { readonly [K in Previewed]?: SettingValue<K> };

/** How long a preview can be opened. */
export const previewLivesMs = 24 * 3_600_000;

/** @throws PreviewRefused with what is wrong with each setting, as setting it would say */
export function mustBePreviewable(given: PreviewedSettings): void {
  const faults = previewed.flatMap((key) =>
    given[key] === undefined ? [] : faultsOfSetting(key, given[key]).map((fault) => `/${key}${fault}`),
  );
  if (faults.length > 0) throw new PreviewRefused(faults);
}
