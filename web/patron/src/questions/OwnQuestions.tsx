import { CarrelProblem, ok, type Carrel } from '@carrel/client';
import { useEffect, useMemo, useState } from 'preact/hooks';
import { api } from '../api.js';
import { useSpeech } from '../context.js';
import { LanguageChoice } from '../LanguageChoice.js';
import { Erasure } from './Erasure.js';
import { NewLink } from './NewLink.js';
import { OneQuestion } from './OneQuestion.js';

const list = (questions: Carrel['questions'], cursor: string | undefined) =>
  ok(questions.GET('/v1/my-questions', { params: { query: cursor === undefined ? {} : { cursor } } }));
type Listed = Awaited<ReturnType<typeof list>>;
export type OwnQuestion = Listed['items'][number];

/** A mail's question may be further down than the first page of them; so many pages are looked through. */
const PAGES = 5;

interface Props {
  readonly token: string | undefined;
  /** The number of the question that a mail was about. */
  readonly about: string | undefined;
  readonly onForgotten: () => void;
}

/** A patron's own questions at one library, or the one that was just asked: what a mailed link opens. */
export function OwnQuestions({ token, about, onForgotten }: Props) {
  const { say } = useSpeech();
  const questions = useMemo(() => api(token).questions, [token]);
  const [items, setItems] = useState<readonly OwnQuestion[]>();
  const [next, setNext] = useState<string | null>(null);
  const [fault, setFault] = useState<'own.gone' | 'trouble.away'>();
  const [erased, setErased] = useState<'running' | 'done'>();

  const load = async (cursor?: string) => {
    if (token === undefined) return setFault('own.gone');
    try {
      const more = await list(questions, cursor);
      const found = [...more.items];
      let after = more.nextCursor;
      const isThere = () => found.some(({ number }) => number === about);
      for (let n = 0; cursor === undefined && about && !isThere() && after !== null && n < PAGES; n += 1) {
        const further = await list(questions, after);
        found.push(...further.items);
        after = further.nextCursor;
      }
      setItems((before) => (cursor === undefined ? found : [...(before ?? []), ...found]));
      setNext(after);
      setFault(undefined);
    } catch (error) {
      const status = error instanceof CarrelProblem ? error.status : 0;
      setFault([401, 403, 404].includes(status) ? 'own.gone' : 'trouble.away');
    }
  };
  useEffect(() => void load(), [token]);
  useEffect(() => {
    const meant = about && document.getElementById(`question-${about}`);
    if (!meant) return;
    meant.focus({ preventScroll: true });
    meant.scrollIntoView({ block: 'start' });
  }, [items !== undefined]);

  const library = items?.[0]?.institutionName;
  return (
    <div class="page">
      <header class="top">
        <p class="library">
          <span class="mark" aria-hidden="true">
            {(library ?? '?').charAt(0)}
          </span>
          <span>{library ?? say('own.title')}</span>
        </p>
        <div class="tools">
          <LanguageChoice />
        </div>
      </header>
      <main class="main">
        <h1 class={erased || fault ? 'unseen' : undefined}>{say('own.title')}</h1>
        {erased && (
          <section class="card said" role="status">
            <p class="lead">{say(`erase.${erased}`)}</p>
          </section>
        )}
        {fault && !erased && (
          <section class="card said">
            <p class="lead" role="alert">
              {say(fault)}
            </p>
            {fault === 'own.gone' && <NewLink {...{ questions, token }} />}
          </section>
        )}
        {!erased && !fault && items?.length === 0 && <p class="lead">{say('own.none')}</p>}
        {!erased &&
          !fault &&
          items?.map((question) => (
            <OneQuestion
              key={question.id}
              {...{ question, questions, token }}
              onChanged={() => void load()}
            />
          ))}
        {!erased && !fault && next !== null && (
          <button type="button" class="button" onClick={() => void load(next)}>
            {say('own.more')}
          </button>
        )}
        {!erased && !fault && items?.[0] && (
          <footer class="own-end">
            <a class="button" href={`/ask/${items[0].institutionId}/`}>
              {say('again')}
            </a>
            <Erasure
              {...{ questions, single: items.length === 1 ? items[0] : undefined }}
              onErased={(how) => {
                setErased(how);
                onForgotten();
              }}
            />
          </footer>
        )}
      </main>
    </div>
  );
}
