import { useLanguage } from '../../language.js';
import type { Week } from '../settings/WeekFields.js';
import { useSay } from '../words.js';

const DAYS = 14;

/** The coming two weeks by the library's clock, with the dates that are otherwise in their place. */
export function ComingDays({ hours }: { hours: Week & { readonly timeZone: string } }) {
  const say = useSay();
  const language = useLanguage();
  const named = new Intl.DateTimeFormat(language, {
    weekday: 'short',
    day: 'numeric',
    month: 'short',
    timeZone: 'UTC',
  });
  const today = todayIn(hours.timeZone);
  const days = Array.from({ length: DAYS }, (_, n) => new Date(today + n * 86_400_000));
  return (
    <section className="panel">
      <h3>{say('hours.coming')}</h3>
      <ol className="plain-list coming-days">
        {days.map((day) => {
          const date = day.toISOString().slice(0, 10);
          const other = hours.exceptions?.find((one) => one.date === date);
          const spans = other?.hours ?? hours.intervals.filter((one) => one.day === (day.getUTCDay() || 7));
          return (
            <li key={date}>
              <time dateTime={date}>{named.format(day)}</time>
              <span>
                {spans.map(({ opens, closes }) => `${opens}–${closes}`).join(', ') || say('week.closed')}{' '}
                {other && <span className="tag warn">{say('hours.other')}</span>}
              </span>
            </li>
          );
        })}
      </ol>
    </section>
  );
}

/** Midnight of today's date there, as if there were UTC. */
function todayIn(timeZone: string): number {
  try {
    return Date.parse(new Intl.DateTimeFormat('en-CA', { timeZone }).format());
  } catch {
    // A zone that is still being typed.
    return Date.parse(new Date().toISOString().slice(0, 10));
  }
}
