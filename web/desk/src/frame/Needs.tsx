import { ok } from '@carrel/client';
import { useQuery } from '@tanstack/react-query';
import { api } from '../api.js';
import { useSay } from '../language.js';
import { useLive } from '../live/store.js';
import { usePlace } from '../route.js';
import { To } from '../ui/To.js';
import { MyChats } from './MyChats.js';
import { Monitoring } from './Monitoring.js';
import { WaitingList } from './WaitingList.js';
import { useMay } from './may.js';
import { useShift } from './shift.js';

/** Everything that waits for this librarian, whatever the middle shows. */
export function Needs() {
  const say = useSay();
  const { here } = useShift();
  const may = useMay();
  const practice = useLive(
    ({ desk }) => desk?.queues.some(({ kind }) => kind === 'practice') && desk.monitor.here,
  );
  return (
    <aside id="needs" className="needs" aria-label={say('needs')}>
      {practice && <p className="practice">{say('practice.on')}</p>}
      {here && <WaitingList />}
      {here && <MyChats />}
      {may('questions.read') && <DueQuestions />}
      {here && <Monitoring />}
    </aside>
  );
}

const readCounts = () => ok(api.questions.GET('/v1/question-counts'));
export const useCounts = () =>
  useQuery({ queryKey: ['questions', 'counts'], queryFn: readCounts, refetchInterval: 30_000 });

function DueQuestions() {
  const say = useSay();
  const counts = useCounts();
  const { search } = usePlace();
  if (!counts.data) return null;
  const { lists, overdue, dueSoon } = counts.data;
  const of = (list: string) => lists.find((row) => row.list === list);
  const shared = of('shared-followup');
  const rows = [
    { to: '/questions?list=active&due=overdue', name: say('due.overdue'), count: overdue, hot: true },
    { to: '/questions?list=active&due=soon', name: say('due.soon'), count: dueSoon },
    { to: '/questions?list=new&mine=true', name: say('due.my-new'), count: of('new')?.mine ?? 0 },
    { to: '/questions?list=new', name: say('due.new'), count: of('new')?.all ?? 0 },
    ...(shared
      ? [{ to: '/questions?list=shared-followup', name: say('list.shared-followup'), count: shared.all }]
      : []),
  ];
  return (
    <section aria-labelledby="due-title">
      <h2 id="due-title">{say('due')}</h2>
      <ul className="rows">
        {rows.map(({ to, name, count, hot }) => (
          <li key={to}>
            <To className="row-link" to={to} current={`/questions?${search}` === to}>
              <span>{name}</span>
              <span className={`count ${hot && count > 0 ? 'hot' : ''}`}>{count}</span>
            </To>
          </li>
        ))}
      </ul>
    </section>
  );
}
