import { go, hrefOf } from '../route.js';
import { Empty, Loaded } from '../ui/Loaded.js';
import { useChecklist, useFeedback } from './api.js';
import { Shown } from './Shown.js';
import { useSay } from './words.js';

/** What reviewers of any library wrote to oneself about one's chats. */
export function Feedback() {
  const say = useSay();
  const feedback = useFeedback();
  const checklist = useChecklist();
  return (
    <Loaded of={feedback}>
      {({ pages }) => {
        const found = pages.flatMap(({ items }) => items);
        if (found.length === 0)
          return <Empty title={say('feedback.none')}>{say('feedback.none-text')}</Empty>;
        return (
          <>
            <ul className="plain-list">
              {found.map((review) => (
                <li key={`${review.questionId}:${review.institutionId}`} className="stack">
                  <Shown review={review} behaviours={checklist.data ?? []} />
                  <a
                    href={hrefOf(`/questions/${review.questionId}`)}
                    onClick={(event) => (event.preventDefault(), go(`/questions/${review.questionId}`))}
                  >
                    {say('review.open')}
                  </a>
                </li>
              ))}
            </ul>
            {feedback.hasNextPage && (
              <button type="button" className="button" onClick={() => void feedback.fetchNextPage()}>
                {say('more')}
              </button>
            )}
          </>
        );
      }}
    </Loaded>
  );
}
