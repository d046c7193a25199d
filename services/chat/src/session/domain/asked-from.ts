import { isWebAddress } from '@carrel/contracts';

const longestPage = 2000;

/** The page a patron asks from, without the place within it; null for what is no page of the web. */
export function pageAskedFrom(address: string | undefined): string | null {
  if (address === undefined || address.length > longestPage || !isWebAddress(address)) return null;
  const page = new URL(address);
  page.hash = '';
  const text = page.toString();
  return text.length > longestPage ? null : text;
}

/** Whether one of these languages is the patron's, whatever the region; unknown on either side is no obstacle. */
export function speaks(languages: readonly string[], wanted: string | null): boolean {
  if (wanted === null || languages.length === 0) return true;
  return languages.some((one) => primaryOf(one) === primaryOf(wanted));
}

export const primaryOf = (language: string): string => language.split('-')[0]!.toLowerCase();
