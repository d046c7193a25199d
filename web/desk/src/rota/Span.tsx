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
    const style: Intl.DateTimeFormatOptions = { timeStyle: 'short', ...(day ? { dateStyle: 'full' } : {}) };
    const spanIn = (timeZone?: string) =>
      new Intl.DateTimeFormat(language, { ...style, ...(timeZone ? { timeZone } : {}) }).formatRange(
        new Date(from),
        new Date(to),
      );
    return { here: spanIn(), there: zone ? spanIn(zone) : undefined };
  }, [language, from, to, day, zone]);
  return (
    <>
      <time dateTime={from}>{here}</time>
      {there && there !== here && <span className="quiet"> ({say('span.there', { time: there })})</span>}
    </>
  );
}
