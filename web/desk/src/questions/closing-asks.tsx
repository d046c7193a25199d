import { ok } from '@carrel/client';
import { useState } from 'react';
import { api } from '../api.js';
import { Action } from '../ui/Action.js';
import { Ask } from '../ui/Ask.js';
import { Field } from '../ui/Field.js';
import { Trouble } from '../ui/trouble.js';
import { useCommand } from '../ui/useCommand.js';
import { at, type Question } from './api.js';
import { OtherQuestion } from './OtherQuestion.js';
import { ReasonAsk } from './ReasonAsk.js';
import { useSay } from './words.js';

interface Asked {
  readonly question: Question;
  readonly onClose: () => void;
  readonly onDone: () => void;
}

export function CloseAsk({ question, onClose, onDone }: Asked) {
  const say = useSay();
  const [mark, setMark] = useState<'' | 'spam' | 'duplicate'>('');
  const [number, setNumber] = useState('');
  const close = useCommand(
    () =>
      ok(
        api.questions.POST('/v1/questions/{id}/close', {
          ...at(question),
          body: {
            ...(mark ? { mark } : {}),
            ...(mark === 'duplicate' && number.trim() ? { duplicateOf: number.trim() } : {}),
          },
        }),
      ),
    onDone,
  );
  const marks = ['', 'spam', 'duplicate'] as const;
  return (
    <Ask title={say('close.title')} onClose={onClose}>
      <p>{say('close.text')}</p>
      <fieldset className="choices">
        <legend className="unseen">{say('close.as')}</legend>
        {marks.map((one) => (
          <label key={one} className="choice">
            <input type="radio" name="mark" checked={mark === one} onChange={() => setMark(one)} />
            <span>{say(one === '' ? 'close.done' : `mark.${one}`)}</span>
          </label>
        ))}
      </fieldset>
      {mark === 'duplicate' && (
        <>
          <Field
            label={say('close.duplicate-of')}
            value={number}
            onChange={setNumber}
            inputMode="numeric"
            maxLength={15}
          />
          <OtherQuestion number={number.trim()} />
        </>
      )}
      <Trouble>{close.trouble}</Trouble>
      <div className="row">
        <Action kind="first" busy={close.busy} onPress={() => close.run()}>
          {say('close-question')}
        </Action>
      </div>
    </Ask>
  );
}

/** Where only the patron's library closes, another says that its own part is done (R75). */
export function DoneAsk({ question, onClose, onDone }: Asked) {
  const say = useSay();
  const finish = useCommand(() => ok(api.questions.POST('/v1/questions/{id}/done', at(question))), onDone);
  return (
    <Ask title={say('done.title')} onClose={onClose}>
      <p>{say('done.text')}</p>
      <Trouble>{finish.trouble}</Trouble>
      <div className="row">
        <Action kind="first" busy={finish.busy} onPress={() => finish.run()}>
          {say('done')}
        </Action>
      </div>
    </Ask>
  );
}

export function ReopenAsk({ question, onClose, onDone }: Asked) {
  const say = useSay();
  const [pool, setPool] = useState(false);
  return (
    <ReasonAsk
      title={say('reopen.title')}
      verb={say('reopen')}
      onClose={onClose}
      onDone={onDone}
      command={(reason) =>
        ok(
          api.questions.POST('/v1/questions/{id}/reopen', {
            ...at(question),
            body: { reason, ...(pool ? { pool } : {}) },
          }),
        )
      }
    >
      <label className="choice">
        <input type="checkbox" checked={pool} onChange={({ target }) => setPool(target.checked)} />
        <span>{say('reopen.pool')}</span>
      </label>
    </ReasonAsk>
  );
}

/** The patron's library takes its question back from wherever it is. */
export function RecallAsk({ question, onClose, onDone }: Asked) {
  const say = useSay();
  return (
    <ReasonAsk
      title={say('recall.title')}
      text={say('recall.text')}
      verb={say('recall')}
      onClose={onClose}
      onDone={onDone}
      command={(reason) =>
        ok(api.questions.POST('/v1/questions/{id}/recall', { ...at(question), body: { reason } }))
      }
    />
  );
}
