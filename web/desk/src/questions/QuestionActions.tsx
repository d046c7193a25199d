import { ok } from '@carrel/client';
import { useState } from 'react';
import { api } from '../api.js';
import { useLibraryName, useMe } from '../frame/me.js';
import { toast } from '../frame/toast.js';
import { useSay } from './words.js';
import { Action } from '../ui/Action.js';
import { Trouble } from '../ui/trouble.js';
import { useCommand } from '../ui/useCommand.js';
import { useFresh, type Question } from './api.js';
import { AssignAsk, CloseAsk, ReasonAsk, ReopenAsk } from './asks.js';
import { whyNotOf } from './may.js';
import { ReferAsk } from './ReferAsk.js';
import { Writing, type WritingKind } from './Writing.js';

type Asked = 'assign' | 'refer' | 'close' | 'reopen' | 'recall' | 'return';

export function QuestionActions({ question }: { question: Question }) {
  const say = useSay();
  const { data: me } = useMe();
  const nameOf = useLibraryName();
  const fresh = useFresh(question.id);
  const [writing, setWriting] = useState<WritingKind>();
  const [asked, setAsked] = useState<Asked>();
  const at = { params: { path: { id: question.id } } };
  const claim = useCommand(
    () => ok(api.questions.POST('/v1/questions/{id}/claim', at)),
    () => (fresh(), toast(say('claim.done'))),
  );
  const unclaim = useCommand(() => ok(api.questions.POST('/v1/questions/{id}/unclaim', at)), fresh);
  if (!me) return null;
  const why = whyNotOf(question, me, say, nameOf);
  const close = () => setAsked(undefined);
  const done = () => (fresh(), close());
  const mine = question.assignee?.id === me.id;
  return (
    <>
      <div className="row question-actions" role="group" aria-label={say('question.actions')}>
        {mine ? (
          <Action onPress={() => unclaim.run()} busy={unclaim.busy} whyNot={why.unclaim}>
            {say('unclaim')}
          </Action>
        ) : (
          <Action
            kind={question.pooled ? 'first' : undefined}
            onPress={() => claim.run()}
            busy={claim.busy}
            whyNot={why.claim}
          >
            {say('claim')}
          </Action>
        )}
        <Action
          kind={question.pooled ? undefined : 'first'}
          onPress={() => setWriting('answer')}
          whyNot={why.answer}
        >
          {say('answer')}
        </Action>
        <Action onPress={() => setAsked('refer')} whyNot={why.refer}>
          {say('refer')}
        </Action>
        <Action onPress={() => setWriting('clarification')} whyNot={why.clarify}>
          {say('clarify')}
        </Action>
        <Action onPress={() => setWriting('message')} whyNot={why.message}>
          {say('message')}
        </Action>
        <Action onPress={() => setWriting('note')}>{say('note')}</Action>
        <Action onPress={() => setAsked('assign')} whyNot={why.assign}>
          {say('assign')}
        </Action>
        <Action onPress={() => setAsked('recall')} whyNot={why.recall}>
          {say('recall')}
        </Action>
        <Action onPress={() => setAsked('return')} whyNot={why.giveBack}>
          {say('return')}
        </Action>
        {question.status === 'answered' || question.status === 'closed' ? (
          <Action onPress={() => setAsked('reopen')} whyNot={why.reopen}>
            {say('reopen')}
          </Action>
        ) : null}
        <Action onPress={() => setAsked('close')} whyNot={why.close}>
          {say('close-question')}
        </Action>
      </div>
      <Trouble>{claim.trouble ?? unclaim.trouble}</Trouble>
      {writing && (
        <Writing
          key={writing}
          kind={writing}
          question={question}
          onClose={() => setWriting(undefined)}
          onSent={() => (fresh(), setWriting(undefined))}
        />
      )}
      {asked === 'assign' && <AssignAsk question={question} me={me} onClose={close} onDone={done} />}
      {asked === 'refer' && <ReferAsk question={question} onClose={close} onDone={done} />}
      {asked === 'close' && <CloseAsk question={question} onClose={close} onDone={done} />}
      {asked === 'reopen' && <ReopenAsk question={question} onClose={close} onDone={done} />}
      {(asked === 'recall' || asked === 'return') && (
        <ReasonAsk kind={asked} question={question} me={me} onClose={close} onDone={done} />
      )}
    </>
  );
}
