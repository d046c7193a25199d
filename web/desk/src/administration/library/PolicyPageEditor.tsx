import { CarrelProblem, ok } from '@carrel/client';
import { nameOf } from '@carrel/ui';
import { useQuery, useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { api } from '../../api.js';
import { useAccount } from '../../frame/me.js';
import { toast } from '../../frame/toast.js';
import { Action } from '../../ui/Action.js';
import { useKept } from '../../ui/drafts.js';
import { Field } from '../../ui/Field.js';
import { Loaded } from '../../ui/Loaded.js';
import { When } from '../../ui/time.js';
import { Trouble } from '../../ui/trouble.js';
import { useCommand } from '../../ui/useCommand.js';
import { HtmlAsk } from '../settings/HtmlAsk.js';
import { useSetting } from '../settings/api.js';
import { useSay } from '../words.js';
import { PolicyHistory } from './PolicyHistory.js';

const readPolicy = (id: string, language: string | undefined) =>
  ok(
    api.admin.GET('/v1/institutions/{id}/policy-page', {
      params: { path: { id }, query: language ? { language } : {} },
    }),
  );
type Policy = Awaited<ReturnType<typeof readPolicy>>;
export const usePolicy = (id: string, language?: string) =>
  useQuery({
    queryKey: ['policy-edit', id, language],
    queryFn: () => readPolicy(id, language),
    // The queue is set up by another service, within a moment.
    refetchInterval: ({ state: { data } }) => (data?.submittedAt && !data.acceptedAt ? 1_000 : false),
  });

/** What must be written before it can be submitted, and is not. */
export const missingIn = (policy: Policy) =>
  policy.sections.flatMap(({ fields }) =>
    fields.filter(({ required, languages }) => required && languages.length === 0),
  );

/** The policy page: its sections, whether it can be seen, and Submit, which asks for the chat queue. */
export function PolicyPageEditor({ institutionId: id }: { institutionId: string }) {
  const languages = useSetting<{ staff: readonly string[] }>(
    { level: 'institution', id },
    'languages',
  )?.staff;
  const [language, setLanguage] = useState<string>();
  const policy = usePolicy(id, language);
  return (
    <Loaded of={policy}>
      {(of) => (
        <Sections
          key={of.language}
          id={id}
          of={of}
          languages={languages ?? [of.language]}
          onLanguage={setLanguage}
        />
      )}
    </Loaded>
  );
}

type Words = Readonly<Record<string, string>>;
interface Props {
  readonly id: string;
  readonly of: Policy;
  readonly languages: readonly string[];
  readonly onLanguage: (language: string) => void;
}

function Sections({ id, of, languages, onLanguage }: Props) {
  const say = useSay();
  const queries = useQueryClient();
  const fresh = () => queries.invalidateQueries({ queryKey: ['policy-edit', id] });
  // What is typed and not saved outlives a reload; what is secret is kept nowhere but at the service.
  const [draft, keepDraft] = useKept<Words>(useAccount().id, `policy:${id}:${of.language}`);
  const [secrets, setSecrets] = useState<Words>({});
  const typed: Words = { ...draft, ...secrets };
  const type = (key: string, secret: boolean, text: string) =>
    secret ? setSecrets({ ...secrets, [key]: text }) : keepDraft({ ...draft, [key]: text });
  const drop = () => (keepDraft(undefined), setSecrets({}));
  const [viewed, setViewed] = useState(false);
  const [faults, setFaults] = useState<Words>({});
  const at = { path: { id } };
  const written = (key: string): string =>
    of.sections.flatMap(({ fields }) => fields).find((one) => one.key === key)?.text ?? '';
  const dirty = Object.keys(typed).filter((key) => typed[key] !== written(key));
  const missing = missingIn(of).filter(({ key }) => !typed[key]);

  const save = useCommand(async () => {
    setFaults({});
    let version = of.version;
    for (const field of dirty) {
      try {
        const header = { 'If-Match': `"${version}"` };
        const body = { text: typed[field]!, language: of.language };
        const params = { path: { id, field }, header };
        ({ version } = await ok(
          api.admin.PUT('/v1/institutions/{id}/policy-page/fields/{field}', { params, body }),
        ));
      } catch (error) {
        if (error instanceof CarrelProblem) setFaults({ [field]: error.problem?.detail ?? error.message });
        await fresh();
        throw error;
      }
    }
    await fresh();
    drop();
    toast(say('saved'));
  });
  const [turning, setTurning] = useState<'hidden' | 'viewable'>();
  const turn = useCommand(async (status: 'hidden' | 'viewable') => {
    setTurning(status);
    try {
      await ok(api.admin.PUT('/v1/institutions/{id}/policy-page/status', { params: at, body: { status } }));
      await fresh();
    } finally {
      setTurning(undefined);
    }
  });
  const submit = useCommand(async () => {
    await ok(api.admin.POST('/v1/institutions/{id}/policy-page/submit', { params: at }));
    await fresh();
  });
  const labels = new Map(of.sections.flatMap(({ fields }) => fields.map(({ key, label }) => [key, label])));
  const steps: Readonly<Record<string, string>> = {
    hidden: say('policy.hidden'),
    viewable: say('policy.viewable'),
    submitted: say('policy.submit'),
  };
  const nameOfChange = (what: string) => labels.get(what) ?? steps[what] ?? what;
  const whyNot =
    dirty.length > 0
      ? say('policy.save-first')
      : missing.length > 0
        ? say('policy.fill-first', { names: missing.map(({ label }) => label).join('; ') })
        : of.status === 'hidden'
          ? say('policy.show-first')
          : undefined;
  return (
    <article className="setting">
      <header className="setting-top">
        <h1>{say('policy')}</h1>
        <p>{say('policy.text')}</p>
      </header>
      <div className="setting-columns">
        <form
          className="setting-form"
          noValidate
          onSubmit={(event) => {
            event.preventDefault();
            if (dirty.length > 0) save.run();
          }}
        >
          {languages.length > 1 && (
            <label className="inline">
              <span>{say('messages.language')}</span>
              <select
                className="input"
                value={of.language}
                onChange={({ target }) => onLanguage(target.value)}
              >
                {languages.map((one) => (
                  <option key={one} value={one}>
                    {nameOf(one)}
                  </option>
                ))}
              </select>
            </label>
          )}
          {of.sections.map((section) => (
            <fieldset key={section.key} className="panel" id={`policy-${section.key}`}>
              <legend>{section.title}</legend>
              {section.fields.map(({ key, label, required, secret, text, languages: there }) => (
                <Field
                  key={key}
                  label={required ? `${label} (${say('profile.required')})` : label}
                  rows={secret ? 2 : 3}
                  maxLength={10_000}
                  fault={faults[key]}
                  hint={
                    secret
                      ? say(there.length > 0 ? 'policy.secret-kept' : 'policy.secret')
                      : there.length > 0 && !there.includes(of.language)
                        ? say('policy.other-language', { languages: there.map(nameOf).join(', ') })
                        : undefined
                  }
                  value={typed[key] ?? (there.includes(of.language) ? (text ?? '') : '')}
                  onChange={(to) => type(key, secret, to)}
                />
              ))}
            </fieldset>
          ))}
          <Trouble>{save.trouble}</Trouble>
          <div className="row save-row">
            <button
              type="submit"
              className="button first"
              aria-disabled={dirty.length === 0 || undefined}
              aria-busy={save.busy || undefined}
            >
              {say('save')}
            </button>
            {dirty.length > 0 && (
              <Action
                onPress={() => {
                  drop();
                  setFaults({});
                  save.clear();
                }}
              >
                {say('undo')}
              </Action>
            )}
            <span className="quiet" role="status">
              {dirty.length > 0 ? say('policy.unsaved', { count: dirty.length }) : ''}
            </span>
          </div>
        </form>
        <aside className="setting-beside">
          <section className="panel stack">
            <fieldset className="choices">
              <legend>{say('policy.status')}</legend>
              {(['hidden', 'viewable'] as const).map((status) => (
                <label key={status} className="choice">
                  <input
                    type="radio"
                    name="policy-status"
                    checked={(turning ?? of.status) === status}
                    onChange={() => turn.run(status)}
                  />
                  <span>{say(status === 'hidden' ? 'policy.hidden' : 'policy.viewable')}</span>
                </label>
              ))}
            </fieldset>
            <Action onPress={() => setViewed(true)}>{say('policy.view')}</Action>
            <Trouble>{turn.trouble}</Trouble>
          </section>
          <section className="panel stack">
            <h2>{say('policy.submitting')}</h2>
            <ol className="plain-list steps">
              <li>{say('policy.step-fill')}</li>
              <li>{say('policy.step-show')}</li>
              <li>{say('policy.step-submit')}</li>
              <li>{say('policy.step-queue')}</li>
              <li>{say('policy.step-link')}</li>
            </ol>
            {of.submittedAt ? (
              <p role="status">
                <span className={`tag ${of.acceptedAt ? 'good' : 'warn'}`}>
                  {say(of.acceptedAt ? 'policy.accepted' : 'policy.submitted')}
                </span>{' '}
                <When at={of.acceptedAt ?? of.submittedAt} />
              </p>
            ) : (
              <Action kind="first" onPress={() => submit.run()} busy={submit.busy} whyNot={whyNot}>
                {say('policy.submit')}
              </Action>
            )}
            <Trouble>{submit.trouble}</Trouble>
          </section>
        </aside>
      </div>
      <PolicyHistory id={id} nameOf={nameOfChange} />
      {viewed && (
        <HtmlAsk
          title={say('policy.view')}
          of={['policy-view', id, of.language]}
          link={() =>
            ok(
              api.admin.POST('/v1/institutions/{id}/policy-page/view/links', {
                params: { path: { id }, query: { language: of.language } },
              }),
            )
          }
          onClose={() => setViewed(false)}
        />
      )}
    </article>
  );
}
