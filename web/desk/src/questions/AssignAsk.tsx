import { ok } from '@carrel/client';
import { useState } from 'react';
import { api } from '../api.js';
import { Action } from '../ui/Action.js';
import { Ask } from '../ui/Ask.js';
import { Empty, Loaded } from '../ui/Loaded.js';
import { Trouble } from '../ui/trouble.js';
import { useCommand } from '../ui/useCommand.js';
import { at, useColleagues, type Question } from './api.js';
import { useSay } from './words.js';

interface Asked {
  readonly question: Question;
  readonly onClose: () => void;
  readonly onDone: () => void;
}

export function AssignAsk({ question, onClose, onDone }: Asked) {
  const say = useSay();
  const [id, setId] = useState<string>();
  const people = useColleagues();
  const assign = useCommand(
    () => ok(api.questions.POST('/v1/questions/{id}/assign', { ...at(question), body: { assigneeId: id! } })),
    onDone,
  );
  return (
    <Ask title={say('assign.title')} onClose={onClose}>
      <Colleagues people={people} chosen={id} has={question.assignee?.id} onChoose={setId} />
      <Trouble>{assign.trouble}</Trouble>
      <div className="row">
        <Action
          kind="first"
          busy={assign.busy}
          whyNot={id ? undefined : say('assign.choose')}
          onPress={() => assign.run()}
        >
          {say('assign')}
        </Action>
      </div>
    </Ask>
  );
}

interface Choosing {
  readonly people: ReturnType<typeof useColleagues>;
  readonly chosen: string | undefined;
  readonly has?: string | undefined;
  readonly onChoose: (id: string) => void;
}
export function Colleagues({ people, chosen, has, onChoose }: Choosing) {
  const say = useSay();
  return (
    <Loaded of={people}>
      {({ items }) => (
        <fieldset className="choices people">
          <legend>{say('assign.to')}</legend>
          {items.length === 0 && <Empty title={say('nothing-found')} />}
          {items.map((one) => (
            <label key={one.id} className="choice">
              <input
                type="radio"
                name="assignee"
                checked={chosen === one.id}
                onChange={() => onChoose(one.id)}
              />
              <span>{one.name}</span>
              {one.id === has && <span className="quiet">{say('assign.has-it')}</span>}
            </label>
          ))}
        </fieldset>
      )}
    </Loaded>
  );
}
