import { ok } from '@carrel/client';
import { api } from '../api.js';
import { useSay } from '../language.js';
import { useLive } from '../live/store.js';
import type { Offer } from '../live/types.js';
import { go } from '../route.js';
import { useSecond } from '../ui/time.js';
import { Trouble } from '../ui/trouble.js';
import { useCommand } from '../ui/useCommand.js';

/** The receiver's pop-up (R36): it takes no focus from what is typed, works over a dialog, and changes nothing before the Yes. */
export function Offers() {
  const say = useSay();
  const offers = useLive(({ desk }) => desk?.offers);
  const asked = offers?.filter(({ mine }) => !mine) ?? [];
  return (
    <div className="offers" role="region" aria-label={say('offers')} data-react-aria-top-layer="true">
      <div role="alert" className="unseen">
        {asked.map((offer) => say('offer.said', { name: offer.from.name, id: offer.id.slice(0, 0) }))}
      </div>
      {asked.map((offer) => (
        <Asked key={offer.id} offer={offer} />
      ))}
    </div>
  );
}

function Asked({ offer }: { offer: Offer }) {
  const say = useSay();
  const now = useSecond();
  const left = Math.max(0, Math.ceil(Date.parse(offer.expiresAt) / 1000 - now));
  const at = { params: { path: { id: offer.id } } };
  const yes = useCommand(
    () => ok(api.chat.POST('/v1/transfers/{id}/accept', at)),
    () => go(`/chat/${offer.sessionId}`),
  );
  const no = useCommand(() => ok(api.chat.POST('/v1/transfers/{id}/decline', { ...at, body: {} })));
  return (
    <section className="offer" role="alertdialog" aria-label={say('offer.title')} aria-modal="false">
      <h2>{say('offer.title')}</h2>
      <p>
        {say(offer.queue ? 'offer.text-queue' : 'offer.text', {
          name: offer.from.name,
          library: offer.library?.name ?? '',
          queue: offer.queue?.name ?? '',
        })}
      </p>
      <blockquote>{offer.reason}</blockquote>
      <Trouble>{yes.trouble ?? no.trouble}</Trouble>
      <div className="row">
        <button type="button" className="button first" onClick={() => yes.run()} aria-busy={yes.busy}>
          {say('yes')}
        </button>
        <button type="button" className="button" onClick={() => no.run()} aria-busy={no.busy}>
          {say('no')}
        </button>
        <span className="quiet">{say('offer.left', { left })}</span>
      </div>
    </section>
  );
}
