import { isTimeZone, Refusal } from '@carrel/kernel';

class UnknownTimeZone extends Refusal {
  readonly kind = 'invalid';
  readonly code = 'unknown-time-zone';
  constructor(zone: string) {
    super('The time zone must be an IANA name such as America/New_York.', { timeZone: zone });
  }
}

/** The IANA name itself, or a refusal. */
export function knownZone(zone: string): string {
  if (isTimeZone(zone)) return zone;
  throw new UnknownTimeZone(zone);
}

/** Whether clocks there change within the year (R118): a property of the zone, so that nobody has to type it. */
export function changesClocks(zone: string, year: number): boolean {
  const format = new Intl.DateTimeFormat('en', { timeZone: zone, timeZoneName: 'longOffset' });
  const offset = (month: number): string | undefined =>
    format.formatToParts(Date.UTC(year, month)).find((part) => part.type === 'timeZoneName')?.value;
  return offset(0) !== offset(6);
}
