import { ok } from '@carrel/client';
import { useQuery } from '@tanstack/react-query';
import { api } from '../api.js';
import { go, hrefOf } from '../route.js';
import { Loaded } from '../ui/Loaded.js';
import { Due } from './marks.js';
import { useSay } from './words.js';

const MOST = 6;
const readDue = () =>
  ok(api.questions.GET('/v1/questions', { params: { query: { list: 'active', sort: 'due', limit: MOST } } }));

/** What the library owes first, whoever has it (R78). */
export function DueList() {
  const say = useSay();
  const due = useQuery({ queryKey: ['questions', 'due-first'], queryFn: readDue, refetchInterval: 60_000 });
  const open = (to: string) => ({
    href: hrefOf(to),
    onClick: (event: React.MouseEvent) => {
      if (event.metaKey || event.ctrlKey) return;
      event.preventDefault();
      go(to);
    },
  });
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
                    <a {...open(`/questions/${row.id}`)}>{row.subject ?? row.number}</a>
                    <span className="quiet">{row.assignee?.name ?? say('list.nobody')}</span>
                    <Due row={row} />
                  </li>
                ))}
              </ul>
              {nextCursor && (
                <p>
                  <a {...open('/questions?list=active&sort=due')}>{say('home.all-due')}</a>
                </p>
              )}
            </>
          );
        }}
      </Loaded>
    </section>
  );
}
