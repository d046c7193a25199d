import { useMemo } from 'react';
import { useLibraries, useMe } from '../frame/me.js';
import { useLanguage } from '../language.js';
import { useSay } from './words.js';

/** A time of duty by the reader's clock, with the library's beside it where it differs. */
export function Span({ from, to, day = false }: { from: string; to: string; day?: boolean }) {
  const say = useSay();
  const language = useLanguage();
  const { data: me } = useMe();
  const { data: libraries } = useLibraries();
  const zone = me?.institutionId ? libraries?.get(me.institutionId)?.timeZone : undefined;
  const { here, there } = useMemo(() => {
    const said = (timeZone?: string) => spanIn(language, timeZone, new Date(from), new Date(to), day);
    return { here: said(), there: zone ? said(zone) : undefined };
  }, [language, from, to, day, zone]);
  return (
    <>
      <time dateTime={from}>{here}</time>
      {there && there !== here && <span className="quiet"> ({say('span.there', { time: there })})</span>}
    </>
  );
}

/** `9:00 AM – 1:00 PM`, with the weekday where it ends on another day, and the date where that is wanted. */
function spanIn(language: string, timeZone: string | undefined, from: Date, to: Date, day: boolean): string {
  const zone = timeZone ? { timeZone } : {};
  const time = { hour: 'numeric', minute: '2-digit', ...zone } as const;
  const date = { weekday: 'short', day: 'numeric', month: 'short', ...zone } as const;
  const written = (at: Date, style: Intl.DateTimeFormatOptions) =>
    new Intl.DateTimeFormat(language, style).format(at);
  const sameDay = written(from, date) === written(to, date);
  const begins = written(from, day ? { ...date, ...time } : time);
  return `${begins} – ${written(to, sameDay ? time : { weekday: 'short', ...time })}`;
}
