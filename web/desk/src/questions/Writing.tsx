import { ok } from '@carrel/client';
import { useEffect, useRef, useState } from 'react';
import { api } from '../api.js';
import { useAccount } from '../frame/me.js';
import { toast } from '../frame/toast.js';
import { Action } from '../ui/Action.js';
import { useDraft } from '../ui/drafts.js';
import { When } from '../ui/time.js';
import { Trouble } from '../ui/trouble.js';
import { useCommand } from '../ui/useCommand.js';
import { at, type Question } from './api.js';
import { Canned } from './Canned.js';
import { Signature } from './Signature.js';
import { AnswerFiles } from './AnswerFiles.js';
import { useAnswerDraft } from './draft.js';
import { Letter } from './Letter.js';
import { SideBySide } from './SideBySide.js';
import { useSay, type Key } from './words.js';

export type WritingKind = 'answer' | 'clarification' | 'message' | 'note';
type Way = 'mail' | 'telephone' | 'desk' | 'none';

interface Props {
  readonly question: Question;
  readonly onClose: () => void;
  readonly onSent: () => void;
}

export function Writing({ kind, ...props }: Props & { readonly kind: WritingKind }) {
  return kind === 'answer' ? <Answering {...props} /> : <Telling kind={kind} {...props} />;
}

/** Answer, and then Send Answer (R74): it is written, looked at as the patron will read it, and sent. */
function Answering({ question, onClose, onSent }: Props) {
  const say = useSay();
  const account = useAccount();
  const draft = useAnswerDraft(account.id, question.id);
  const [preview, setPreview] = useState(false);
  const [way, setWay] = useState<Way>(question.noContact ? 'telephone' : 'mail');
  const [fault, setFault] = useState<string>();
  const since = useRef(new Date().toISOString());
  const text = draft.text.trim();
  const send = useCommand(
    async (): Promise<'sent' | 'not-yet'> => {
      setFault(undefined);
      const version = await draft.flush();
      if (version === undefined) {
        setFault(say('draft.settle-first'));
        return 'not-yet';
      }
      const header = { 'If-Match': `"${version}"` };
      const params = { path: { id: question.id }, header };
      if (way === 'mail') await ok(api.questions.POST('/v1/questions/{id}/draft/send', { params }));
      else {
        const body = { text, deliveredBy: way, fileIds: [...draft.fileIds] };
        await ok(api.questions.POST('/v1/questions/{id}/answers', { ...at(question), body }));
        await api.questions.DELETE('/v1/questions/{id}/draft', { params }).catch(() => {});
      }
      return 'sent';
    },
    (how) => {
      if (how !== 'sent') return;
      draft.sent();
      toast(say('writing.answer.sent'));
      onSent();
    },
  );
  const meanwhile = question.messages.filter(
    (message) => message.kind === 'answer' && message.at > since.current && message.by?.id !== account.id,
  );
  const empty = text ? undefined : say('writing.empty');
  return (
    <section className="panel writing" aria-label={say('writing.answer')}>
      <div className="row spread">
        <h2>{say('writing.answer')}</h2>
        <p className="quiet" role="status">
          {say(`draft.${draft.saved}`)}
          {draft.by &&
            draft.by.id !== account.id &&
            ` ${say('draft.by', { name: draft.by.name ?? say('somebody') })}`}
        </p>
      </div>
      <p className="quiet">{say('writing.answer.text')}</p>
      {meanwhile.map((message) => (
        <div key={message.id} className="note warn" role="alert">
          <p>
            <span aria-hidden="true">⚠ </span>
            {say('writing.meanwhile', { name: message.by?.name ?? say('somebody') })} <When at={message.at} />
          </p>
          <p className="words">{message.text}</p>
        </div>
      ))}
      {draft.theirs ? (
        <SideBySide mine={draft.text} theirs={draft.theirs} onSettle={draft.settle} />
      ) : preview ? (
        <Letter question={question} message="answer" text={text} />
      ) : (
        <Box label={say('writing.answer')} text={draft.text} onChange={draft.write} />
      )}
      <div className="row">
        <Canned
          question={question}
          onTake={(more) => (setPreview(false), draft.write(joined(draft.text, more)))}
        />
        <AnswerFiles question={question} fileIds={draft.fileIds} onChange={draft.attach} />
        <Signature />
      </div>
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
      <Trouble again={send.trouble ? () => send.run() : undefined}>{send.trouble ?? fault}</Trouble>
      <div className="row">
        <Action
          kind="first"
          busy={send.busy}
          whyNot={draft.theirs ? say('draft.settle-first') : empty}
          onPress={() => send.run()}
        >
          {say('writing.answer.send')}
        </Action>
        <Action
          whyNot={draft.theirs ? say('draft.settle-first') : empty}
          onPress={() => setPreview(!preview)}
        >
          {say(preview ? 'writing.edit' : 'preview')}
        </Action>
        <button type="button" className="button plain" onClick={onClose}>
          {say('writing.later')}
        </button>
      </div>
    </section>
  );
}

const letterOf = { clarification: 'clarification-request', message: 'library-message' } as const;

/** A request for clarification, a message, or a note: sent at once, and kept on this computer until then. */
function Telling({
  kind,
  question,
  onClose,
  onSent,
}: Props & { readonly kind: Exclude<WritingKind, 'answer'> }) {
  const say = useSay();
  const account = useAccount();
  const [text, setText] = useDraft(account.id, `question:${question.id}:${kind}`);
  const [preview, setPreview] = useState(false);
  const send = useCommand(
    async (): Promise<void> => {
      const given = { ...at(question), body: { text: text.trim() } };
      if (kind === 'clarification') await ok(api.questions.POST('/v1/questions/{id}/clarifications', given));
      else if (kind === 'message') await ok(api.questions.POST('/v1/questions/{id}/messages', given));
      else await ok(api.questions.POST('/v1/questions/{id}/notes', given));
    },
    () => {
      setText('');
      toast(say(`writing.${kind}.sent` as Key));
      onSent();
    },
  );
  const empty = text.trim() ? undefined : say('writing.empty');
  return (
    <section className="panel writing" aria-label={say(`writing.${kind}` as Key)}>
      <h2>{say(`writing.${kind}` as Key)}</h2>
      <p className="quiet">{say(`writing.${kind}.text` as Key)}</p>
      {preview && kind !== 'note' ? (
        <Letter question={question} message={letterOf[kind]} text={text.trim()} />
      ) : (
        <Box label={say(`writing.${kind}` as Key)} text={text} onChange={setText} />
      )}
      <Trouble again={() => send.run()}>{send.trouble}</Trouble>
      <div className="row">
        <Action kind="first" busy={send.busy} whyNot={empty} onPress={() => send.run()}>
          {say(`writing.${kind}.send` as Key)}
        </Action>
        {kind !== 'note' && (
          <Canned question={question} onTake={(more) => (setPreview(false), setText(joined(text, more)))} />
        )}
        {kind !== 'note' && (
          <Action whyNot={empty} onPress={() => setPreview(!preview)}>
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

/** A prepared text goes below what is there already. */
const joined = (text: string, more: string): string => (text.trim() ? `${text.trimEnd()}\n\n${more}` : more);

/** The box that is written in; Alt + R leads here. */
function Box({ label, text, onChange }: { label: string; text: string; onChange: (text: string) => void }) {
  const box = useRef<HTMLTextAreaElement>(null);
  useEffect(() => {
    box.current?.focus();
  }, []);
  return (
    <textarea
      ref={box}
      id="reply"
      className="input"
      rows={9}
      value={text}
      maxLength={50_000}
      aria-label={label}
      onChange={({ target }) => onChange(target.value)}
    />
  );
}
