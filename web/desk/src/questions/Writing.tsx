import { ok } from '@carrel/client';
import { useState } from 'react';
import { api } from '../api.js';
import { useAccount } from '../frame/me.js';
import { toast } from '../frame/toast.js';
import { Action } from '../ui/Action.js';
import { useDraft } from '../ui/drafts.js';
import { Trouble } from '../ui/trouble.js';
import { useCommand } from '../ui/useCommand.js';
import { Answering, type WritingProps } from './Answering.js';
import { at } from './api.js';
import { Box, joined } from './Box.js';
import { Canned } from './Canned.js';
import { Letter } from './Letter.js';
import { useSay } from './words.js';

export type WritingKind = 'answer' | 'clarification' | 'message' | 'note';

export function Writing({ kind, ...props }: WritingProps & { readonly kind: WritingKind }) {
  return kind === 'answer' ? <Answering {...props} /> : <PlainWriting kind={kind} {...props} />;
}

const letterOf = { clarification: 'clarification-request', message: 'library-message' } as const;

/** A request for clarification, a message, or a note: sent at once, and kept on this computer until then. */
function PlainWriting({
  kind,
  question,
  onClose,
  onSent,
}: WritingProps & { readonly kind: Exclude<WritingKind, 'answer'> }) {
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
      toast(say(`writing.${kind}.sent`));
      onSent();
    },
  );
  const empty = text.trim() ? undefined : say('writing.empty');
  return (
    <section className="panel writing" aria-label={say(`writing.${kind}`)}>
      <h2>{say(`writing.${kind}`)}</h2>
      <p className="quiet">{say(`writing.${kind}.text`)}</p>
      {preview && kind !== 'note' ? (
        <Letter question={question} message={letterOf[kind]} text={text.trim()} />
      ) : (
        <Box label={say(`writing.${kind}`)} text={text} onChange={setText} />
      )}
      <Trouble again={() => send.run()}>{send.trouble}</Trouble>
      <div className="row">
        <Action kind="first" busy={send.busy} whyNot={empty} onPress={() => send.run()}>
          {say(`writing.${kind}.send`)}
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
