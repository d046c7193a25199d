import { ok } from '@carrel/client';
import { useState } from 'react';
import { api } from '../api.js';
import { toast } from '../frame/toast.js';
import { Action } from '../ui/Action.js';
import { Ask } from '../ui/Ask.js';
import { Field } from '../ui/Field.js';
import { Trouble } from '../ui/trouble.js';
import { useCommand } from '../ui/useCommand.js';
import { at } from './api.js';
import { useSay } from './words.js';

interface Asked {
  readonly question: { readonly id: string };
  readonly onClose: () => void;
  readonly onDone: () => void;
}

/** A transcript that needs a look goes, with a comment, to the coordinator or to Quality Control (R81). */
export function ForwardAsk({ question, onClose, onDone }: Asked) {
  const say = useSay();
  const [to, setTo] = useState<'quality-control' | 'coordinator'>('quality-control');
  const [comment, setComment] = useState('');
  const forward = useCommand(
    () =>
      ok(
        api.questions.POST('/v1/questions/{id}/forwards', {
          ...at(question),
          body: { to, comment: comment.trim() },
        }),
      ),
    () => (toast(say('forward.done', { to: say(`forward.${to}`) })), onDone()),
  );
  return (
    <Ask title={say('forward.title')} onClose={onClose}>
      <fieldset className="choices">
        <legend>{say('forward.to')}</legend>
        {(['quality-control', 'coordinator'] as const).map((one) => (
          <label key={one} className="choice">
            <input type="radio" name="forward" checked={to === one} onChange={() => setTo(one)} />
            <span>{say(`forward.${one}`)}</span>
          </label>
        ))}
      </fieldset>
      <Field
        label={say('forward.comment')}
        hint={say('forward.hint')}
        value={comment}
        onChange={setComment}
        rows={5}
        maxLength={20_000}
      />
      <Trouble>{forward.trouble}</Trouble>
      <div className="row">
        <Action
          kind="first"
          busy={forward.busy}
          whyNot={comment.trim() ? undefined : say('reason.first')}
          onPress={() => forward.run()}
        >
          {say('forward.do')}
        </Action>
      </div>
    </Ask>
  );
}

/** Whom the patron was sent to outside, with a way to get there. */
export function AgencyAsk({ question, onClose, onDone }: Asked) {
  const say = useSay();
  const [given, setGiven] = useState({ name: '', email: '', phone: '', url: '', postal: '' });
  const name = useCommand(() => {
    const filled = Object.entries(given).flatMap(([key, text]) => (text.trim() ? [[key, text.trim()]] : []));
    const body = Object.fromEntries(filled) as { name: string };
    return ok(api.questions.POST('/v1/questions/{id}/outside-agencies', { ...at(question), body }));
  }, onDone);
  const field = (key: keyof typeof given, more: { type?: 'email' | 'tel' | 'url'; maxLength: number }) => (
    <Field
      label={say(`agency.${key}`)}
      value={given[key]}
      onChange={(text) => setGiven({ ...given, [key]: text })}
      {...more}
    />
  );
  return (
    <Ask title={say('agency.title')} onClose={onClose}>
      <p>{say('agency.text')}</p>
      {field('name', { maxLength: 200 })}
      <div className="pair">
        {field('phone', { type: 'tel', maxLength: 60 })}
        {field('email', { type: 'email', maxLength: 254 })}
      </div>
      {field('url', { type: 'url', maxLength: 2000 })}
      {field('postal', { maxLength: 1000 })}
      <Trouble>{name.trouble}</Trouble>
      <div className="row">
        <Action
          kind="first"
          busy={name.busy}
          whyNot={given.name.trim() ? undefined : say('agency.name-first')}
          onPress={() => name.run()}
        >
          {say('agency.do')}
        </Action>
      </div>
    </Ask>
  );
}
