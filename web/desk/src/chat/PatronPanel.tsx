import { ok } from '@carrel/client';
import { useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { api } from '../api.js';
import { useLibraryName } from '../frame/me.js';
import { toast } from '../frame/toast.js';
import { languageNamer, useLanguage, useSay } from '../language.js';
import { sessionIs } from '../live/store.js';
import type { Session } from '../live/types.js';
import { Field } from '../ui/Field.js';
import { Agency } from './Agency.js';
import { Earlier } from './Earlier.js';
import { When } from '../ui/time.js';
import { Trouble } from '../ui/trouble.js';
import { useCommand } from '../ui/useCommand.js';

/** Who asks: contact, when the answer was promised, what the form asked, files, who is in the chat. */
export function PatronPanel({ session }: { session: Session }) {
  const say = useSay();
  const nameOf = useLibraryName();
  const languageName = languageNamer(useLanguage());
  const fields = Object.entries(session.fields ?? {}).filter(
    ([, value]) => value !== '' && value !== null && value !== undefined,
  );
  return (
    <div className="stack pad">
      <div>
        <h2>{session.patron.name}</h2>
        <p className="quiet">{nameOf(session.institutionId)}</p>
        {session.language && session.inYourLanguage !== true && (
          <p className="quiet">
            {say('patron.language')}: {languageName(session.language)}{' '}
            {session.inYourLanguage === false && <span className="tag warn">{say('patron.not-yours')}</span>}
          </p>
        )}
        {session.practice && <p className="practice">{say('practice.chat')}</p>}
      </div>
      <section>
        <h3>{say('patron.question')}</h3>
        <p className="words">{session.question}</p>
      </section>
      <Contact key={`${session.patron.email} ${session.promisedAt}`} session={session} />
      {fields.length > 0 && (
        <section>
          <h3>{say('patron.form')}</h3>
          <dl className="facts">
            {fields.map(([name, value]) => (
              <div key={name}>
                <dt>{name}</dt>
                <dd>{String(value)}</dd>
              </div>
            ))}
          </dl>
        </section>
      )}
      <Earlier session={session} />
      <Files sessionId={session.id} />
      <Agency session={session} />
      <section>
        <h3>{say('patron.in-chat')}</h3>
        <ul className="plain-list">
          {session.librarians.map(({ id, name, institutionId, enteredAt, leftAt }) => (
            <li key={`${id} ${enteredAt}`}>
              {name} <span className="quiet">· {nameOf(institutionId)}</span>
              {leftAt && <span className="quiet"> · {say('patron.left')}</span>}
            </li>
          ))}
        </ul>
      </section>
    </div>
  );
}

/** Contact details are obtained or confirmed in the chat, and when the answer will be sent (R24). */
function Contact({ session }: { session: Session }) {
  const say = useSay();
  const [name, setName] = useState(session.patron.name);
  const [email, setEmail] = useState(session.patron.email ?? '');
  const [promised, setPromised] = useState(session.promisedAt ? localOf(session.promisedAt) : '');
  const save = useCommand(
    () =>
      ok(
        api.chat.PUT('/v1/sessions/{id}/contact', {
          params: { path: { id: session.id } },
          body: {
            ...(name.trim() && name !== session.patron.name ? { name: name.trim() } : {}),
            ...(email.trim() && email !== session.patron.email ? { email: email.trim() } : {}),
            ...(promised ? { promisedAt: new Date(promised).toISOString() } : {}),
          },
        }),
      ),
    (now) => {
      sessionIs(now);
      toast(say('contact.saved'));
    },
  );
  return (
    <section className="stack">
      <h3>{say('contact')}</h3>
      {session.noContact && (
        <p className="note warn">
          <span aria-hidden="true">⚠ </span>
          {say('contact.none')}
        </p>
      )}
      <Field label={say('contact.name')} value={name} onChange={setName} maxLength={200} />
      <Field label={say('contact.email')} type="email" value={email} onChange={setEmail} maxLength={254} />
      <Field
        label={say('contact.promised')}
        type="datetime-local"
        value={promised}
        onChange={setPromised}
        hint={say('contact.promised-hint')}
      />
      {session.promisedAt && (
        <p className="quiet">
          {say('contact.promised-for')} <When at={session.promisedAt} />
        </p>
      )}
      <Trouble>{save.trouble}</Trouble>
      <button type="button" className="button" aria-busy={save.busy} onClick={() => save.run()}>
        {say('contact.save')}
      </button>
    </section>
  );
}

function localOf(at: string): string {
  const then = new Date(at);
  return new Date(then.getTime() - then.getTimezoneOffset() * 60_000).toISOString().slice(0, 16);
}

function Files({ sessionId }: { sessionId: string }) {
  const say = useSay();
  const files = useQuery({
    queryKey: ['chat-files', sessionId],
    queryFn: () => ok(api.chat.GET('/v1/sessions/{id}/attachments', { params: { path: { id: sessionId } } })),
  });
  if (!files.data?.items.length) return null;
  return (
    <section>
      <h3>{say('files')}</h3>
      <ul className="plain-list">
        {files.data.items.map((file) => (
          <li key={file.id}>
            <button
              type="button"
              className="link-button"
              onClick={() => void openFile(sessionId, file.id, file.name)}
            >
              {file.name}
            </button>{' '}
            <span className="quiet">
              {say(file.from === 'patron' ? 'files.from-patron' : 'files.from-us')}
            </span>
          </li>
        ))}
      </ul>
    </section>
  );
}

/** A file needs the token, which a plain link does not have. */
export async function openFile(sessionId: string, fileId: string, name: string): Promise<void> {
  const { data } = await api.chat.GET('/v1/sessions/{id}/attachments/{fileId}', {
    params: { path: { id: sessionId, fileId } },
    parseAs: 'blob',
  });
  if (!data) return;
  const link = document.createElement('a');
  link.href = URL.createObjectURL(data as Blob);
  link.download = name;
  link.click();
  setTimeout(() => URL.revokeObjectURL(link.href), 10_000);
}
