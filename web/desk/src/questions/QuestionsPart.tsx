import { Talk } from '../chat/Talk.js';
import { useShift } from '../frame/shift.js';
import { QuestionList } from './QuestionList.js';
import { QuestionView } from './QuestionView.js';
import { useSay } from './words.js';
import './questions.css';

export default function QuestionsPart({ id, search }: { id: string | undefined; search: URLSearchParams }) {
  const say = useSay();
  const { here } = useShift();
  if (id) return <QuestionView key={id} id={id} />;
  return (
    <>
      <main id="work" className={`work page list-page ${here ? '' : 'whole'}`} tabIndex={-1}>
        <QuestionList search={search} />
      </main>
      {here && (
        <aside className="helps" aria-label={say('helps')}>
          <Talk />
        </aside>
      )}
    </>
  );
}
