import { useId } from 'react';
import { useLanguage } from '../../language.js';
import { go } from '../../route.js';
import { useSay } from '../words.js';
import { Change, Count } from './Figure.js';

interface TrendPoint {
  readonly key: string;
  readonly name: string;
  /** Under its column, where there is little room. */
  readonly tick?: string | undefined;
  /** The parts that stand on one another, from the bottom; a single one is the count itself. */
  readonly parts: readonly { readonly count: number; readonly to?: string | undefined }[];
  readonly before?: number | undefined;
}
interface Props {
  readonly points: readonly TrendPoint[];
  /** Names of the parts. */
  readonly parts: readonly string[];
  readonly what: string;
  readonly title: string;
  readonly compare: boolean;
}
const [width, height, left, bottom, top] = [720, 220, 40, 26, 8];

/** A round number of steps from 0 to what is needed. */
function stepsTo(most: number): number[] {
  const rough = Math.max(1, most / 4);
  const power = 10 ** Math.floor(Math.log10(rough));
  const step = [1, 2, 5, 10].map((n) => n * power).find((n) => n >= rough) ?? rough;
  return Array.from({ length: Math.ceil(most / step) + 1 }, (_, n) => n * step);
}
const sumOf = ({ parts }: TrendPoint): number => parts.reduce((sum, { count }) => sum + count, 0);

/** Counts along the calendar: columns, and the table beside them. */
export function Trend({ points, parts, what, title, compare }: Props) {
  const say = useSay();
  const language = useLanguage();
  const id = useId();
  const most = Math.max(
    1,
    ...points.map((point) => Math.max(sumOf(point), compare ? (point.before ?? 0) : 0)),
  );
  const steps = stepsTo(most);
  const ceiling = steps.at(-1)!;
  const y = (count: number) => top + (height - top - bottom) * (1 - count / ceiling);
  const slot = (width - left) / Math.max(1, points.length);
  const column = Math.max(2, Math.min(44, slot * 0.72));
  // Names that do not run into each other.
  const every = Math.max(1, Math.ceil(points.length / 10));
  return (
    <div className="trend">
      <figure>
        <svg viewBox={`0 0 ${width} ${height}`} role="img" aria-labelledby={id}>
          <title id={id}>
            {say('trend-of', { title, count: points.reduce((sum, one) => sum + sumOf(one), 0) })}
          </title>
          {steps.map((step) => (
            <g key={step} aria-hidden="true">
              <line className="grid-line" x1={left} x2={width} y1={y(step)} y2={y(step)} />
              <text className="tick" x={left - 6} y={y(step) + 4} textAnchor="end">
                {step.toLocaleString(language)}
              </text>
            </g>
          ))}
          {points.map((point, n) => {
            const x = left + slot * n + (slot - column) / 2;
            let under = 0;
            return (
              <g key={point.key} aria-hidden="true">
                {point.parts.map(({ count, to }, part) => {
                  const from = under;
                  under += count;
                  return (
                    <rect
                      key={part}
                      className={`column part-${part} ${to ? 'leads' : ''}`}
                      {...{ x, width: column, y: y(under), height: y(from) - y(under) }}
                      onClick={to ? () => go(to) : undefined}
                    >
                      <title>{`${point.name}: ${count.toLocaleString(language)} ${parts[part] ?? ''}`}</title>
                    </rect>
                  );
                })}
                {compare && point.before !== undefined && (
                  <line
                    className="before-mark"
                    {...{ x1: x - 2, x2: x + column + 2, y1: y(point.before), y2: y(point.before) }}
                  />
                )}
                {n % every === 0 && (
                  <text className="tick" x={x + column / 2} y={height - 8} textAnchor="middle">
                    {point.tick ?? point.name}
                  </text>
                )}
              </g>
            );
          })}
        </svg>
        {(parts.length > 1 || compare) && (
          <figcaption className="legend" aria-hidden="true">
            {parts.length > 1 &&
              parts.map((part, n) => (
                <span key={part}>
                  <span className={`key part-${n}`} /> {part}
                </span>
              ))}
            {compare && (
              <span>
                <span className="key before-mark" /> {say('before')}
              </span>
            )}
          </figcaption>
        )}
      </figure>
      <div className="trend-table" role="group" aria-label={say('table-of', { title })} tabIndex={0}>
        <table className="bars">
          <thead>
            <tr>
              <th scope="col">{what}</th>
              {parts.map((part) => (
                <th key={part} scope="col" className="figure">
                  {part}
                </th>
              ))}
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
            {points.map((point) => (
              <tr key={point.key}>
                <th scope="row">{point.name}</th>
                {point.parts.map(({ count, to }, n) => (
                  <td key={n} className="figure">
                    <Count count={count} to={to} label={point.name} />
                  </td>
                ))}
                {compare && (
                  <>
                    <td className="figure">
                      <Count count={point.before ?? 0} />
                    </td>
                    <td className="figure">
                      <Change now={sumOf(point)} before={point.before ?? 0} />
                    </td>
                  </>
                )}
              </tr>
            ))}
          </tbody>
        </table>
      </div>
    </div>
  );
}
