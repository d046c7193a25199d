import { ok } from '@carrel/client';
import { useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { api } from '../api.js';
import { useMe } from '../frame/me.js';
import { toast } from '../frame/toast.js';
import { Action } from '../ui/Action.js';
import { Field } from '../ui/Field.js';
import { Trouble } from '../ui/trouble.js';
import { useCommand } from '../ui/useCommand.js';
import { at, useFresh, type Question } from './api.js';
import { useSay, type Key } from './words.js';

const topics = ['research', 'policy', 'circulation', 'access-services', 'other'] as const;
const resolutions = [
  'answered',
  'followup-by-me',
  'followup-by-patron-library',
  'lost-call',
  'practice',
] as const;
const MOST_CODES = 4;
type Coded = Pick<Question, 'topic' | 'codes' | 'readScale'>;

/** What the question was about and the effort it took (R77): kept as soon as it is chosen. */
export function Coding({ question }: { question: Question }) {
  const say = useSay();
  const fresh = useFresh(question.id);
  const institutionId = question.patronInstitutionId;
  const known = useQuery({
    queryKey: ['descriptive-codes', institutionId],
    staleTime: 300_000,
    queryFn: () => ok(api.questions.GET('/v1/descriptive-codes', { params: { query: { institutionId } } })),
  });
  const [kept, setKept] = useState<Coded & { updatedAt: string }>(question);
  const [saved, setSaved] = useState(false);
  // What is served replaces what was chosen here once it is newer.
  if (question.updatedAt > kept.updatedAt) setKept(question);
  const save = useCommand(
    (change: Partial<Coded>) => {
      const { topic, codes, readScale } = { ...kept, ...change };
      setKept({ ...kept, ...change });
      const body = { topic: topic as (typeof topics)[number] | null, codes: [...codes], readScale };
      return ok(api.questions.PUT('/v1/questions/{id}/coding', { ...at(question), body }));
    },
    () => (setSaved(true), fresh()),
  );
  const codes = new Set(kept.codes);
  const choices = (known.data?.items ?? []).filter(({ code, active }) => active || codes.has(code));
  const pick = (code: string, on: boolean) =>
    save.run({ codes: on ? [...codes, code] : [...codes].filter((one) => one !== code) });
  return (
    <div className="stack pad">
      <label className="field">
        <span>{say('coding.topic')}</span>
        <select
          className="input"
          value={kept.topic ?? ''}
          onChange={({ target }) => save.run({ topic: target.value || null })}
        >
          <option value="">{say('coding.none')}</option>
          {topics.map((topic) => (
            <option key={topic} value={topic}>
              {say(`topic.${topic}`)}
            </option>
          ))}
        </select>
      </label>
      {choices.length > 0 && (
        <fieldset className="choices">
          <legend>{say('coding.codes', { most: MOST_CODES })}</legend>
          {choices.map(({ code, label }) => (
            <label key={code} className="choice">
              <input
                type="checkbox"
                checked={codes.has(code)}
                disabled={save.busy || (!codes.has(code) && codes.size >= MOST_CODES)}
                onChange={({ target }) => pick(code, target.checked)}
              />
              <span>{label}</span>
            </label>
          ))}
        </fieldset>
      )}
      <label className="field">
        <span>{say('coding.read')}</span>
        <select
          className="input"
          value={kept.readScale ?? ''}
          onChange={({ target }) => save.run({ readScale: target.value ? Number(target.value) : null })}
        >
          <option value="">{say('coding.none')}</option>
          {[1, 2, 3, 4, 5, 6].map((effort) => (
            <option key={effort} value={effort}>
              {say(`read.${effort}` as Key)}
            </option>
          ))}
        </select>
      </label>
      <p className="quiet" role="status">
        {save.busy ? say('coding.saving') : saved && say('coding.saved')}
      </p>
      <Trouble>{save.trouble}</Trouble>
      {question.source === 'chat' && <Recoding question={question} />}
    </div>
  );
}

/** A reviewer corrects the code with which a chat ended, for the statistics. */
function Recoding({ question }: { question: Question }) {
  const say = useSay();
  const { data: me } = useMe();
  const fresh = useFresh(question.id);
  const [resolution, setResolution] = useState(question.resolution);
  const [reason, setReason] = useState('');
  const recode = useCommand(
    () =>
      ok(
        api.questions.POST('/v1/questions/{id}/recode', {
          ...at(question),
          body: { resolution: resolution!, reason: reason.trim() },
        }),
      ),
    () => (setReason(''), fresh(), toast(say('coding.saved'))),
  );
  if (!question.resolution) return null;
  if (!me?.capabilities.includes('questions.review'))
    return (
      <p>
        {say('coding.resolution')}: <strong>{say(`resolution.${question.resolution}`)}</strong>
      </p>
    );
  return (
    <section className="stack">
      <label className="field">
        <span>{say('coding.resolution')}</span>
        <select
          className="input"
          value={resolution ?? ''}
          onChange={({ target }) => setResolution(target.value as typeof resolution)}
        >
          {resolutions.map((one) => (
            <option key={one} value={one}>
              {say(`resolution.${one}`)}
            </option>
          ))}
        </select>
      </label>
      {resolution !== question.resolution && (
        <>
          <Field
            label={say('reason')}
            hint={say('reason.staff')}
            value={reason}
            onChange={setReason}
            maxLength={1000}
          />
          <Trouble>{recode.trouble}</Trouble>
          <Action
            busy={recode.busy}
            whyNot={reason.trim() ? undefined : say('reason.first')}
            onPress={() => recode.run()}
          >
            {say('coding.recode')}
          </Action>
        </>
      )}
    </section>
  );
}
