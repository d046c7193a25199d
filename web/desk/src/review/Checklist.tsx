import { ok } from '@carrel/client';
import { useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { api } from '../api.js';
import { useAccount } from '../frame/me.js';
import { toast } from '../frame/toast.js';
import { Action } from '../ui/Action.js';
import { useDraft } from '../ui/drafts.js';
import { Field } from '../ui/Field.js';
import { Trouble } from '../ui/trouble.js';
import { useCommand } from '../ui/useCommand.js';
import type { Behaviour, Review } from './api.js';
import { useSay } from './words.js';

interface Props {
  readonly id: string;
  readonly behaviours: readonly Behaviour[];
  readonly before: Review | undefined;
  readonly onKept: () => void;
}
const verdicts = ['yes', 'no', 'not-applicable'] as const;
type Verdict = (typeof verdicts)[number];

/** Every behaviour gets a verdict, or none; the comment is for reviewers, and for the librarian where it is feedback. */
export function Checklist({ id, behaviours, before, onKept }: Props) {
  const say = useSay();
  const account = useAccount();
  const queries = useQueryClient();
  const [marks, setMarks] = useState<Record<string, Verdict>>(() => {
    const known = new Set(behaviours.map(({ key }) => key));
    return Object.fromEntries(Object.entries(before?.marks ?? {}).filter(([key]) => known.has(key)));
  });
  const [typed, setTyped] = useDraft(account.id, `review:${id}`);
  const comment = typed || (before?.comment ?? '');
  const [feedback, setFeedback] = useState(Boolean(before?.feedbackTo));
  const keep = useCommand(
    () =>
      ok(
        api.questions.PUT('/v1/questions/{id}/review', {
          params: { path: { id } },
          body: { marks, comment: comment.trim() || null, feedback },
        }),
      ),
    () => {
      setTyped('');
      void queries.invalidateQueries({ queryKey: ['review'] });
      toast(say('review.kept'));
      onKept();
    },
  );
  const nothing = Object.keys(marks).length === 0 && !comment.trim();
  return (
    <form
      className="stack"
      onSubmit={(event) => {
        event.preventDefault();
        if (!nothing) keep.run();
      }}
    >
      <h2>{say('review.checklist')}</h2>
      {behaviours.map(({ key, label }) => (
        <fieldset key={key} className="behaviour">
          <legend>{label}</legend>
          <div className="row">
            {verdicts.map((verdict) => (
              <label key={verdict} className="inline">
                <input
                  type="radio"
                  name={key}
                  checked={marks[key] === verdict}
                  onChange={() => setMarks({ ...marks, [key]: verdict })}
                />
                <span>{say(`verdict.${verdict}`)}</span>
              </label>
            ))}
          </div>
        </fieldset>
      ))}
      <Field label={say('review.comment')} value={comment} onChange={setTyped} rows={5} maxLength={10_000} />
      <label className="choice">
        <input type="checkbox" checked={feedback} onChange={({ target }) => setFeedback(target.checked)} />
        <span>{say('review.feedback')}</span>
      </label>
      <Trouble>{keep.trouble}</Trouble>
      <Action
        kind="first"
        busy={keep.busy}
        whyNot={nothing ? say('review.empty') : undefined}
        onPress={() => keep.run()}
      >
        {say('review.keep')}
      </Action>
    </form>
  );
}
