import { useState } from 'react';
import { Action } from '../ui/Action.js';
import { Empty, Loaded } from '../ui/Loaded.js';
import { useDuties, type Duty } from './api.js';
import { Checks } from './Checks.js';
import { HandOnAsk } from './HandOnAsk.js';
import { Days } from './MyDuties.js';
import { Span } from './Span.js';
import { useSay } from './words.js';

/** All duties of a group, for whoever manages its rota: who has looked, who has not, and to whom a duty goes instead. */
export function GroupDuties({ groupId, name }: { groupId: string; name: string }) {
  const say = useSay();
  const [open, setOpen] = useState(false);
  return (
    <section className="panel" aria-labelledby={`all-${groupId}`}>
      <h2 id={`all-${groupId}`}>
        <button type="button" className="button plain" aria-expanded={open} onClick={() => setOpen(!open)}>
          <span aria-hidden="true">{open ? '▾' : '▸'}</span> {say('group-duties.title', { group: name })}
        </button>
      </h2>
      {open && <List groupId={groupId} />}
    </section>
  );
}

function List({ groupId }: { groupId: string }) {
  const say = useSay();
  const duties = useDuties(groupId);
  return (
    <Loaded of={duties}>
      {(all) =>
        all.length === 0 ? (
          <Empty title={say('duties.none')} />
        ) : (
          <Days duties={all}>{(duty) => <OneDuty key={duty.id} duty={duty} />}</Days>
        )
      }
    </Loaded>
  );
}

function OneDuty({ duty }: { duty: Duty }) {
  const say = useSay();
  const [asking, setAsking] = useState(false);
  const library = duty.institutionName ?? say('now.gap');
  return (
    <li className="duty">
      <div className="row spread">
        <p>
          <strong>{library}</strong> <Span from={duty.from} to={duty.to} />{' '}
          {duty.lane && <span className="tag">{duty.lane}</span>}{' '}
          {duty.because !== 'rota' && <span className="tag">{say(`because.${duty.because}`)}</span>}{' '}
          {duty.coverId && <span className="tag warn">{say('cover.asked-already')}</span>}
        </p>
        {Date.parse(duty.to) > Date.now() && (
          <Action
            kind="plain"
            label={say('hand-on.of', { library, time: new Date(duty.from).toLocaleString() })}
            onPress={() => setAsking(true)}
          >
            {say('hand-on')}
          </Action>
        )}
      </div>
      {Date.parse(duty.from) < Date.now() + 86_400_000 && <Checks duty={duty} />}
      {asking && <HandOnAsk duty={duty} onClose={() => setAsking(false)} />}
    </li>
  );
}
