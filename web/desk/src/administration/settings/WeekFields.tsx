import { useSay } from '../words.js';
import { useLanguage } from '../../language.js';

interface Span {
  readonly opens: string;
  readonly closes: string;
}
export interface Week {
  readonly intervals: readonly (Span & { readonly day: number })[];
  readonly exceptions?: readonly { readonly date: string; readonly hours: readonly Span[] }[];
}
interface Props {
  readonly week: Week;
  readonly onChange: (week: Week) => void;
  readonly faults: Readonly<Record<string, string>>;
}

const weekdays = [1, 2, 3, 4, 5, 6, 7] as const;
/** The names of days in the reader's language; 1 is Monday. */
export function useDayName(): (day: number, how?: 'long' | 'short') => string {
  const language = useLanguage();
  // 1 January 2024 was a Monday.
  return (day, how = 'long') =>
    new Intl.DateTimeFormat(language, { weekday: how, timeZone: 'UTC' }).format(Date.UTC(2024, 0, day));
}

const minutesOf = (clock: string): number => {
  const [hours = 0, minutes = 0] = clock.split(':').map(Number);
  return hours * 60 + minutes;
};

/** A week as one sees it: each day's hours as a bar and as clocks, and single dates that are otherwise. */
export function WeekFields({ week, onChange, faults }: Props) {
  const say = useSay();
  const dayName = useDayName();
  const { intervals, exceptions = [] } = week;
  const put = (change: Partial<Week>) => {
    const { exceptions: all = [], ...rest } = { ...week, ...change };
    onChange({ ...rest, ...(all.length > 0 ? { exceptions: all } : {}) });
  };
  const ofDay = (day: number) => intervals.flatMap((span, n) => (span.day === day ? [{ span, n }] : []));
  const change = (n: number, to: Partial<Span>) =>
    put({ intervals: intervals.map((one, m) => (m === n ? { ...one, ...to } : one)) });
  const add = (day: number) =>
    put({ intervals: inOrder([...intervals, { day, opens: '09:00', closes: '17:00' }]) });
  const copy = () => {
    const monday = intervals.filter(({ day }) => day === 1);
    const others = intervals.filter(({ day }) => day > 5);
    put({
      intervals: [...[1, 2, 3, 4, 5].flatMap((day) => monday.map((span) => ({ ...span, day }))), ...others],
    });
  };
  return (
    <>
      <fieldset className="week">
        <legend>{say('week')}</legend>
        {weekdays.map((day) => (
          <div key={day} className="week-day" role="group" aria-label={dayName(day)}>
            <span className="week-name">{dayName(day)}</span>
            <Bar spans={ofDay(day).map(({ span }) => span)} />
            <div className="week-spans">
              {ofDay(day).length === 0 && <span className="quiet">{say('week.closed')}</span>}
              {ofDay(day).map(({ span, n }) => (
                <SpanFields
                  key={n}
                  of={dayName(day)}
                  span={span}
                  fault={faults[`intervals.${n}.opens`] ?? faults[`intervals.${n}.closes`]}
                  onChange={(to) => change(n, to)}
                  onRemove={() => put({ intervals: intervals.filter((_, m) => m !== n) })}
                />
              ))}
              <button
                type="button"
                className="button plain"
                onClick={() => add(day)}
                aria-label={say('week.add-to', { day: dayName(day) })}
              >
                + {say('week.add')}
              </button>
            </div>
          </div>
        ))}
        <button type="button" className="button" onClick={copy}>
          {say('week.copy', { day: dayName(1) })}
        </button>
      </fieldset>
      <fieldset className="week">
        <legend>
          {say('week.exceptions')} <span className="count">{exceptions.length}</span>
        </legend>
        <p className="hint">{say('week.exceptions-text')}</p>
        {exceptions.map((one, n) => {
          const set = (to: Partial<typeof one>) =>
            put({ exceptions: exceptions.map((other, m) => (m === n ? { ...other, ...to } : other)) });
          return (
            <div
              key={n}
              className="week-day"
              role="group"
              aria-label={say('list.nth', { name: say('week.exceptions'), n: n + 1 })}
            >
              <span className="span">
                <input
                  type="date"
                  className="input date"
                  aria-label={say('week.date')}
                  aria-invalid={faults[`exceptions.${n}.date`] ? true : undefined}
                  value={one.date}
                  onChange={({ target }) => set({ date: target.value })}
                />
                {faults[`exceptions.${n}.date`] && (
                  <span className="fault">{faults[`exceptions.${n}.date`]}</span>
                )}
              </span>
              <Bar spans={one.hours} />
              <div className="week-spans">
                {one.hours.length === 0 && <span className="quiet">{say('week.closed')}</span>}
                {one.hours.map((span, m) => (
                  <SpanFields
                    key={m}
                    of={one.date}
                    span={span}
                    fault={
                      faults[`exceptions.${n}.hours.${m}.opens`] ??
                      faults[`exceptions.${n}.hours.${m}.closes`]
                    }
                    onChange={(to) =>
                      set({ hours: one.hours.map((other, k) => (k === m ? { ...other, ...to } : other)) })
                    }
                    onRemove={() => set({ hours: one.hours.filter((_, k) => k !== m) })}
                  />
                ))}
                <button
                  type="button"
                  className="button plain"
                  aria-label={say('week.add-to', { day: one.date })}
                  onClick={() => set({ hours: [...one.hours, { opens: '10:00', closes: '14:00' }] })}
                >
                  + {say('week.add')}
                </button>
                <button
                  type="button"
                  className="button plain"
                  aria-label={say('week.remove-date', { date: one.date })}
                  onClick={() => put({ exceptions: exceptions.filter((_, m) => m !== n) })}
                >
                  {say('remove')}
                </button>
              </div>
            </div>
          );
        })}
        <button
          type="button"
          className="button"
          onClick={() => put({ exceptions: [...exceptions, { date: '', hours: [] }] })}
        >
          {say('week.add-date')}
        </button>
      </fieldset>
    </>
  );
}

const inOrder = (spans: readonly (Span & { day: number })[]) =>
  [...spans].sort((a, b) => a.day - b.day || a.opens.localeCompare(b.opens));

function Bar({ spans }: { spans: readonly Span[] }) {
  return (
    <span className="week-bar" aria-hidden="true">
      {spans.map(({ opens, closes }, n) => {
        const from = minutesOf(opens);
        const to = minutesOf(closes) <= from ? 1440 : minutesOf(closes);
        return (
          <span
            key={n}
            style={{ insetInlineStart: `${from / 14.4}%`, inlineSize: `${(to - from) / 14.4}%` }}
          />
        );
      })}
    </span>
  );
}

interface SpanProps {
  readonly of: string;
  readonly span: Span;
  readonly fault: string | undefined;
  readonly onChange: (to: Partial<Span>) => void;
  readonly onRemove: () => void;
}
function SpanFields({ of, span, fault, onChange, onRemove }: SpanProps) {
  const say = useSay();
  return (
    <span className="span">
      <input
        className="input clock"
        aria-label={say('week.opens', { day: of })}
        aria-invalid={fault ? true : undefined}
        value={span.opens}
        maxLength={5}
        onChange={({ target }) => onChange({ opens: target.value })}
      />
      <span aria-hidden="true">–</span>
      <input
        className="input clock"
        aria-label={say('week.closes', { day: of })}
        aria-invalid={fault ? true : undefined}
        value={span.closes}
        maxLength={5}
        onChange={({ target }) => onChange({ closes: target.value })}
      />
      <button
        type="button"
        className="button plain icon-only"
        aria-label={say('week.remove', { day: of, from: span.opens })}
        onClick={onRemove}
      >
        <span aria-hidden="true">✕</span>
      </button>
      {fault && <span className="fault">{fault}</span>}
    </span>
  );
}
