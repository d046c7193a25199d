import { ok } from '@carrel/client';
import { api } from '../api.js';
import { useMe } from '../frame/me.js';
import { toast } from '../frame/toast.js';
import { Action } from '../ui/Action.js';
import { When } from '../ui/time.js';
import { Trouble } from '../ui/trouble.js';
import { useCommand } from '../ui/useCommand.js';
import { at, useFresh, type Duty } from './api.js';
import { Span } from './Span.js';
import { useSay } from './words.js';

/** Shared Followup is looked at twice in a block: once in each half (R87); `atHand` has the button for it. */
export function Checks({ duty, atHand = false }: { duty: Duty; atHand?: boolean }) {
  const say = useSay();
  const { data: me } = useMe();
  const fresh = useFresh();
  const check = useCommand(
    () => ok(api.referrals.POST('/v1/duties/{id}/checks', at(duty.id))),
    () => (fresh(), toast(say('check.done'))),
  );
  const now = Date.now();
  const under = duty.checkPoints.find(
    ({ from, to, outcome }) => outcome === 'open' && Date.parse(from) <= now && Date.parse(to) > now,
  );
  const works = me?.capabilities.includes('questions.work');
  return (
    <>
      <ol className="checks">
        {duty.checkPoints.map((point) => (
          <li key={point.point} className={point.outcome}>
            <span>{say(`check.${point.point}`)}</span>{' '}
            <span className={`tag ${point.outcome === 'missed' ? 'bad' : ''}`}>
              {say(`check-is.${point.outcome}`)}
            </span>{' '}
            <span className="quiet">
              {point.outcome === 'done' && point.at ? (
                <>
                  {point.accountName} <When at={point.at} />
                </>
              ) : (
                <Span from={point.from} to={point.to} />
              )}
            </span>
          </li>
        ))}
      </ol>
      {atHand && under && works && (
        <div className="row">
          <Action kind="first" busy={check.busy} onPress={() => check.run()}>
            {say('check.do')}
          </Action>
        </div>
      )}
      <Trouble>{check.trouble}</Trouble>
    </>
  );
}
