import { useLibraryName } from '../frame/me.js';
import { useSay } from './words.js';
import { Clock, When } from '../ui/time.js';
import { api } from '../api.js';
import { useChain, type Question } from './api.js';

export function Transcript({ question }: { question: Question }) {
  const say = useSay();
  if (question.transcript.length === 0) return null;
  return (
    <section className="panel" aria-labelledby="transcript-title">
      <h2 id="transcript-title">{say('question.transcript')}</h2>
      <ol className="transcript">
        {question.transcript.map((line) => (
          <li key={line.seq} className={line.from}>
            <span className="who">
              {line.name ?? (line.from === 'patron' ? say('patron') : '')} <Clock at={line.sentAt} />
            </span>
            <span className="words">{line.text}</span>
          </li>
        ))}
      </ol>
      {question.chatNotes.length > 0 && (
        <details>
          <summary>{say('question.chat-notes', { count: question.chatNotes.length })}</summary>
          <ul className="plain-list">
            {question.chatNotes.map((note, at) => (
              <li key={at}>
                <strong>{note.authorName}</strong> <span className="words">{note.text}</span>
              </li>
            ))}
          </ul>
        </details>
      )}
    </section>
  );
}

/** What was written both ways after the question, notes for staff among it. */
export function Messages({ question }: { question: Question }) {
  const say = useSay();
  const nameOf = useLibraryName();
  // What waits to go out with an answer stands beside the answer.
  const files = question.files.filter(({ messageId }) => messageId !== null);
  if (question.messages.length === 0 && files.length === 0) return null;
  return (
    <section className="panel" aria-labelledby="messages-title">
      <h2 id="messages-title">{say('question.messages')}</h2>
      <ol className="messages">
        {question.messages.map((message) => (
          <li key={message.id} className={message.kind}>
            <p className="who">
              <strong>{say(`message.${message.kind}`)}</strong>
              {' · '}
              {message.by?.name ??
                (message.kind === 'reply' ? (question.patron?.name ?? say('patron')) : say('system'))}
              {message.institutionId && ` · ${message.institutionName ?? nameOf(message.institutionId)}`}
              {' · '}
              <When at={message.at} />
              {message.deliveredBy && ` · ${say(`delivered.${message.deliveredBy}`)}`}
            </p>
            <p className="words">{message.text}</p>
            {message.quoted && (
              <details>
                <summary>{say('question.quoted')}</summary>
                <p className="words quiet">{message.quoted}</p>
              </details>
            )}
          </li>
        ))}
      </ol>
      {files.length > 0 && (
        <ul className="plain-list">
          {files.map((file) => (
            <li key={file.id}>
              <button
                type="button"
                className="link-button"
                onClick={() => void open(question.id, file.id, file.name)}
              >
                {file.name}
              </button>
            </li>
          ))}
        </ul>
      )}
    </section>
  );
}

async function open(id: string, fileId: string, name: string): Promise<void> {
  const { data } = await api.questions.GET('/v1/questions/{id}/files/{fileId}', {
    params: { path: { id, fileId } },
    parseAs: 'blob',
  });
  if (!data) return;
  const link = document.createElement('a');
  link.href = URL.createObjectURL(data as Blob);
  link.download = name;
  link.click();
}

/** Who did what, when and why: one sentence each, the newest last. */
export function History({ question }: { question: Question }) {
  const say = useSay();
  const nameOf = useLibraryName();
  const hops = useChain(question.id).data?.hops ?? [];
  return (
    <section className="panel" aria-labelledby="history-title">
      <h2 id="history-title">{say('question.history')}</h2>
      <ol className="history">
        {question.history.map((line, at) => {
          const by = line.by
            ? `${line.by.name ?? '…'}${line.institutionId ? ` (${line.institutionName ?? nameOf(line.institutionId)})` : ''}`
            : say('system');
          const { about } = line;
          const hop = hops.find(({ id }) => id === about.referralId);
          const to =
            about.assigneeName ??
            about.toInstitutionName ??
            (line.action === 'returned' ? hop?.sender.name : undefined) ??
            hop?.receiver?.name ??
            hop?.expert?.name ??
            hop?.addressee?.name ??
            (about.toInstitutionId ? nameOf(about.toInstitutionId) : say('somebody'));
          return (
            <li key={at}>
              <span>
                {line.action === 'created' && !line.by
                  ? say('history.created-by-patron', { source: say(`source.${question.source}`) })
                  : say(`history.${line.action}`, { by, to, number: about.number ?? '' })}
              </span>{' '}
              <span className="quiet">
                <When at={line.at} />
              </span>
              {line.reason && <q className="words block">{line.reason}</q>}
            </li>
          );
        })}
      </ol>
    </section>
  );
}
