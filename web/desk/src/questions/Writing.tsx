import { ok } from '@carrel/client';
import { useEffect, useRef, useState } from 'react';
import { api } from '../api.js';
import { useAccount, useLibraryName } from '../frame/me.js';
import { toast } from '../frame/toast.js';
import { useSay, type Key } from './words.js';
import { Action } from '../ui/Action.js';
import { useDraft } from '../ui/drafts.js';
import { Trouble } from '../ui/trouble.js';
import { useCommand } from '../ui/useCommand.js';
import type { Question } from './api.js';

export type WritingKind = 'answer' | 'clarification' | 'message' | 'note';
type Way = 'mail' | 'telephone' | 'desk' | 'none';

interface Props {
  readonly kind: WritingKind;
  readonly question: Question;
  readonly onClose: () => void;
  readonly onSent: () => void;
}

/** Answer, and then Send Answer (R74): it is written, looked at as the patron will see it, and sent. */
export function Writing({ kind, question, onClose, onSent }: Props) {
  const say = useSay();
  const account = useAccount();
  const nameOf = useLibraryName();
  const [text, setText] = useDraft(account.id, `question:${question.id}:${kind}`);
  const [preview, setPreview] = useState(false);
  const [way, setWay] = useState<Way>(question.noContact ? 'telephone' : 'mail');
  const box = useRef<HTMLTextAreaElement>(null);
  useEffect(() => {
    box.current?.focus();
  }, []);
  const send = useCommand(
    async (): Promise<void> => {
      const at = { params: { path: { id: question.id } } };
      const body = { text: text.trim() };
      if (kind === 'answer')
        await ok(
          api.questions.POST('/v1/questions/{id}/answers', { ...at, body: { ...body, deliveredBy: way } }),
        );
      else if (kind === 'clarification')
        await ok(api.questions.POST('/v1/questions/{id}/clarifications', { ...at, body }));
      else if (kind === 'message')
        await ok(api.questions.POST('/v1/questions/{id}/messages', { ...at, body }));
      else await ok(api.questions.POST('/v1/questions/{id}/notes', { ...at, body }));
    },
    () => {
      setText('');
      toast(say(`writing.${kind}.sent` as Key));
      onSent();
    },
  );
  const sending = say(`writing.${kind}.send` as Key);
  return (
    <section className="panel writing" aria-label={say(`writing.${kind}` as Key)}>
      <h2>{say(`writing.${kind}` as Key)}</h2>
      <p className="quiet">{say(`writing.${kind}.text` as Key)}</p>
      {preview ? (
        <div className="letter" role="region" aria-label={say('preview')}>
          <p className="quiet">
            {say('writing.to', { to: question.patron?.email ?? question.patron?.name ?? say('patron') })} ·{' '}
            {say('writing.from', { library: nameOf(question.patronInstitutionId) })}
          </p>
          <p className="words">{text}</p>
          <p className="quiet words letter-question">{question.text}</p>
        </div>
      ) : (
        <textarea
          ref={box}
          className="input"
          rows={8}
          value={text}
          maxLength={20_000}
          aria-label={say(`writing.${kind}` as Key)}
          onChange={({ target }) => setText(target.value)}
        />
      )}
      {kind === 'answer' && (
        <label className="inline">
          <span>{say('writing.way')}</span>
          <select className="input" value={way} onChange={({ target }) => setWay(target.value as Way)}>
            <option value="mail" disabled={question.noContact}>
              {say('delivered.mail')}
            </option>
            <option value="telephone">{say('delivered.telephone')}</option>
            <option value="desk">{say('delivered.desk')}</option>
            <option value="none">{say('delivered.none')}</option>
          </select>
        </label>
      )}
      <Trouble again={() => send.run()}>{send.trouble}</Trouble>
      <div className="row">
        <Action
          kind="first"
          busy={send.busy}
          whyNot={text.trim() ? undefined : say('writing.empty')}
          onPress={() => send.run()}
        >
          {sending}
        </Action>
        {kind !== 'note' && (
          <Action
            whyNot={text.trim() ? undefined : say('writing.empty')}
            onPress={() => setPreview(!preview)}
          >
            {say(preview ? 'writing.edit' : 'preview')}
          </Action>
        )}
        <button type="button" className="button plain" onClick={onClose}>
          {say('writing.later')}
        </button>
      </div>
    </section>
  );
}
