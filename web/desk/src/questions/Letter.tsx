import { ok } from '@carrel/client';
import { useQuery } from '@tanstack/react-query';
import { api } from '../api.js';
import { Loaded } from '../ui/Loaded.js';
import type { Question } from './api.js';
import { useSay } from './words.js';

interface Props {
  readonly question: Question;
  readonly message: 'answer' | 'clarification-request' | 'library-message';
  readonly text: string;
}

/** The mail as the patron will read it, put together by what will send it. */
export function Letter({ question, message, text }: Props) {
  const say = useSay();
  const letter = useQuery({
    queryKey: ['letter', question.id, message, text],
    gcTime: 0,
    queryFn: () =>
      ok(api.notifications.POST('/v1/letter-previews', { body: { questionId: question.id, message, text } })),
  });
  return (
    <div className="letter" role="region" aria-label={say('preview')}>
      <Loaded of={letter}>
        {({ to, from, subject, language, text: words }) => (
          <>
            <dl className="letter-head">
              <dt>{say('letter.to')}</dt>
              <dd>{to ?? say('letter.nobody')}</dd>
              <dt>{say('letter.from')}</dt>
              <dd>{from}</dd>
              <dt>{say('letter.subject')}</dt>
              <dd lang={language}>{subject}</dd>
            </dl>
            <p className="words" lang={language}>
              {words}
            </p>
          </>
        )}
      </Loaded>
    </div>
  );
}
