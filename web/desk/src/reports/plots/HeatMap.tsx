import { useMemo } from 'react';
import { useLanguage } from '../../language.js';
import { useSay } from '../words.js';
import { Count } from './Figure.js';

interface Props {
  /** Counts by `weekday-hour`, as `1-09`. */
  readonly counts: ReadonlyMap<string, number>;
  readonly toOf: (key: string, called: string) => string;
  readonly title: string;
}
const hours = Array.from({ length: 24 }, (_, hour) => String(hour).padStart(2, '0'));
const weekdays = [1, 2, 3, 4, 5, 6, 7];
/** The same Monday to Sunday in every language. */
const monday = Date.UTC(2024, 0, 1, 12);

/** Hours by weekday: each cell has its figure and a tint by how much it is. */
export function HeatMap({ counts, toOf, title }: Props) {
  const say = useSay();
  const language = useLanguage();
  const names = useMemo(() => {
    const format = new Intl.DateTimeFormat(language, { weekday: 'short', timeZone: 'UTC' });
    return weekdays.map((day) => format.format(monday + (day - 1) * 86_400_000));
  }, [language]);
  const of = (day: number, hour: string) => counts.get(`${day}-${hour}`) ?? 0;
  const most = Math.max(1, ...counts.values());
  const busy = hours.filter((hour) => weekdays.some((day) => of(day, hour) > 0));
  if (busy.length === 0) return <p className="quiet">{say('nothing-counted')}</p>;
  // From the first hour of the day with anything to the last.
  const shown = hours.slice(hours.indexOf(busy[0]!), hours.indexOf(busy.at(-1)!) + 1);
  const sum = (all: readonly number[]) => all.reduce((one, other) => one + other, 0);
  return (
    <div className="wide-table" role="group" aria-label={title} tabIndex={0}>
      <table className="heat">
        <thead>
          <tr>
            <td />
            {shown.map((hour) => (
              <th key={hour} scope="col">
                {hour}
              </th>
            ))}
            <th scope="col">{say('sum')}</th>
          </tr>
        </thead>
        <tbody>
          {weekdays.map((day, n) => (
            <tr key={day}>
              <th scope="row">{names[n]}</th>
              {shown.map((hour) => {
                const count = of(day, hour);
                return (
                  <td key={hour} data-level={levelOf(count, most)}>
                    {count > 0 && (
                      <Count count={count} to={toOf(`${day}-${hour}`, `${names[n]} ${hour}:00`)} />
                    )}
                  </td>
                );
              })}
              <td className="figure">
                <Count count={sum(shown.map((hour) => of(day, hour)))} />
              </td>
            </tr>
          ))}
        </tbody>
        <tfoot>
          <tr>
            <th scope="row">{say('sum')}</th>
            {shown.map((hour) => (
              <td key={hour} className="figure">
                <Count count={sum(weekdays.map((day) => of(day, hour)))} />
              </td>
            ))}
            <td className="figure">
              <Count count={sum([...counts.values()])} />
            </td>
          </tr>
        </tfoot>
      </table>
    </div>
  );
}

/** 0 for nothing, then by fifths of the most. */
export const levelOf = (count: number, most: number): number =>
  count === 0 ? 0 : Math.min(5, Math.ceil((5 * count) / most));
