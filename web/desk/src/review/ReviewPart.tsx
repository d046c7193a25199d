import { useMe } from '../frame/me.js';
import { go, hrefOf } from '../route.js';
import { Feedback } from './Feedback.js';
import { Queue } from './Queue.js';
import { ReviewOne } from './ReviewOne.js';
import { useSay } from './words.js';
import './review.css';

/** The weekly look at a library's chats, and what reviewers wrote to oneself. */
export default function ReviewPart({ id, search }: { id: string | undefined; search: URLSearchParams }) {
  const say = useSay();
  const { data: me } = useMe();
  if (!me) return <main id="work" className="work page" aria-busy="true" />;
  const reviews = me.capabilities.includes('questions.review');
  const shown = search.get('show') === 'feedback' || !reviews ? 'feedback' : 'queue';
  if (id && reviews) return <ReviewOne key={id} id={id} search={search} />;
  return (
    <main id="work" className="work page whole" tabIndex={-1}>
      <h1>{say(reviews ? 'review.title' : 'feedback.title')}</h1>
      {reviews && (
        <nav className="lists" aria-label={say('review.title')}>
          {(['queue', 'feedback'] as const).map((one) => {
            const to = one === 'queue' ? '/review' : '/review?show=feedback';
            return (
              <a
                key={one}
                href={hrefOf(to)}
                aria-current={one === shown ? 'page' : undefined}
                onClick={(event) => (event.preventDefault(), go(to))}
              >
                {say(`${one}.title`)}
              </a>
            );
          })}
        </nav>
      )}
      {shown === 'queue' ? <Queue search={search} /> : <Feedback />}
    </main>
  );
}
