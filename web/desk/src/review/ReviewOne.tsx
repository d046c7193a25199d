import { useState } from 'react';
import { useQuestion } from '../questions/api.js';
import { ForwardAsk } from '../questions/outward-asks.js';
import { History, Messages, Transcript } from '../questions/Record.js';
import { go, hrefOf } from '../route.js';
import { Action } from '../ui/Action.js';
import { Loaded } from '../ui/Loaded.js';
import { When } from '../ui/time.js';
import { useChecklist, useReviews } from './api.js';
import { Checklist } from './Checklist.js';
import { Shown } from './Shown.js';
import { useSay } from './words.js';
import { useMe } from '../frame/me.js';

/** One chat with what is looked for beside it; reviews of other libraries are read below. */
export function ReviewOne({ id, search }: { id: string; search: URLSearchParams }) {
  const say = useSay();
  const { data: me } = useMe();
  const question = useQuestion(id);
  const reviews = useReviews(id);
  const checklist = useChecklist();
  const [forwarding, setForwarding] = useState(false);
  const back = `/review?week=${search.get('week') ?? ''}`;
  return (
    <>
      <main id="work" className="work page" tabIndex={-1}>
        <p className="row spread">
          <a href={hrefOf(back)} onClick={(event) => (event.preventDefault(), go(back))}>
            ← {say('queue.title')}
          </a>
          <a
            href={hrefOf(`/questions/${id}`)}
            onClick={(event) => (event.preventDefault(), go(`/questions/${id}`))}
          >
            {say('review.open')}
          </a>
        </p>
        <Loaded of={question}>
          {(q) => (
            <article className="question" aria-labelledby="question-title">
              <header>
                <h1 id="question-title">{q.subject ?? q.number}</h1>
                <p className="quiet">
                  {q.number} · <When at={q.createdAt} />
                </p>
              </header>
              <section className="panel" aria-labelledby="text-title">
                <h2 id="text-title">{say('review.question')}</h2>
                <p className="words">{q.text}</p>
              </section>
              <Transcript question={q} />
              <Messages question={q} />
              <History question={q} />
            </article>
          )}
        </Loaded>
      </main>
      <aside className="helps" aria-label={say('review.checklist')}>
        <div className="stack pad">
          <Loaded of={checklist}>
            {(behaviours) => (
              <Loaded of={reviews}>
                {({ items }) => {
                  const own = items.find(({ institutionId }) => institutionId === me?.institutionId);
                  return (
                    <>
                      <Checklist
                        key={own?.at ?? 'new'}
                        id={id}
                        behaviours={behaviours}
                        before={own}
                        onKept={() => go(back)}
                      />
                      <Action onPress={() => setForwarding(true)}>{say('review.forward')}</Action>
                      {items
                        .filter((review) => review !== own)
                        .map((review) => (
                          <Shown key={review.institutionId} review={review} behaviours={behaviours} />
                        ))}
                    </>
                  );
                }}
              </Loaded>
            )}
          </Loaded>
        </div>
      </aside>
      {forwarding && (
        <ForwardAsk
          question={{ id }}
          onClose={() => setForwarding(false)}
          onDone={() => setForwarding(false)}
        />
      )}
    </>
  );
}
