import { CarrelProblem } from '@carrel/client';
import { Suspense, useState } from 'react';
import { useAccount } from '../../frame/me.js';
import { toast } from '../../frame/toast.js';
import { Action } from '../../ui/Action.js';
import { useKept } from '../../ui/drafts.js';
import { Empty } from '../../ui/Loaded.js';
import { When } from '../../ui/time.js';
import { Trouble, troubleOf } from '../../ui/trouble.js';
import { usePersonName } from '../people.js';
import { useSay } from '../words.js';
import {
  useDefinitions,
  useFreshSettings,
  useSettings,
  writeSetting,
  type Definition,
  type Owner,
  type Stored,
} from './api.js';
import { Conflict } from './Conflict.js';
import { extras } from './extras.js';
import { History } from './History.js';
import { ObjectFields } from './SchemaField.js';
import { alike, humanized, plainWords } from './schema.js';
import { useSettingWords } from './words.js';

interface Props {
  readonly owner: Owner;
  readonly settingKey: string;
  /** Whether the reader may change it. */
  readonly may: boolean;
}

/** The page of one setting, drawn from its definition. */
export function SettingPage({ owner, settingKey, may }: Props) {
  const say = useSay();
  const definitions = useDefinitions();
  const settings = useSettings(owner);
  const definition = definitions.data?.find(({ key, level }) => key === settingKey && level === owner.level);
  const stored = settings.data?.find(({ key }) => key === settingKey);
  const error = definitions.error ?? settings.error;
  if (error && !stored)
    return <Trouble again={() => void settings.refetch()}>{troubleOf(error, say)}</Trouble>;
  if (!definitions.data || !settings.data)
    return (
      <p className="loading" role="status">
        {say('loading')}
      </p>
    );
  if (!definition || !stored) return <Empty title={say('nothing-found')} />;
  return (
    <SettingForm
      key={`${owner.id} ${settingKey}`}
      owner={owner}
      definition={definition}
      stored={stored}
      may={may}
    />
  );
}

interface Draft {
  readonly value: unknown;
  readonly seen: number;
}

function SettingForm({
  owner,
  definition,
  stored,
  may,
}: {
  owner: Owner;
  definition: Definition;
  stored: Stored;
  may: boolean;
}) {
  const say = useSay();
  const words = useSettingWords();
  const nameOf = usePersonName();
  const fresh = useFreshSettings(owner);
  const { key, schema } = definition;
  // What is typed and not saved outlives a reload.
  const [draft, setDraft] = useKept<Draft>(useAccount().id, `setting:${owner.id}:${key}`);
  const [faults, setFaults] = useState<Readonly<Record<string, string>>>({});
  const [trouble, setTrouble] = useState<string>();
  const [busy, setBusy] = useState(false);
  const [answer, setAnswer] = useState<unknown>();
  const [conflict, setConflict] = useState(false);
  const [history, setHistory] = useState(false);
  const value = draft ? draft.value : stored.value;
  const dirty = draft !== undefined && !alike(draft.value, stored.value);
  const change = (to: unknown) =>
    setDraft(alike(to, stored.value) ? undefined : { value: to, seen: draft?.seen ?? stored.version });

  const save = async (wanted: unknown, seen: number) => {
    if (busy) return;
    setBusy(true);
    setFaults({});
    setTrouble(undefined);
    try {
      setAnswer(await writeSetting(owner, key, wanted, seen));
      setDraft(undefined);
      setConflict(false);
      await fresh();
      toast(say('saved'));
    } catch (error) {
      const problem = error instanceof CarrelProblem ? error.problem : undefined;
      if (problem?.status === 412) {
        await fresh();
        setConflict(true);
      } else if (problem?.status === 422 && problem.errors?.length) {
        setFaults(Object.fromEntries(problem.errors.map(({ path, message }) => [path, message])));
        setTrouble(say('field.faults', { count: problem.errors.length }));
      } else setTrouble(troubleOf(error, say));
    } finally {
      setBusy(false);
    }
  };
  const { Editor = ObjectFields, Beside } = extras[key] ?? {};
  const help = words(`d.${key}`, plainWords(definition.description));
  return (
    <article className="setting" data-setting={key} aria-labelledby="setting-title">
      <header className="setting-top">
        <h1 id="setting-title">{words(`t.${key}`, humanized(key))}</h1>
        <p>{help}</p>
        <p className="quiet">
          {stored.changedAt ? (
            <>
              {say('setting.changed', { name: nameOf(stored.changedBy) })} <When at={stored.changedAt} />
            </>
          ) : (
            say('setting.default')
          )}
        </p>
      </header>
      <div className={Beside ? 'setting-columns' : ''}>
        <form
          className="setting-form"
          noValidate
          onSubmit={(event) => {
            event.preventDefault();
            if (may && dirty) void save(value, draft.seen);
          }}
        >
          <fieldset disabled={!may} className="bare">
            <Editor
              schema={schema}
              value={value}
              onChange={change}
              name={key}
              at=""
              faults={faults}
              owner={owner}
            />
          </fieldset>
          <Trouble>{faults[''] ? `${trouble} ${faults['']}` : trouble}</Trouble>
          <div className="row save-row">
            <button
              type="submit"
              className="button first"
              aria-disabled={!may || !dirty || undefined}
              aria-busy={busy || undefined}
            >
              {say('save')}
            </button>
            {dirty && (
              <Action onPress={() => (setDraft(undefined), setFaults({}), setTrouble(undefined))}>
                {say('undo')}
              </Action>
            )}
            {may && !alike(value, definition.default) && (
              <Action kind="plain" onPress={() => change(definition.default)}>
                {say('setting.to-default')}
              </Action>
            )}
            <span className="quiet" role="status">
              {!may ? say('setting.read-only') : dirty ? say('setting.unsaved') : ''}
            </span>
          </div>
        </form>
        {Beside && (
          <aside className="setting-beside" aria-label={say('setting.beside')}>
            <Suspense fallback={<p className="loading">{say('loading')}</p>}>
              <Beside owner={owner} value={value} stored={stored} dirty={dirty} answer={answer} may={may} />
            </Suspense>
          </aside>
        )}
      </div>
      <details open={history} onToggle={({ currentTarget }) => setHistory(currentTarget.open)}>
        <summary>{say('history')}</summary>
        {history && (
          <History owner={owner} definition={definition} stored={stored} onTake={may ? change : undefined} />
        )}
      </details>
      {conflict && (
        <Conflict
          theirs={stored}
          mine={value}
          onClose={() => setConflict(false)}
          onTake={() => (setDraft(undefined), setConflict(false))}
          onSave={(chosen) => void save(chosen, stored.version)}
        />
      )}
    </article>
  );
}
