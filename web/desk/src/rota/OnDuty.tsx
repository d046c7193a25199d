import { useCounts } from '../frame/Needs.js';
import { useMe } from '../frame/me.js';
import { Loaded } from '../ui/Loaded.js';
import { To } from '../ui/To.js';
import { useDuties, useOnDuty } from './api.js';
import { Checks } from './Checks.js';
import { Span } from './Span.js';
import { useSay } from './words.js';

/** Who is on duty at this moment; where it is one's own library, the two checks and the shared list are at hand. */
export function OnDuty({ groupId, name }: { groupId: string; name: string }) {
  const say = useSay();
  const { data: me } = useMe();
  const onDuty = useOnDuty(groupId);
  const mine = useDuties();
  const counts = useCounts();
  const shared = counts.data?.lists.find(({ list }) => list === 'shared-followup');
  return (
    <section className="panel" aria-labelledby={`now-${groupId}`}>
      <h2 id={`now-${groupId}`}>{say('now.title', { group: name })}</h2>
      <Loaded of={onDuty}>
        {({ duties }) =>
          duties.length === 0 ? (
            <p className="quiet">{say('now.nobody')}</p>
          ) : (
            <ul className="plain-list">
              {duties.map((slot) => {
                const own = slot.institutionId !== null && slot.institutionId === me?.institutionId;
                const duty = own ? mine.data?.find(({ id }) => id === slot.id) : undefined;
                return (
                  <li key={slot.id} className={own ? 'duty own' : 'duty'}>
                    <p>
                      <strong>{own ? say('now.you') : (slot.institutionName ?? say('now.gap'))}</strong>{' '}
                      {slot.lane && <span className="tag">{slot.lane}</span>}{' '}
                      {slot.bestEffort && <span className="tag">{say('because.best-effort')}</span>}{' '}
                      <Span from={slot.from} to={slot.to} />
                    </p>
                    {duty && <Checks duty={duty} atHand />}
                  </li>
                );
              })}
            </ul>
          )
        }
      </Loaded>
      {shared && (
        <p>
          <To to="/questions?list=shared-followup">{say('now.shared', { count: shared.all })}</To>
        </p>
      )}
    </section>
  );
}
