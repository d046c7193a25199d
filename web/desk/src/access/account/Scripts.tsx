import { ok } from '@carrel/client';
import { useQuery, useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { api } from '../../api.js';
import { Field } from '../../ui/Field.js';
import { Loaded } from '../../ui/Loaded.js';
import { Trouble } from '../../ui/trouble.js';
import { useCommand } from '../../ui/useCommand.js';
import { useSay } from './words.js';

const read = () => ok(api.admin.GET('/v1/me/scripts'));
type Script = Awaited<ReturnType<typeof read>>['items'][number];
const empty: Script = { name: '', kind: 'text', content: '' };

/** My scripts: texts and pages at hand by `/` in a reply (R122). */
export function Scripts() {
  const say = useSay();
  const queries = useQueryClient();
  const scripts = useQuery({ queryKey: ['my-scripts'], queryFn: read });
  const [editing, setEditing] = useState<{ of?: string; script: Script }>();
  const anew = () => {
    setEditing(undefined);
    void queries.invalidateQueries({ queryKey: ['my-scripts'] });
    void queries.invalidateQueries({ queryKey: ['scripts'] });
  };
  const save = useCommand(({ of, script }: { of?: string; script: Script }) => {
    const body = { ...script, name: script.name.trim(), content: script.content.trim() };
    return of === undefined
      ? ok(api.admin.POST('/v1/me/scripts', { body }))
      : ok(api.admin.PUT('/v1/me/scripts/{name}', { params: { path: { name: of } }, body }));
  }, anew);
  const remove = useCommand(
    (name: string) => ok(api.admin.DELETE('/v1/me/scripts/{name}', { params: { path: { name } } })),
    anew,
  );
  const change = (script: Partial<Script>) =>
    editing && setEditing({ ...editing, script: { ...editing.script, ...script } });
  return (
    <>
      <p className="quiet">{say('scripts.text')}</p>
      <Loaded of={scripts}>
        {({ items }) => (
          <ul className="plain-list">
            {items.map((script) => (
              <li key={script.name} className="choice-row boxed">
                <span className="one-line">
                  <strong>{script.name}</strong>{' '}
                  <span className="tag">{say(script.kind === 'url' ? 'scripts.url' : 'scripts.words')}</span>{' '}
                  <span className="quiet">{script.content}</span>
                </span>
                <span className="row">
                  <button
                    type="button"
                    className="button"
                    aria-label={say('scripts.change-of', { name: script.name })}
                    onClick={() => setEditing({ of: script.name, script })}
                  >
                    {say('scripts.change')}
                  </button>
                  <button
                    type="button"
                    className="button"
                    aria-label={say('scripts.remove-of', { name: script.name })}
                    onClick={() => remove.run(script.name)}
                  >
                    {say('scripts.remove')}
                  </button>
                </span>
              </li>
            ))}
            {items.length === 0 && <li className="quiet">{say('scripts.empty')}</li>}
          </ul>
        )}
      </Loaded>
      <Trouble>{remove.trouble}</Trouble>
      {editing ? (
        <form
          className="stack narrow"
          noValidate
          onSubmit={(event) => {
            event.preventDefault();
            save.run(editing);
          }}
        >
          <Field
            label={say('scripts.name')}
            value={editing.script.name}
            onChange={(name) => change({ name })}
            maxLength={60}
            autoFocus
          />
          <fieldset className="choices">
            <legend>{say('scripts.kind')}</legend>
            {(['text', 'url'] as const).map((kind) => (
              <label key={kind} className="choice">
                <input
                  type="radio"
                  name="kind"
                  checked={editing.script.kind === kind}
                  onChange={() => change({ kind })}
                />
                <span>{say(kind === 'url' ? 'scripts.url' : 'scripts.words')}</span>
              </label>
            ))}
          </fieldset>
          <Field
            label={say(editing.script.kind === 'url' ? 'page.address' : 'scripts.words')}
            hint={editing.script.kind === 'url' ? undefined : say('scripts.places')}
            value={editing.script.content}
            onChange={(content) => change({ content })}
            maxLength={2000}
            {...(editing.script.kind === 'url' ? { type: 'url' } : { rows: 4 })}
          />
          <Trouble>{save.trouble}</Trouble>
          <div className="row">
            <button type="submit" className="button first" aria-busy={save.busy}>
              {say('shift.save')}
            </button>
            <button type="button" className="button plain" onClick={() => setEditing(undefined)}>
              {say('cancel')}
            </button>
          </div>
        </form>
      ) : (
        <button type="button" className="button" onClick={() => setEditing({ script: empty })}>
          {say('scripts.add')}
        </button>
      )}
    </>
  );
}
