import { timesIn } from '@carrel/ui';
import { useMemo, useSyncExternalStore } from 'react';
import { useLanguage, useSay } from '../language.js';

const ticking = new Set<() => void>();
let second = Math.floor(Date.now() / 1000);
setInterval(() => {
  second = Math.floor(Date.now() / 1000);
  for (const tick of ticking) tick();
}, 1000);

/** The second it is; whoever reads it is drawn anew each second. */
export const useSecond = (): number =>
  useSyncExternalStore(
    (tick) => {
      ticking.add(tick);
      return () => ticking.delete(tick);
    },
    () => second,
  );

/** `0:47`, `12:05`: how long something lasts already. */
export function Lasting({ since, label }: { since: string; label?: string }) {
  const now = useSecond();
  const seconds = Math.max(0, now - Math.floor(Date.parse(since) / 1000));
  const minutes = Math.floor(seconds / 60);
  const text =
    minutes < 60
      ? `${minutes}:${String(seconds % 60).padStart(2, '0')}`
      : `${Math.floor(minutes / 60)} h ${String(minutes % 60).padStart(2, '0')}`;
  return (
    <time className="lasting" dateTime={`PT${seconds}S`} aria-label={label}>
      {text}
    </time>
  );
}

/** Relative to now, with the exact time at hand. */
export function When({ at }: { at: string }) {
  const language = useLanguage();
  const now = useSecond();
  const exact = useMemo(
    () => new Intl.DateTimeFormat(language, { dateStyle: 'full', timeStyle: 'short' }).format(new Date(at)),
    [language, at],
  );
  return (
    <time dateTime={at} title={exact}>
      {relative(Date.parse(at) - now * 1000, language)}
    </time>
  );
}

export function relative(ms: number, language: string): string {
  const format = new Intl.RelativeTimeFormat(language, { numeric: 'auto', style: 'short' });
  const minutes = Math.round(ms / 60_000);
  if (Math.abs(minutes) < 60) return format.format(minutes, 'minute');
  const hours = Math.round(ms / 3_600_000);
  if (Math.abs(hours) < 36) return format.format(hours, 'hour');
  return format.format(Math.round(ms / 86_400_000), 'day');
}

/** The clock of a line, and the library's clock beside it where that differs. */
export function Clock({ at, zone }: { at: string; zone?: string | undefined }) {
  const language = useLanguage();
  const say = useSay();
  const times = useMemo(() => timesIn(language), [language]);
  const there = zone ? times.elsewhere(at, zone) : undefined;
  return (
    <time dateTime={at} title={there && say('time.there', { time: there })}>
      {times.clock(at)}
    </time>
  );
}
