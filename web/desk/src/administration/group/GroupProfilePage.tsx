import { ok } from '@carrel/client';
import { useQuery, useQueryClient } from '@tanstack/react-query';
import { api } from '../../api.js';
import { toast } from '../../frame/toast.js';
import { useKept } from '../../ui/drafts.js';
import { Field } from '../../ui/Field.js';
import { Loaded } from '../../ui/Loaded.js';
import { Trouble } from '../../ui/trouble.js';
import { useCommand } from '../../ui/useCommand.js';
import type { Group, GroupArea } from '../areas.js';
import { useSay } from '../words.js';
import { ZoneField } from '../ZoneField.js';
import { useAccount, useLibrariesOf } from '../../frame/me.js';

const uses = ['referral', 'web-form-coverage', 'chat-coverage'] as const;

/** A group's name, clock, contact and what it is for; and the one library that does all follow-up for it. */
export function GroupProfilePage({ area, may }: { area: GroupArea; may: boolean }) {
  const group = useQuery({
    queryKey: ['group', area.id],
    queryFn: () => ok(api.admin.GET('/v1/groups/{id}', { params: { path: { id: area.id } } })),
  });
  return <Loaded of={group}>{(of) => <Form of={of} may={may} fresh={() => void group.refetch()} />}</Loaded>;
}

function Form({ of, may, fresh }: { of: Group; may: boolean; fresh: () => void }) {
  const say = useSay();
  const queries = useQueryClient();
  const libraries = useLibrariesOf(of.id);
  // What is typed and not saved outlives a reload.
  const [draft, keepDraft] = useKept<Partial<Group>>(useAccount().id, `group:${of.id}`);
  const typed = { ...of, ...draft };
  const set = (change: Partial<Group>) => keepDraft({ ...draft, ...change });
  const at = { params: { path: { id: of.id } } };
  const done = () => {
    toast(say('saved'));
    fresh();
    void queries.invalidateQueries({ queryKey: ['me'] });
  };
  const save = useCommand(async () => {
    const { name, timeZone, requiresCooperativeMark, contactEmail, uses: used } = typed;
    const body = {
      name: name.trim(),
      timeZone,
      requiresCooperativeMark,
      contactEmail: contactEmail?.trim() || null,
      uses: used,
    };
    await ok(api.admin.PUT('/v1/groups/{id}', { ...at, body }));
    keepDraft(undefined);
  }, done);
  const proxy = useCommand(
    (institutionId: string | null) =>
      ok(api.admin.PUT('/v1/groups/{id}/proxy', { ...at, body: { institutionId } })),
    done,
  );
  return (
    <form
      className="setting-form"
      noValidate
      onSubmit={(event) => {
        event.preventDefault();
        save.run();
      }}
    >
      <h1>{of.name}</h1>
      <fieldset disabled={!may} className="bare">
        <Field
          label={say('group.name')}
          value={typed.name}
          maxLength={60}
          onChange={(name) => set({ name })}
        />
        <ZoneField value={typed.timeZone} onChange={(timeZone) => set({ timeZone })} />
        <Field
          label={say('group.contact')}
          type="email"
          value={typed.contactEmail ?? ''}
          maxLength={254}
          onChange={(contactEmail) => set({ contactEmail })}
        />
        <fieldset className="choices">
          <legend>{say('group.uses')}</legend>
          {uses.map((use) => (
            <label key={use} className="choice">
              <input
                type="checkbox"
                checked={typed.uses.includes(use)}
                onChange={({ target }) =>
                  set({
                    uses: uses.filter((one) => (one === use ? target.checked : typed.uses.includes(one))),
                  })
                }
              />
              <span>{say(`group.use.${use}`)}</span>
            </label>
          ))}
        </fieldset>
        {of.kind === 'cooperative' && (
          <label className="choice">
            <input
              type="checkbox"
              checked={typed.requiresCooperativeMark}
              onChange={({ target }) => set({ requiresCooperativeMark: target.checked })}
            />
            <span>{say('group.mark')}</span>
          </label>
        )}
        <Trouble>{save.trouble}</Trouble>
        <div className="row save-row">
          <button type="submit" className="button first" aria-busy={save.busy || undefined}>
            {say('save')}
          </button>
        </div>
        <section className="panel stack">
          <h2>{say('group.proxy')}</h2>
          <p>{say('group.proxy-text')}</p>
          <select
            className="input"
            aria-label={say('group.proxy')}
            value={of.proxyInstitutionId ?? ''}
            onChange={({ target }) => proxy.run(target.value || null)}
          >
            <option value="">{say('field.none')}</option>
            {libraries.data?.map(({ id, name }) => (
              <option key={id} value={id}>
                {name}
              </option>
            ))}
          </select>
          <Trouble>{proxy.trouble}</Trouble>
        </section>
      </fieldset>
    </form>
  );
}
