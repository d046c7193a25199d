import { ok } from '@carrel/client';
import { useRef, useState } from 'react';
import { api } from '../api.js';
import { useAccount } from '../frame/me.js';
import { toast } from '../frame/toast.js';
import { Action } from '../ui/Action.js';
import { When } from '../ui/time.js';
import { Trouble } from '../ui/trouble.js';
import { useCommand } from '../ui/useCommand.js';
import { at, type Question } from './api.js';
import { AnswerFiles } from './AnswerFiles.js';
import { Box, joined } from './Box.js';
import { Canned } from './Canned.js';
import { useAnswerDraft } from './draft.js';
import { Letter } from './Letter.js';
import { SideBySide } from './SideBySide.js';
import { Signature } from './Signature.js';
import { useSay } from './words.js';

type Way = 'mail' | 'telephone' | 'desk' | 'none';

export interface WritingProps {
  readonly question: Question;
  readonly onClose: () => void;
  readonly onSent: () => void;
}

/** Answer, and then Send Answer (R74): it is written, looked at as the patron will read it, and sent. */
export function Answering({ question, onClose, onSent }: WritingProps) {
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
