import { CarrelProblem, ok, type Carrel } from '@carrel/client';
import { useRef, useState } from 'preact/hooks';
import { Reply } from './Reply.js';
import { Linked } from '../chat/text.js';
import { useSpeech } from '../context.js';
import { useFocusKept } from '../focus.js';
import { isAddress } from '../forms/draft.js';
import { TextField } from '../forms/fields.js';
import { DoneIcon, FileIcon } from '../icons.js';
import type { OwnQuestion } from './OwnQuestions.js';

export interface QuestionProps {
  readonly question: OwnQuestion;
  readonly questions: Carrel['questions'];
  readonly token: string | undefined;
  readonly onChanged: () => void;
}

/** One question: what was asked, all that was written both ways, and what can be done about it. */
export function OneQuestion({ question, questions, token, onChanged }: QuestionProps) {
  const { say, times } = useSpeech();
  const heading = useRef<HTMLHeadingElement>(null);
  const { number, status, subject, text, askedAt, correspondence, files, related } = question;
  useFocusKept(status, heading);
  return (
    <section class="card" aria-labelledby={`question-${number}`}>
      <header class="own-top">
        <h2 ref={heading} id={`question-${number}`} tabIndex={-1} dir="auto">
          {subject ?? number}
        </h2>
        <p class={status === 'answered' ? 'state good' : 'state open'}>{say(`own.${status}`)}</p>
        <p class="quiet">
          {number} · {say('own.asked', { date: times.day(String(askedAt)).date })}
        </p>
      </header>
      {related
        .filter(({ relation }) => relation !== 'merged-from')
        .map((other) => (
          <p key={other.id} class="note">
            {say(other.relation === 'merged-into' ? 'own.goesOn' : 'own.sameMessage', {
              number: other.number,
            })}
          </p>
        ))}
      <div class="thread">
        <div class="bubble own">
          <div class="words" dir="auto">
            {text}
          </div>
        </div>
        {correspondence.map(({ id, kind, text: said, sentAt, quoted }) => {
          const own = kind === 'reply';
          return (
            <div key={id} class={`bubble ${own ? 'own' : 'theirs'}`}>
              <p class="by">
                <b>{say(own ? 'chat.you' : 'own.library')}</b> {times.day(String(sentAt)).date}
              </p>
              <div class="words" dir="auto">
                <Linked text={said} />
              </div>
              {quoted && (
                <details class="note">
                  <summary>{say('own.quoted')}</summary>
                  <p class="words">{quoted}</p>
                </details>
              )}
            </div>
          );
        })}
        {files.map(({ id, name }) => (
          <FileButton key={id} {...{ questions, questionId: question.id, fileId: id, name }} />
        ))}
      </div>
      <Reply {...{ question, questions, token, onChanged }} />
      {status !== 'closed' && <Solved {...{ question, questions, onChanged }} />}
      <Address {...{ question, questions, onChanged }} />
    </section>
  );
}

function FileButton(file: {
  questions: Carrel['questions'];
  questionId: string;
  fileId: string;
  name: string;
}) {
  const { questions, questionId, fileId, name } = file;
  const open = async () => {
    const params = { path: { id: questionId, fileId } };
    const given = questions.GET('/v1/questions/{id}/files/{fileId}', { params, parseAs: 'blob' });
    const url = URL.createObjectURL((await ok(given as never)) as Blob);
    Object.assign(document.createElement('a'), { href: url, download: name }).click();
    setTimeout(() => URL.revokeObjectURL(url), 60_000);
  };
  return (
    <button type="button" class="file" onClick={() => void open().catch(() => undefined)}>
      <FileIcon />
      <span>{name}</span>
    </button>
  );
}

/** Nothing more is needed: closed for the library too, until the patron writes again. */
function Solved({ question, questions, onChanged }: Omit<QuestionProps, 'token'>) {
  const { say } = useSpeech();
  const [fault, setFault] = useState('');
  const close = async () => {
    const params = { path: { id: question.id } };
    try {
      await ok(questions.POST('/v1/questions/{id}/solved', { params }));
      onChanged();
    } catch (error) {
      if (error instanceof CarrelProblem && error.status === 409) return onChanged();
      setFault(say('trouble.away'));
    }
  };
  return (
    <div class="actions solved">
      <button type="button" class="button" onClick={() => void close()}>
        <DoneIcon />
        {say('own.solved')}
      </button>
      <span class="quiet">{say('own.solved.means')}</span>
      <p role="alert" class="fault">
        {fault}
      </p>
    </div>
  );
}

function Address({ question, questions, onChanged }: Omit<QuestionProps, 'token'>) {
  const { say } = useSpeech();
  const [text, setText] = useState('');
  const [said, setSaid] = useState('');
  const [fault, setFault] = useState('');
  const change = async () => {
    const email = text.trim();
    if (!isAddress(email)) return setFault(say('fault.address'));
    setFault('');
    const params = { path: { id: question.id } };
    try {
      await ok(questions.PUT('/v1/questions/{id}/contact', { params, body: { email } }));
      setSaid(say('own.address.kept', { email }));
      onChanged();
    } catch {
      setFault(say('trouble.away'));
    }
  };
  return (
    <details class="privacy">
      <summary>
        {question.email ? say('own.address.now', { email: question.email }) : say('own.address')}
      </summary>
      <form
        class="address"
        noValidate
        onSubmit={(event) => {
          event.preventDefault();
          void change();
        }}
      >
        <TextField
          id={`address-${question.number}`}
          label={say('own.address.new')}
          type="email"
          required
          autocomplete="email"
          maxLength={254}
          value={text}
          fault={fault}
          onInput={setText}
        />
        <button type="submit" class="button">
          {say('own.address.keep')}
        </button>
        <p role="status" class="quiet">
          {said}
        </p>
      </form>
    </details>
  );
}
