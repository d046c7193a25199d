import { To } from '../../ui/To.js';
import { useLanguage } from '../../language.js';
import { useSay } from '../words.js';

/** A count that leads to the rows it counts. */
export function Count({
  count,
  to,
  label,
}: {
  count: number;
  to?: string | undefined;
  label?: string | undefined;
}) {
  const language = useLanguage();
  const text = count.toLocaleString(language);
  return to && count > 0 ? (
    <To to={to}>
      {text}
      {label && <span className="unseen"> {label}</span>}
    </To>
  ) : (
    <>{text}</>
  );
}

/** How a count has changed since the period before: the difference, and its part where there was something. */
export function Change({ now, before }: { now: number; before: number }) {
  const say = useSay();
  const language = useLanguage();
  const difference = now - before;
  const signed = difference.toLocaleString(language, { signDisplay: 'exceptZero' });
  const part =
    before === 0 || difference === 0
      ? ''
      : (difference / before).toLocaleString(language, {
          style: 'percent',
          signDisplay: 'exceptZero',
          maximumFractionDigits: 0,
        });
  return (
    <span className="change" aria-label={say('changed', { signed, part: part || '–' })}>
      <span aria-hidden="true">{difference > 0 ? '▲' : difference < 0 ? '▼' : '='}</span> {signed}
      {part && <span className="quiet"> {part}</span>}
    </span>
  );
}

/** `40 s`, `12 min`, `3.5 h`, `2.1 d`; nothing where nothing was counted. */
export function useDuration(): (seconds: number | null) => string {
  const language = useLanguage();
  return (seconds) => {
    if (seconds === null) return '–';
    const [value, unit] =
      seconds < 90
        ? [seconds, 'second' as const]
        : seconds < 90 * 60
          ? [seconds / 60, 'minute' as const]
          : seconds < 48 * 3600
            ? [seconds / 3600, 'hour' as const]
            : [seconds / 86_400, 'day' as const];
    const digits = unit === 'second' || value >= 10 || Number.isInteger(value) ? 0 : 1;
    return new Intl.NumberFormat(language, {
      style: 'unit',
      unit,
      unitDisplay: 'short',
      maximumFractionDigits: digits,
    }).format(value);
  };
}
