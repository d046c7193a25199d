import { useMe } from '../frame/me.js';
import { Calendar } from './Calendar.js';
import { Covers } from './Covers.js';
import { GroupDuties } from './GroupDuties.js';
import { MyDuties } from './MyDuties.js';
import { OnDuty } from './OnDuty.js';
import { useManages } from './api.js';
import { useSay } from './words.js';
import './rota.css';

/** Who looks after Shared Followup and when: one's own duties and their checks, cover and swap, and the calendar. */
export default function RotaPart() {
  const say = useSay();
  const { data: me } = useMe();
  const groups = (me?.groups ?? []).filter(({ kind }) => kind === 'subscription');
  const manages = useManages();
  return (
    <>
      <main id="work" className="work page" tabIndex={-1}>
        <h1>{say('rota.title')}</h1>
        {groups.map((group) => (
          <OnDuty key={group.id} groupId={group.id} name={group.name} />
        ))}
        <Covers />
        <MyDuties />
        {groups
          .filter(({ id }) => manages(id))
          .map((group) => (
            <GroupDuties key={group.id} groupId={group.id} name={group.name} />
          ))}
      </main>
      <aside className="helps" aria-label={say('helps')}>
        <Calendar />
      </aside>
    </>
  );
}
