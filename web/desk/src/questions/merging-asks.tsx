import { ok } from '@carrel/client';
import { useState } from 'react';
import { api } from '../api.js';
import { toast } from '../frame/toast.js';
import { go } from '../route.js';
import { Action } from '../ui/Action.js';
import { Ask } from '../ui/Ask.js';
import { Field } from '../ui/Field.js';
import { Trouble } from '../ui/trouble.js';
import { useCommand } from '../ui/useCommand.js';
import { at, type Question } from './api.js';
import { useEarlier } from './Earlier.js';
import { OtherQuestion } from './OtherQuestion.js';
import { useSay } from './words.js';

interface Asked {
  readonly question: Question;
  readonly onClose: () => void;
  readonly onDone: () => void;
}

/** A patron who has asked the same twice: this question goes on in the other one (row 54). */
export function MergeAsk({ question, onClose, onDone }: Asked) {
  const say = useSay();
  const [number, setNumber] = useState('');
  const into = number.trim();
  const known = /^\d{1,15}$/.test(into) && into !== question.number;
  const merge = useCommand(
    () => ok(api.questions.POST('/v1/questions/{id}/merge', { ...at(question), body: { into } })),
    () => (toast(say('merge.done', { number: into })), onDone()),
  );
  return (
    <Ask title={say('merge.title')} onClose={onClose}>
      <p>{say('merge.text')}</p>
      <OwnQuestions question={question} chosen={into} onChoose={setNumber} />
      <Field
        label={say('merge.into')}
        value={number}
        onChange={setNumber}
        inputMode="numeric"
        maxLength={15}
      />
      <OtherQuestion number={known ? into : ''} />
      <Trouble>{merge.trouble}</Trouble>
      <div className="row">
        <Action
          kind="first"
          busy={merge.busy}
          whyNot={known ? undefined : say('merge.choose')}
          onPress={() => merge.run()}
        >
          {say('merge.do')}
        </Action>
      </div>
    </Ask>
  );
}

/** What the patron has asked besides and is still open, to be chosen instead of typing its number. */
function OwnQuestions({
  question,
  chosen,
  onChoose,
}: {
  question: Question;
  chosen: string;
  onChoose: (number: string) => void;
}) {
  const say = useSay();
  const { data } = useEarlier(question.id);
  const open = (data?.pages ?? [])
    .flatMap((page) => page?.items ?? [])
    .filter(({ status, patronInstitutionId }) => {
      return status !== 'closed' && patronInstitutionId === question.patronInstitutionId;
    });
  if (open.length === 0) return null;
  return (
    <fieldset className="choices">
      <legend>{say('merge.own')}</legend>
      {open.slice(0, 10).map((one) => (
        <label key={one.id} className="choice">
          <input
            type="radio"
            name="merge"
            checked={chosen === one.number}
            onChange={() => onChoose(one.number)}
          />
          <span className="one-line">{one.subject ?? one.number}</span>
          <span className="quiet">{one.number}</span>
        </label>
      ))}
    </fieldset>
  );
}

/** A message that asks two things becomes two questions, each with the whole of it (row 55). */
export function SplitAsk({ question, onClose, onDone }: Asked) {
  const say = useSay();
  const [subject, setSubject] = useState('');
  const [own, setOwn] = useState(question.subject ?? '');
  const ownSubject = own.trim();
  const split = useCommand(
    () =>
      ok(
        api.questions.POST('/v1/questions/{id}/split', {
          ...at(question),
          body: {
            subject: subject.trim(),
            ...(ownSubject && ownSubject !== question.subject ? { ownSubject } : {}),
          },
        }),
      ),
    ({ id, number }) => {
      toast(say('split.done', { number }));
      onDone();
      go(`/questions/${id}`);
    },
  );
  return (
    <Ask title={say('split.title')} onClose={onClose}>
      <p>{say('split.text')}</p>
      <Field label={say('split.subject')} value={subject} onChange={setSubject} maxLength={200} autoFocus />
      <Field label={say('split.own')} value={own} onChange={setOwn} maxLength={200} />
      <Trouble>{split.trouble}</Trouble>
      <div className="row">
        <Action
          kind="first"
          busy={split.busy}
          whyNot={subject.trim() ? undefined : say('split.subject-first')}
          onPress={() => split.run()}
        >
          {say('split.do')}
        </Action>
      </div>
    </Ask>
  );
}
