import { ok } from '@carrel/client';
import { useEffect, useRef, useState } from 'preact/hooks';
import { anyone } from '../api.js';
import { useAround } from '../context.js';
import { useFocusKept } from '../focus.js';
import { ChoiceField, TextField } from '../forms/fields.js';
import { Trouble } from '../forms/trouble.js';

const read = (token: string, language: string) =>
  ok(anyone.questions.GET('/v1/surveys/{token}', { params: { path: { token }, query: { language } } }));
type Shown = Awaited<ReturnType<typeof read>>;

/** The library's survey of the chat; one on a page elsewhere is a link. */
export function Survey({ url }: { url: string }) {
  const { say, language } = useAround();
  const token = /\/api\/questions\/v1\/surveys\/([^/]+)\/form$/.exec(url)?.[1];
  const [survey, setSurvey] = useState<Shown>();
  const [answers, setAnswers] = useState<Record<string, string>>({});
  const [done, setDone] = useState(false);
  const [trouble, setTrouble] = useState('');
  const thanks = useRef<HTMLParagraphElement>(null);
  useFocusKept(done ? 'done' : 'asked', thanks);
  useEffect(() => {
    if (token) void read(token, language).then(setSurvey, () => undefined);
  }, [token, language]);

  if (!token)
    return (
      <section class="card">
        <a class="button" href={url} target="_blank" rel="noopener">
          {say('survey.open')}
        </a>
      </section>
    );
  if (done)
    return (
      <section class="card" role="status">
        <p ref={thanks}>{say('survey.thanks')}</p>
      </section>
    );
  if (!survey) return null;

  const send = async () => {
    const given = survey.questions.flatMap(({ key, kind, options }) => {
      const answer = answers[key];
      if (!answer) return [];
      const option = options.find(({ label }) => label === answer)?.key;
      return [[key, kind === 'rating' ? Number(answer) : (option ?? answer)] as const];
    });
    if (given.length === 0) return setDone(true);
    const body = { answers: Object.fromEntries(given) };
    try {
      await ok(anyone.questions.POST('/v1/surveys/{token}', { params: { path: { token } }, body } as never));
      setDone(true);
    } catch {
      setTrouble(say('trouble.away'));
    }
  };
  const take = (key: string) => (value: string) => setAnswers({ ...answers, [key]: value });
  return (
    <form
      class="card form"
      onSubmit={(event) => {
        event.preventDefault();
        void send();
      }}
    >
      <h2>{say('survey.title')}</h2>
      <Trouble text={trouble} />
      {survey.questions.map(({ key, kind, ask, options }) => {
        const field = {
          id: `survey-${key}`,
          label: ask,
          required: true,
          value: answers[key] ?? '',
          onInput: take(key),
        };
        if (kind === 'rating')
          return (
            <div class="rating" key={key}>
              <ChoiceField {...field} options={['1', '2', '3', '4', '5']} hint={say('survey.scale')} />
            </div>
          );
        if (kind === 'choice')
          return <ChoiceField key={key} {...field} options={options.map(({ label }) => label)} />;
        return <TextField key={key} {...field} required={false} long maxLength={2000} />;
      })}
      <div class="actions">
        <button type="submit" class="button">
          {say('survey.send')}
        </button>
      </div>
    </form>
  );
}
