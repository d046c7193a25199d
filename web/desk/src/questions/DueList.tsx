import { ok } from '@carrel/client';
import { useQuery } from '@tanstack/react-query';
import { api } from '../api.js';
import { Loaded } from '../ui/Loaded.js';
import { To } from '../ui/To.js';
import { Due } from './marks.js';
import { useSay } from './words.js';

const MOST = 6;
const readDue = () =>
  ok(api.questions.GET('/v1/questions', { params: { query: { list: 'active', sort: 'due', limit: MOST } } }));

/** What the library owes first, whoever has it (R78). */
export function DueList() {
  const say = useSay();
  const due = useQuery({ queryKey: ['questions', 'due-first'], queryFn: readDue, refetchInterval: 60_000 });
  return (
    <section className="panel" aria-labelledby="due-first-title">
      <h2 id="due-first-title">{say('home.due')}</h2>
      <Loaded of={due}>
        {({ items, nextCursor }) => {
          const owed = items.filter(({ status }) => status === 'new' || status === 'pending');
          if (owed.length === 0) return <p className="quiet">{say('home.nothing-due')}</p>;
          return (
            <>
              <ul className="due-rows">
                {owed.map((row) => (
                  <li key={row.id}>
                    <To to={`/questions/${row.id}`}>{row.subject ?? row.number}</To>
                    <span className="quiet">{row.assignee?.name ?? say('list.nobody')}</span>
                    <Due row={row} />
                  </li>
                ))}
              </ul>
              {nextCursor && (
                <p>
                  <To to="/questions?list=active&sort=due">{say('home.all-due')}</To>
                </p>
              )}
            </>
          );
        }}
      </Loaded>
    </section>
  );
}
