import { useLibraryName } from '../frame/me.js';
import { When } from '../ui/time.js';
import type { Behaviour, Review } from './api.js';
import { useSay } from './words.js';

/** A review as it is read: by whom, the verdicts and the comment. */
export function Shown({ review, behaviours }: { review: Review; behaviours: readonly Behaviour[] }) {
  const say = useSay();
  const nameOf = useLibraryName();
  const labels = new Map(behaviours.map(({ key, label }) => [key, label]));
  return (
    <section className="panel" aria-label={say('review.by', { library: nameOf(review.institutionId) })}>
      <p>
        <strong>{review.reviewer?.name ?? '…'}</strong>{' '}
        <span className="quiet">
          {nameOf(review.institutionId)} · <When at={review.at} />
        </span>
      </p>
      {review.comment && <p className="words">{review.comment}</p>}
      <dl className="verdicts">
        {Object.entries(review.marks).map(([key, verdict]) => (
          <div key={key}>
            <dt>{labels.get(key) ?? key}</dt>
            <dd>
              <span className={`tag ${verdict === 'no' ? 'warn' : ''}`}>{say(`verdict.${verdict}`)}</span>
            </dd>
          </div>
        ))}
      </dl>
    </section>
  );
}
