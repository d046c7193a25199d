import { ok } from '@carrel/client';
import { useState } from 'react';
import { api } from '../api.js';
import { useMe } from '../frame/me.js';
import { toast } from '../frame/toast.js';
import { Action } from '../ui/Action.js';
import { Loaded } from '../ui/Loaded.js';
import { When } from '../ui/time.js';
import { Trouble } from '../ui/trouble.js';
import { useCommand } from '../ui/useCommand.js';
import { at, useCovers, useDuties, useFresh, useManages, type Cover } from './api.js';
import { HandOnAsk } from './HandOnAsk.js';
import { Span } from './Span.js';
import { useSay } from './words.js';

/** Libraries that cannot do a duty, and what one's own can do about it. */
export function Covers() {
  const say = useSay();
  const covers = useCovers();
  return (
    <section className="panel" aria-labelledby="covers-title">
      <h2 id="covers-title">{say('covers.title')}</h2>
      <Loaded of={covers}>
        {(all) =>
          all.length === 0 ? (
            <p className="quiet">{say('covers.none')}</p>
          ) : (
            <ul className="plain-list">
              {all.map((cover) => (
                <OneCover key={cover.id} cover={cover} />
              ))}
            </ul>
          )
        }
      </Loaded>
    </section>
  );
}

function OneCover({ cover }: { cover: Cover }) {
  const say = useSay();
  const { data: me } = useMe();
  const fresh = useFresh();
  const duties = useDuties();
  const [handing, setHanding] = useState(false);
  const manages = useManages();
  const own = cover.institutionId === me?.institutionId;
  const swaps = (duties.data ?? []).filter(({ id }) => cover.swapFor.includes(id));
  const take = useCommand(
    (inExchangeDutyId?: string) =>
      ok(
        api.referrals.POST('/v1/covers/{id}/take', {
          ...at(cover.id),
          body: inExchangeDutyId ? { inExchangeDutyId } : {},
        }),
      ),
    () => (fresh(), toast(say('covers.taken'))),
  );
  const withdraw = useCommand(
    () => ok(api.referrals.POST('/v1/covers/{id}/withdraw', at(cover.id))),
    () => (fresh(), toast(say('covers.withdrawn'))),
  );
  return (
    <li className="duty" aria-label={cover.institutionName ?? undefined}>
      <p>
        <strong>{own ? say('covers.own') : cover.institutionName}</strong>{' '}
        <Span from={cover.from} to={cover.to} day /> {cover.lane && <span className="tag">{cover.lane}</span>}
      </p>
      {cover.reason && <q className="words block quiet">{cover.reason}</q>}
      <p className="quiet">
        {say(`rung.${cover.rung}`)} · {say('covers.asked')} <When at={cover.askedAt} />
      </p>
      <div className="row">
        {own ? (
          <Action busy={withdraw.busy} onPress={() => withdraw.run()}>
            {say('covers.withdraw')}
          </Action>
        ) : (
          <>
            <Action busy={take.busy} onPress={() => take.run()}>
              {say('covers.take')}
            </Action>
            {swaps.map((duty) => (
              <Action key={duty.id} busy={take.busy} onPress={() => take.run(duty.id)}>
                {say('covers.swap')} <Span from={duty.from} to={duty.to} day />
              </Action>
            ))}
          </>
        )}
        {manages(cover.groupId) && (
          <Action kind="plain" onPress={() => setHanding(true)}>
            {say('hand-on')}
          </Action>
        )}
      </div>
      {handing && <HandOnAsk duty={{ ...cover, id: cover.dutyId }} onClose={() => setHanding(false)} />}
      <Trouble>{take.trouble ?? withdraw.trouble}</Trouble>
    </li>
  );
}
