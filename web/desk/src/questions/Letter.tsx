import { CarrelProblem, ok } from '@carrel/client';
import { useQuery } from '@tanstack/react-query';
import { api } from '../api.js';
import { useLibraryName } from '../frame/me.js';
import { Loaded } from '../ui/Loaded.js';
import { at, type Question } from './api.js';
import { useSay } from './words.js';

interface Props {
  readonly question: Question;
  readonly message: 'answer' | 'clarification-request' | 'library-message';
  readonly text: string;
}

/** The mail as the patron will read it, put together by what will send it. */
export function Letter({ question, message, text }: Props) {
  const say = useSay();
  const nameOf = useLibraryName();
  const letter = useQuery({
    queryKey: ['letter', question.id, message, text],
    gcTime: 0,
    queryFn: async () => {
      try {
        return await ok(
          api.notifications.POST('/v1/questions/{id}/previews', { ...at(question), body: { message, text } }),
        );
      } catch (error) {
        // Who may not contact the patron sees no mail that names him or her.
        if (error instanceof CarrelProblem && error.status === 404) return { subject: '', text };
        throw error;
      }
    },
  });
  const { patron, patronInstitutionName, patronInstitutionId } = question;
  return (
    <div className="letter" role="region" aria-label={say('preview')}>
      <Loaded of={letter}>
        {({ subject, text: words }) => (
          <>
            <dl className="letter-head">
              <dt>{say('letter.to')}</dt>
              <dd>
                {patron?.email ??
                  (question.noContact ? say('letter.nobody') : (patron?.name ?? say('patron')))}
              </dd>
              <dt>{say('letter.from')}</dt>
              <dd>{patronInstitutionName ?? nameOf(patronInstitutionId)}</dd>
              {subject && (
                <>
                  <dt>{say('letter.subject')}</dt>
                  <dd>{subject}</dd>
                </>
              )}
            </dl>
            <p className="words">{words}</p>
          </>
        )}
      </Loaded>
    </div>
  );
}
