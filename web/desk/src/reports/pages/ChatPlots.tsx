import { Loaded } from '../../ui/Loaded.js';
import { fileOf, useChats } from '../api.js';
import { useBehind, type Asked } from '../asked.js';
import { fileNameOf, useNameOf, useUnitName } from '../names.js';
import { unitsIn } from '../periods.js';
import { Bars } from '../plots/Bars.js';
import { HeatMap } from '../plots/HeatMap.js';
import { Plot } from '../plots/Plot.js';
import { Trend } from '../plots/Trend.js';
import { useSay } from '../words.js';
import { TimesPlot } from './TimesPlot.js';

interface Props {
  readonly asked: Asked;
  readonly page: string;
}

/** Requests along the calendar. */
export function ChatsTrend({ asked, page }: Props) {
  const say = useSay();
  const unitName = useUnitName();
  const { unit } = asked;
  const report = useChats(asked, unit);
  const behind = useBehind(page);
  const title = say('trend.chats');
  return (
    <Plot title={title} file={fileOf.chats(asked, unit)} fileName={fileNameOf(`chats-${unit}`, asked)}>
      <Loaded of={report}>
        {({ items, before, period }) => {
          const counts = new Map(items.map((item) => [item.value, item.requested]));
          const earlier = new Map(before?.items.map((item) => [item.value, item.requested]));
          const earlierUnits = before ? unitsIn(before.period, unit) : [];
          return (
            <Trend
              title={title}
              what={say(`unit.${unit}`)}
              parts={[say('chats.requested')]}
              compare={asked.compare}
              points={unitsIn(period, unit).map((value, n) => ({
                ...{ key: value, name: unitName(value), tick: unitName(value, true) },
                parts: [
                  {
                    count: counts.get(value) ?? 0,
                    to: behind({ rows: 'chats', behind: unit, value }, unitName(value)),
                  },
                ],
                before: earlier.get(earlierUnits[n] ?? '') ?? 0,
              }))}
            />
          );
        }}
      </Loaded>
    </Plot>
  );
}

/** When patrons ask for a chat. */
export function ChatHours({ asked, page }: Props) {
  const say = useSay();
  const report = useChats(asked, 'weekday-hour');
  const behind = useBehind(page);
  const title = say('hours.chats');
  return (
    <Plot
      title={title}
      text={say('hours.text')}
      file={fileOf.chats(asked, 'weekday-hour')}
      fileName={fileNameOf('chats-weekday-hour', asked)}
    >
      <Loaded of={report}>
        {({ items }) => (
          <HeatMap
            title={title}
            counts={new Map(items.map(({ value, requested }) => [value, requested]))}
            toOf={(value, called) => behind({ rows: 'chats', behind: 'weekday-hour', value }, called)}
          />
        )}
      </Loaded>
    </Plot>
  );
}

/** What became of requests, and how long everything took. */
export function ChatNumbers({ asked, page }: Props) {
  const say = useSay();
  const nameOf = useNameOf();
  const report = useChats(asked, asked.unit);
  const behind = useBehind(page);
  return (
    <Loaded of={report}>
      {({ before, missed, waiting, abandonedAfter, firstResponse, length }) => {
        const reasons = [...new Set([...Object.keys(missed), ...Object.keys(before?.missed ?? {})])];
        const lines = reasons
          .map((value) => ({
            ...{ key: value, name: nameOf('missed', value) },
            ...{ count: missed[value] ?? 0, before: before?.missed[value] ?? 0 },
            to: behind({ rows: 'chats', behind: 'missed', value }, nameOf('missed', value)),
          }))
          .sort((a, b) => b.count - a.count);
        const times = { asked, page, counted: say('chats') };
        return (
          <>
            <Plot
              title={say('chats.missed')}
              text={say('missed.text')}
              fileName={fileNameOf('missed', asked)}
              file={fileOf.table([
                [say('what.missed'), say('chats'), ...(asked.compare ? [say('before')] : [])],
                ...lines.map(({ name, count, before: then }) => [
                  ...[name, count],
                  ...(asked.compare ? [then] : []),
                ]),
              ])}
            >
              <Bars lines={lines} what={say('what.missed')} counted={say('chats')} compare={asked.compare} />
            </Plot>
            <TimesPlot
              {...times}
              title={say('times.waited')}
              text={say('times.waited-text')}
              times={waiting}
              before={before?.waiting}
              behind={{ rows: 'chats', behind: 'waited' }}
            />
            <TimesPlot
              {...times}
              title={say('times.abandoned')}
              text={say('times.abandoned-text')}
              times={abandonedAfter}
              before={before?.abandonedAfter}
              behind={{ rows: 'chats', behind: 'abandoned' }}
            />
            <TimesPlot
              {...times}
              title={say('times.first-response')}
              text={say('times.first-response-text')}
              times={firstResponse}
              before={before?.firstResponse}
              behind={{ rows: 'chats', behind: 'first-response' }}
            />
            <TimesPlot
              {...times}
              title={say('times.length')}
              text={say('times.length-text')}
              times={length}
              before={before?.length}
              behind={{ rows: 'chats', behind: 'length' }}
            />
          </>
        );
      }}
    </Loaded>
  );
}
