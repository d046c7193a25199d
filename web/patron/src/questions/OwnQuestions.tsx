import { CarrelProblem, ok, type Carrel } from '@carrel/client';
import { useEffect, useMemo, useState } from 'preact/hooks';
import { api } from '../api.js';
import { useSpeech } from '../context.js';
import { LanguageChoice } from '../LanguageChoice.js';
import { OneQuestion } from './OneQuestion.js';

const list = (questions: Carrel['questions'], cursor: string | undefined) =>
  ok(questions.GET('/v1/my-questions', { params: { query: cursor === undefined ? {} : { cursor } } }));
type Listed = Awaited<ReturnType<typeof list>>;
export type OwnQuestion = Listed['items'][number];

/** A patron's own questions at one library, or the one that was just asked: what a mailed link opens. */
export function OwnQuestions({ token }: { token: string | undefined }) {
  const { say } = useSpeech();
  const questions = useMemo(() => api(token).questions, [token]);
  const [items, setItems] = useState<readonly OwnQuestion[]>();
  const [next, setNext] = useState<string | null>(null);
  const [fault, setFault] = useState<'own.gone' | 'trouble.away'>();

  const load = async (cursor?: string) => {
    if (token === undefined) return setFault('own.gone');
    try {
      const more = await list(questions, cursor);
      setItems((before) => (cursor === undefined ? more.items : [...(before ?? []), ...more.items]));
      setNext(more.nextCursor);
      setFault(undefined);
    } catch (error) {
      const status = error instanceof CarrelProblem ? error.status : 0;
      setFault([401, 403, 404].includes(status) ? 'own.gone' : 'trouble.away');
    }
  };
  useEffect(() => void load(), [token]);

  return (
    <div class="page">
      <header class="top">
        <p class="library">
          <span class="mark" aria-hidden="true">
            ?
          </span>
          <span>{say('own.title')}</span>
        </p>
        <div class="tools">
          <LanguageChoice />
        </div>
      </header>
      <main class="main">
        <h1 class="unseen">{say('own.title')}</h1>
        {fault && (
          <section class="card said" role="alert">
            <p class="lead">{say(fault)}</p>
          </section>
        )}
        {items?.length === 0 && <p class="lead">{say('own.none')}</p>}
        {items?.map((question) => (
          <OneQuestion key={question.id} {...{ question, questions }} onChanged={() => void load()} />
        ))}
        {next !== null && (
          <button type="button" class="button" onClick={() => void load(next)}>
            {say('own.more')}
          </button>
        )}
      </main>
    </div>
  );
}
