import { ok } from '@carrel/client';
import { useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { api } from '../api.js';
import type { Me } from '../frame/me.js';
import { useSay } from './words.js';
import { Action } from '../ui/Action.js';
import { Ask } from '../ui/Ask.js';
import { Field } from '../ui/Field.js';
import { Empty, Loaded } from '../ui/Loaded.js';
import { Trouble } from '../ui/trouble.js';
import { useCommand } from '../ui/useCommand.js';
import type { Question } from './api.js';

interface Asked {
  readonly question: Question;
  readonly onClose: () => void;
  readonly onDone: () => void;
}
const at = ({ id }: Question) => ({ params: { path: { id } } });

export function AssignAsk({ question, me, onClose, onDone }: Asked & { me: Me }) {
  const say = useSay();
  const [id, setId] = useState<string>();
  const institutionId = me.institutionId!;
  const people = useQuery({
    queryKey: ['accounts', institutionId],
    queryFn: () => ok(api.admin.GET('/v1/accounts', { params: { query: { institutionId, limit: 200 } } })),
  });
  const assign = useCommand(
    () => ok(api.questions.POST('/v1/questions/{id}/assign', { ...at(question), body: { assigneeId: id! } })),
    onDone,
  );
  return (
    <Ask title={say('assign.title')} onClose={onClose}>
      <Loaded of={people}>
        {({ items }) => (
          <fieldset className="choices">
            <legend>{say('assign.to')}</legend>
            {items.length === 0 && <Empty title={say('nothing-found')} />}
            {items
              .filter(({ active, roles }) => active && roles.length > 0)
              .map((one) => (
                <label key={one.id} className="choice">
                  <input
                    type="radio"
                    name="assignee"
                    checked={id === one.id}
                    onChange={() => setId(one.id)}
                  />
                  <span>{one.name}</span>
                  {one.id === question.assignee?.id && <span className="quiet">{say('assign.has-it')}</span>}
                </label>
              ))}
          </fieldset>
        )}
      </Loaded>
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
        <Field label={say('close.duplicate-of')} value={number} onChange={setNumber} maxLength={40} />
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

export function ReopenAsk({ question, onClose, onDone }: Asked) {
  const say = useSay();
  const [reason, setReason] = useState('');
  const [pool, setPool] = useState(false);
  const reopen = useCommand(
    () =>
      ok(
        api.questions.POST('/v1/questions/{id}/reopen', {
          ...at(question),
          body: { reason: reason.trim(), ...(pool ? { pool } : {}) },
        }),
      ),
    onDone,
  );
  return (
    <Ask title={say('reopen.title')} onClose={onClose}>
      <Field
        label={say('reason')}
        hint={say('reason.staff')}
        value={reason}
        onChange={setReason}
        rows={3}
        autoFocus
        maxLength={1000}
      />
      <label className="choice">
        <input type="checkbox" checked={pool} onChange={({ target }) => setPool(target.checked)} />
        <span>{say('reopen.pool')}</span>
      </label>
      <Trouble>{reopen.trouble}</Trouble>
      <div className="row">
        <Action
          kind="first"
          busy={reopen.busy}
          whyNot={reason.trim() ? undefined : say('reason.first')}
          onPress={() => reopen.run()}
        >
          {say('reopen')}
        </Action>
      </div>
    </Ask>
  );
}

/** Recall fetches a question back from where it was referred to; Return gives one back to its sender. */
export function ReasonAsk({
  kind,
  question,
  me,
  onClose,
  onDone,
}: Asked & { kind: 'recall' | 'return'; me: Me }) {
  const say = useSay();
  const [reason, setReason] = useState('');
  const go = useCommand(async (): Promise<void> => {
    const body = { reason: reason.trim() };
    const { hops } = await ok(api.referrals.GET('/v1/chains/{id}', at(question)));
    const open = hops.filter(({ status }) => status === 'open' || status === 'asked' || status === 'claimed');
    if (kind === 'return') {
      const hop = open.findLast(({ receiver }) => receiver?.institutionId === me.institutionId);
      const path = { params: { path: { id: hop?.id ?? '' } } };
      await ok(api.referrals.POST('/v1/referrals/{id}/return', { ...path, body }));
      return;
    }
    const hop = open.findLast(({ sender }) => sender.institutionId === me.institutionId);
    if (hop && question.patronInstitutionId !== me.institutionId)
      await ok(api.referrals.POST('/v1/referrals/{id}/withdraw', { params: { path: { id: hop.id } }, body }));
    else await ok(api.questions.POST('/v1/questions/{id}/recall', { ...at(question), body }));
  }, onDone);
  return (
    <Ask title={say(`${kind}.title`)} onClose={onClose}>
      <p>{say(`${kind}.text`)}</p>
      <Field
        label={say('reason')}
        hint={say('reason.staff')}
        value={reason}
        onChange={setReason}
        rows={3}
        autoFocus
        maxLength={1000}
      />
      <Trouble>{go.trouble}</Trouble>
      <div className="row">
        <Action
          kind="first"
          busy={go.busy}
          whyNot={reason.trim() ? undefined : say('reason.first')}
          onPress={() => go.run()}
        >
          {say(kind)}
        </Action>
      </div>
    </Ask>
  );
}
