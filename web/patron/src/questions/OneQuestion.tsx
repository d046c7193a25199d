import { ok, type Carrel } from '@carrel/client';
import { useState } from 'preact/hooks';
import { Linked } from '../chat/text.js';
import { useSpeech } from '../context.js';
import { isAddress } from '../forms/draft.js';
import { TextField } from '../forms/fields.js';
import { FileIcon } from '../icons.js';
import type { OwnQuestion } from './OwnQuestions.js';

interface Props {
  readonly question: OwnQuestion;
  readonly questions: Carrel['questions'];
  readonly onChanged: () => void;
}

/** One question: what was asked, all that was written both ways, and what can be done about it. */
export function OneQuestion({ question, questions, onChanged }: Props) {
  const { say, times } = useSpeech();
  const { number, status, subject, text, askedAt, correspondence, files } = question;
  return (
    <section class="card" aria-labelledby={`question-${number}`}>
      <header class="own-top">
        <h2 id={`question-${number}`}>{subject ?? number}</h2>
        <p class={status === 'answered' ? 'state good' : 'state open'}>{say(`own.${status}`)}</p>
        <p class="quiet">
          {number} · {say('own.asked', { date: times.day(String(askedAt)).date })}
        </p>
      </header>
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
      <Reply {...{ question, questions, onChanged }} />
      <Address {...{ question, questions }} />
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

function Reply({ question, questions, onChanged }: Props) {
  const { say } = useSpeech();
  const [text, setText] = useState('');
  const [said, setSaid] = useState('');
  const send = async () => {
    if (!text.trim()) return;
    const params = { path: { id: question.id } };
    try {
      await ok(questions.POST('/v1/questions/{id}/replies', { params, body: { text: text.trim() } }));
      setText('');
      setSaid(say('own.sent'));
      onChanged();
    } catch {
      setSaid(say('trouble.away'));
    }
  };
  return (
    <form
      class="form reply"
      onSubmit={(event) => {
        event.preventDefault();
        void send();
      }}
    >
      <TextField
        id={`reply-${question.number}`}
        label={say(question.status === 'closed' ? 'own.reply.closed' : 'own.reply')}
        required
        long
        maxLength={20_000}
        value={text}
        onInput={setText}
      />
      <div class="actions">
        <button type="submit" class="button first">
          {say('own.send')}
        </button>
        <p role="status" class="quiet">
          {said}
        </p>
      </div>
    </form>
  );
}

function Address({ question, questions }: Omit<Props, 'onChanged'>) {
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
    } catch {
      setFault(say('trouble.away'));
    }
  };
  return (
    <details class="privacy">
      <summary>{say('own.address')}</summary>
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
