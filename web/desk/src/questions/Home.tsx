import { useCounts } from '../frame/Needs.js';
import { useMe } from '../frame/me.js';
import { useSay } from './words.js';
import { useLive } from '../live/store.js';
import { go, hrefOf } from '../route.js';
import { Loaded } from '../ui/Loaded.js';
import { To } from '../ui/To.js';
import { lists } from './api.js';
import { DueList } from './DueList.js';
import './home.css';

/** Where a shift begins: who waits, and the question lists of the library and one's own (R69). */
export default function Home() {
  const say = useSay();
  const counts = useCounts();
  const { data: me } = useMe();
  const here = useLive(({ desk }) => desk?.monitor.here && desk.monitor.availability !== 'offline');
  const waiting = useLive(({ desk }) => desk?.waitingInAll ?? 0);
  return (
    <>
      {here && (
        <section className="panel">
          <h1>{say(waiting > 0 ? 'home.waiting' : 'home.quiet', { count: waiting })}</h1>
          <p className="quiet">{say(waiting > 0 ? 'home.waiting-text' : 'home.quiet-text')}</p>
        </section>
      )}
      <DueList />
      <section className="panel" aria-labelledby="lists-title">
        <h2 id="lists-title">{say('home.lists')}</h2>
        <Loaded of={counts}>
          {({ lists: rows }) => {
            const of = (list: string) => rows.find((row) => row.list === list);
            const shared = of('shared-followup');
            return (
              <table className="counts">
                <thead>
                  <tr>
                    <th scope="col">{say('home.list')}</th>
                    <th scope="col">{me?.institution?.name ?? say('home.library')}</th>
                    <th scope="col">{say('home.mine')}</th>
                  </tr>
                </thead>
                <tbody>
                  {lists.map((list) => (
                    <tr key={list}>
                      <th scope="row">{say(`list.${list}`)}</th>
                      <td>
                        <Count
                          to={`/questions?list=${list}`}
                          name={say(`list.${list}`)}
                          count={of(list)?.all ?? 0}
                        />
                      </td>
                      <td>
                        <Count
                          to={`/questions?list=${list}&mine=true`}
                          name={say('list.my', { list: say(`list.${list}`) })}
                          count={of(list)?.mine ?? 0}
                        />
                      </td>
                    </tr>
                  ))}
                  {shared && (
                    <tr>
                      <th scope="row">{say('list.shared-followup')}</th>
                      <td>
                        <Count
                          to="/questions?list=shared-followup"
                          name={say('list.shared-followup')}
                          count={shared.all}
                        />
                      </td>
                      <td />
                    </tr>
                  )}
                </tbody>
              </table>
            );
          }}
        </Loaded>
        <p>
          <a
            href={hrefOf('/questions?list=history')}
            onClick={(event) => (event.preventDefault(), go('/questions?list=history'))}
          >
            {say('list.history')}
          </a>
        </p>
      </section>
    </>
  );
}

function Count({ to, name, count }: { to: string; name: string; count: number }) {
  return (
    <To to={to} aria-label={`${name}: ${count}`} className={count === 0 ? 'quiet' : ''}>
      {count}
    </To>
  );
}
