import type { Availability } from './api.js';
import { useAround, type Around } from './context.js';
import { inWords } from './language.js';

/** Whether somebody is there, before anything else. */
export function Opening({ availability, byMail }: { availability: Availability; byMail: boolean }) {
  const around = useAround();
  const { page, say } = around;
  const { open, reason } = availability;
  if (open)
    return (
      <section class="opening">
        <h1>{say(byMail ? 'ask.title' : 'open.title')}</h1>
        <p class="state good" role="status">
          <span class="dot" aria-hidden="true" />
          {say('open.now')}
        </p>
        {!byMail && <p class="lead">{say('open.lead')}</p>}
      </section>
    );
  const next = opensIn(availability, around);
  return (
    <section class="opening">
      <h1>{inWords(say, 'closed.title', page.closedPage.title)}</h1>
      <p class="state" role="status">
        <span class="dot" aria-hidden="true" />
        {reason === 'library-closed' ? say('closed.for.good') : (next ?? say('closed.now'))}
      </p>
      {page.closedHtml ? (
        // Carrel has taken out whatever runs, leads astray or restyles (services/chat/src/page/own-html.ts).
        <div class="own-html" dir="auto" dangerouslySetInnerHTML={{ __html: page.closedHtml }} />
      ) : (
        <p class="lead words">{inWords(say, 'closed.lead', page.closedPage.text)}</p>
      )}
    </section>
  );
}

/** The next opening in words, by the reader's clock, with the library's beside it where that is another. */
function opensIn({ nextOpening }: Availability, { say, times, page }: Around): string | undefined {
  if (nextOpening === null) return undefined;
  const { which, date } = times.day(nextOpening);
  const words = say(`opens.${which}`, { time: times.clock(nextOpening), date });
  const there = times.elsewhere(nextOpening, page.timeZone);
  return there ? `${words} ${say('opens.there', { time: there })}` : words;
}
