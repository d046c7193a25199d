import { fileOf } from '../api.js';
import { useBehind, type Asked, type Behind } from '../asked.js';
import { fileNameOf } from '../names.js';
import { Bars } from '../plots/Bars.js';
import { useDuration } from '../plots/Figure.js';
import { Plot } from '../plots/Plot.js';
import { useSay } from '../words.js';

interface Times {
  readonly count: number;
  readonly median: number | null;
  readonly p90: number | null;
  readonly buckets: readonly { readonly upToSeconds: number | null; readonly count: number }[];
}
interface Props {
  readonly asked: Asked;
  readonly page: string;
  readonly title: string;
  readonly text?: string;
  readonly counted: string;
  readonly times: Times;
  readonly before: Times | undefined;
  readonly behind: Pick<Behind, 'rows' | 'behind'>;
}

/** How long something took, by bucket, from the shortest with any to the longest. */
export function TimesPlot({ asked, page, title, text, counted, times, before, behind: of }: Props) {
  const say = useSay();
  const duration = useDuration();
  const behind = useBehind(page);
  const lines = times.buckets.map(({ upToSeconds, count }, n) => {
    const from = times.buckets[n - 1]?.upToSeconds ?? 0;
    const name =
      upToSeconds === null
        ? say('times.longer', { from: duration(from) })
        : n === 0
          ? say('times.up-to', { to: duration(upToSeconds) })
          : say('times.between', { from: duration(from), to: duration(upToSeconds) });
    return { key: String(n), name, count, before: before?.buckets[n]?.count ?? 0 };
  });
  const counts = lines.map((line) => line.count > 0 || (asked.compare && line.before > 0));
  const shown = lines.slice(Math.max(0, counts.indexOf(true)), counts.lastIndexOf(true) + 1);
  const columns = (line: (typeof lines)[number]) => [
    ...[line.name, line.count],
    ...(asked.compare ? [line.before] : []),
  ];
  return (
    <Plot
      title={title}
      text={text}
      fileName={fileNameOf(of.behind ?? '', asked)}
      file={fileOf.table([
        [title, counted, ...(asked.compare ? [say('before')] : [])],
        ...lines.map(columns),
      ])}
    >
      <dl className="medians">
        {(
          [
            ['median', times.median, before?.median],
            ['p90', times.p90, before?.p90],
          ] as const
        ).map(([which, now, then]) => (
          <div key={which}>
            <dt>{say(which)}</dt>
            <dd>
              {duration(now)}
              {asked.compare && (
                <span className="quiet"> ({say('before-was', { value: duration(then ?? null) })})</span>
              )}
            </dd>
          </div>
        ))}
      </dl>
      <Bars
        what={say('times.how-long')}
        counted={counted}
        compare={asked.compare}
        lines={shown.map((line) => ({
          ...line,
          to: behind({ ...of, value: line.key }, `${title}: ${line.name}`),
        }))}
      />
    </Plot>
  );
}
