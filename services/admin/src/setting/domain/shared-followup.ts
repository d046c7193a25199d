import type { SettingKey } from '@carrel/contracts';
import { SharedFollowupNeedsLibraries } from './refusals.js';

const fewest = 2;

/** Nobody shares follow-up alone: turning it on takes two libraries of one subscription group (R83, A27). */
export function mayShareFollowup(key: SettingKey, value: unknown, libraries: number): void {
  const turnsOn = (value as { enabled?: boolean } | null)?.enabled === true;
  if (key === 'shared-followup' && turnsOn && libraries < fewest) {
    throw new SharedFollowupNeedsLibraries(libraries);
  }
}
