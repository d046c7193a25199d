import { useState } from 'react';
import { useSay } from '../words.js';
import { Change, Count } from './Figure.js';

export interface BarLine {
  readonly key: string;
  readonly name: string;
  readonly count: number;
  readonly before?: number | undefined;
  /** Where the rows behind the count are. */
  readonly to?: string | undefined;
}
interface Props {
  readonly lines: readonly BarLine[];
  /** What the lines are: the head of the first column. */
  readonly what: string;
  /** What is counted. */
  readonly counted: string;
  readonly compare: boolean;
  /** Whether the lines are parts of one whole, whose sum means something. */
  readonly whole?: boolean;
}
const most = 15;

/** Counts by name: a table whose rows have bars. */
export function Bars({ lines, what, counted, compare, whole = true }: Props) {
  const say = useSay();
  const [all, setAll] = useState(false);
  if (lines.length === 0) return <p className="quiet">{say('nothing-counted')}</p>;
  const shown = all ? lines : lines.slice(0, most);
  const longest = Math.max(1, ...lines.map(({ count, before = 0 }) => Math.max(count, compare ? before : 0)));
  const sum = (of: (line: BarLine) => number) => lines.reduce((total, line) => total + of(line), 0);
  return (
    <>
      <table className={`bars ${compare ? 'compared' : ''}`}>
        <thead>
          <tr>
            <th scope="col">{what}</th>
            <th scope="col" className="figure">
              {counted}
            </th>
            <td aria-hidden="true" className="bar-cell" />
            {compare && (
              <>
                <th scope="col" className="figure">
                  {say('before')}
                </th>
                <th scope="col" className="figure">
                  {say('change')}
                </th>
              </>
            )}
          </tr>
        </thead>
        <tbody>
          {shown.map(({ key, name, count, before = 0, to }) => (
            <tr key={key}>
              <th scope="row">{name}</th>
              <td className="figure">
                <Count count={count} to={to} label={name} />
              </td>
              <td aria-hidden="true" className="bar-cell">
                <svg className="bar" viewBox="0 0 100 10" preserveAspectRatio="none">
                  <rect className="bar-now" width={(100 * count) / longest} height={compare ? 6 : 10} />
                  {compare && (
                    <rect className="bar-before" y={7} width={(100 * before) / longest} height={3} />
                  )}
                </svg>
              </td>
              {compare && (
                <>
                  <td className="figure">
                    <Count count={before} />
                  </td>
                  <td className="figure">
                    <Change now={count} before={before} />
                  </td>
                </>
              )}
            </tr>
          ))}
        </tbody>
        {whole && lines.length > 1 && (
          <tfoot>
            <tr>
              <th scope="row">{say('sum')}</th>
              <td className="figure">
                <Count count={sum(({ count }) => count)} />
              </td>
              <td aria-hidden="true" className="bar-cell" />
              {compare && (
                <>
                  <td className="figure">
                    <Count count={sum(({ before = 0 }) => before)} />
                  </td>
                  <td className="figure">
                    <Change now={sum(({ count }) => count)} before={sum(({ before = 0 }) => before)} />
                  </td>
                </>
              )}
            </tr>
          </tfoot>
        )}
      </table>
      {lines.length > most && (
        <button type="button" className="button plain no-print" onClick={() => setAll(!all)}>
          {say(all ? 'fewer' : 'all-lines', { count: lines.length })}
        </button>
      )}
    </>
  );
}
