/** A day of the calendar, `YYYY-MM-DD`. */
export type Day = string;
export interface Days {
  readonly from: Day;
  readonly to: Day;
}
export const presets = ['last-7', 'this-month', 'last-month', 'this-year', 'last-year'] as const;
export type Preset = (typeof presets)[number];

const dayMs = 86_400_000;
const dayOf = (ms: number): Day => new Date(ms).toISOString().slice(0, 10);
const at = (year: number, month: number, day = 1): number => Date.UTC(year, month, day);

/** Today by the clock of a zone. */
export const todayIn = (timeZone: string, now = new Date()): Day =>
  new Intl.DateTimeFormat('en-CA', { timeZone, dateStyle: 'short' }).format(now);

/** The days that such a choice means today. */
export function daysOf(preset: Preset, today: Day): Days {
  const now = Date.parse(today);
  const date = new Date(now);
  const [year, month] = [date.getUTCFullYear(), date.getUTCMonth()];
  switch (preset) {
    case 'last-7':
      return { from: dayOf(now - 7 * dayMs), to: dayOf(now - dayMs) };
    case 'this-month':
      return { from: dayOf(at(year, month)), to: dayOf(at(year, month + 1, 0)) };
    case 'last-month':
      return { from: dayOf(at(year, month - 1)), to: dayOf(at(year, month, 0)) };
    case 'this-year':
      return { from: dayOf(at(year, 0)), to: dayOf(at(year, 12, 0)) };
    case 'last-year':
      return { from: dayOf(at(year - 1, 0)), to: dayOf(at(year, 0, 0)) };
  }
}

export type Unit = 'day' | 'week' | 'month';
const lengthOf = ({ from, to }: Days): number => (Date.parse(to) - Date.parse(from)) / dayMs + 1;
/** What a trend over these days is best read in. */
export const unitFor = (days: Days): Unit => {
  const length = lengthOf(days);
  return length <= 45 ? 'day' : length <= 190 ? 'week' : 'month';
};

/** Week of a day as ISO 8601 counts it: `2026-W01`. */
export function weekOf(day: Day): string {
  const date = new Date(day);
  const thursday = Date.parse(day) + (4 - (date.getUTCDay() || 7)) * dayMs;
  const year = new Date(thursday).getUTCFullYear();
  const week = Math.floor((thursday - at(year, 0)) / dayMs / 7) + 1;
  return `${year}-W${String(week).padStart(2, '0')}`;
}

/** Every day, week or month that these days touch, as the interface names them: what has no count is there too. */
export function unitsIn(days: Days, unit: Unit): string[] {
  const found = new Set<string>();
  for (let ms = Date.parse(days.from); ms <= Date.parse(days.to); ms += dayMs) {
    const day = dayOf(ms);
    found.add(unit === 'day' ? day : unit === 'week' ? weekOf(day) : day.slice(0, 7));
  }
  return [...found];
}
