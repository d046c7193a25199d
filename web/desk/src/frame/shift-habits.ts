/** What one chooses at each shift alike; the queues are chosen anew (R10). */
export interface ShiftHabits {
  readonly screenName?: string | undefined;
  readonly personalLimit?: number | undefined;
}

const keyOf = (accountId: string) => `carrel-shift:${accountId}`;

export function shiftHabits(accountId: string): ShiftHabits {
  try {
    return JSON.parse(localStorage.getItem(keyOf(accountId)) ?? '{}') as ShiftHabits;
  } catch {
    return {};
  }
}

export function keepShiftHabits(accountId: string, habits: ShiftHabits): void {
  try {
    localStorage.setItem(keyOf(accountId), JSON.stringify(habits));
  } catch {
    // Without storage they are typed again.
  }
}
