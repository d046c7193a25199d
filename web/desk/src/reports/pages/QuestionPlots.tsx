import { Loaded } from '../../ui/Loaded.js';
import { fileOf, useQuestions, type QuestionsBy } from '../api.js';
import { useBehind, type Asked } from '../asked.js';
import { fileNameOf, useCodeNames, useNameOf, useUnitName, type Named } from '../names.js';
import { unitsIn } from '../periods.js';
import { Bars } from '../plots/Bars.js';
import { HeatMap } from '../plots/HeatMap.js';
import { Plot } from '../plots/Plot.js';
import { Trend } from '../plots/Trend.js';
import { useSay } from '../words.js';

interface Props {
  readonly asked: Asked;
  /** The page it stands on, to which one comes back from the rows. */
  readonly page: string;
}

/** Questions by one dimension. */
export function QuestionsBy({ asked, page, by }: Props & { by: Named & QuestionsBy }) {
  const say = useSay();
  const nameOf = useNameOf();
  const report = useQuestions(asked, by);
  const behind = useBehind(page);
  return (
    <Plot
      title={say(`by.${by}`)}
      file={fileOf.questions(asked, by)}
      fileName={fileNameOf(by, asked)}
      text={by === 'read' ? say('read.text') : undefined}
    >
      <Loaded of={report}>
        {({ items, before }) => {
          const earlier = new Map(before?.items.map(({ value, count }) => [value, count]));
          const gone = [...earlier].filter(([value]) => !items.some((item) => item.value === value));
          const all = [...items, ...gone.map(([value]) => ({ value, count: 0 }))];
          // A scale keeps its order.
          if (by === 'read') all.sort((a, b) => (a.value < b.value ? -1 : 1));
          return (
            <Bars
              what={say(`what.${by}`)}
              counted={say('questions')}
              compare={asked.compare}
              lines={all.map(({ value, count }) => ({
                ...{ key: value, name: nameOf(by, value), count, before: earlier.get(value) ?? 0 },
                to: behind({ rows: 'questions', behind: by, value }, nameOf(by, value)),
              }))}
            />
          );
        }}
      </Loaded>
    </Plot>
  );
}

/** Descriptive codes, which a library names itself; a question may have more than one. */
export function QuestionsByCode({ asked, page }: Props) {
  const say = useSay();
  const codeOf = useCodeNames(asked);
  const report = useQuestions(asked, 'code');
  const behind = useBehind(page);
  return (
    <Plot
      title={say('by.code')}
      text={say('code.text')}
      file={fileOf.questions(asked, 'code')}
      fileName={fileNameOf('code', asked)}
    >
      <Loaded of={report}>
        {({ items, before }) => {
          const earlier = new Map(before?.items.map(({ value, count }) => [value, count]));
          return (
            <Bars
              whole={false}
              what={say('what.code')}
              counted={say('questions')}
              compare={asked.compare}
              lines={items.map(({ value, count }) => ({
                ...{ key: value, name: codeOf(value), count, before: earlier.get(value) ?? 0 },
                to: behind({ rows: 'questions', behind: 'code', value }, codeOf(value)),
              }))}
            />
          );
        }}
      </Loaded>
    </Plot>
  );
}

/** Questions along the calendar. */
export function QuestionsTrend({ asked, page }: Props) {
  const say = useSay();
  const unitName = useUnitName();
  const { unit } = asked;
  const report = useQuestions(asked, unit);
  const behind = useBehind(page);
  const title = say('trend.questions');
  return (
    <Plot title={title} file={fileOf.questions(asked, unit)} fileName={fileNameOf(unit, asked)}>
      <Loaded of={report}>
        {({ items, before, period }) => {
          const counts = new Map(items.map(({ value, count }) => [value, count]));
          const earlier = new Map(before?.items.map(({ value, count }) => [value, count]));
          // The first day beside the first day of the period before, and so on.
          const earlierUnits = before ? unitsIn(before.period, unit) : [];
          return (
            <Trend
              title={title}
              what={say(`unit.${unit}`)}
              parts={[say('questions')]}
              compare={asked.compare}
              points={unitsIn(period, unit).map((value, n) => ({
                ...{ key: value, name: unitName(value), tick: unitName(value, true) },
                parts: [
                  {
                    count: counts.get(value) ?? 0,
                    to: behind({ rows: 'questions', behind: unit, value }, unitName(value)),
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

/** When questions arrive. */
export function QuestionHours({ asked, page }: Props) {
  const say = useSay();
  const report = useQuestions(asked, 'weekday-hour');
  const behind = useBehind(page);
  const title = say('hours.questions');
  return (
    <Plot
      title={title}
      text={say('hours.text')}
      file={fileOf.questions(asked, 'weekday-hour')}
      fileName={fileNameOf('questions-weekday-hour', asked)}
    >
      <Loaded of={report}>
        {({ items }) => (
          <HeatMap
            title={title}
            counts={new Map(items.map(({ value, count }) => [value, count]))}
            toOf={(value, called) => behind({ rows: 'questions', behind: 'weekday-hour', value }, called)}
          />
        )}
      </Loaded>
    </Plot>
  );
}
