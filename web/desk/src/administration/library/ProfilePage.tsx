import { CarrelProblem, ok } from '@carrel/client';
import { useQuery, useQueryClient } from '@tanstack/react-query';
import { useMemo, useState } from 'react';
import { api } from '../../api.js';
import { useAccount } from '../../frame/me.js';
import { toast } from '../../frame/toast.js';
import { useLanguage } from '../../language.js';
import { Action } from '../../ui/Action.js';
import { useKept } from '../../ui/drafts.js';
import { Field } from '../../ui/Field.js';
import { Loaded } from '../../ui/Loaded.js';
import { faultsOf, Trouble } from '../../ui/trouble.js';
import { useCommand } from '../../ui/useCommand.js';
import { alike } from '../settings/schema.js';
import { countriesIn } from '../regions.js';
import { SaveRow } from '../SaveRow.js';
import { useSay, type Key } from '../words.js';
import { ZoneField } from '../ZoneField.js';
import { Referrals } from './Referrals.js';

const readProfile = (id: string) =>
  ok(api.admin.GET('/v1/institutions/{id}/profile', { params: { path: { id } } }));
export type Profile = Awaited<ReturnType<typeof readProfile>>;
export const useProfile = (id: string) =>
  useQuery({ queryKey: ['profile', id], queryFn: () => readProfile(id) });

const types = ['public', 'academic', 'school', 'law', 'medical', 'special', 'state', 'national'] as const;

/** Institution information and contact: what every library provides, and what of it is still missing. */
export function ProfilePage({ institutionId }: { institutionId: string }) {
  const profile = useProfile(institutionId);
  return (
    <>
      <Loaded of={profile}>{(of) => <Form key={of.status} id={institutionId} of={of} />}</Loaded>
      <Referrals institutionId={institutionId} />
    </>
  );
}

function Form({ id, of }: { id: string; of: Profile }) {
  const say = useSay();
  const language = useLanguage();
  const queries = useQueryClient();
  const fresh = async () => {
    await queries.invalidateQueries({ queryKey: ['profile', id] });
    void queries.invalidateQueries({ queryKey: ['me'] });
    void queries.invalidateQueries({ queryKey: ['libraries'] });
  };
  const saved = {
    name: of.name,
    stateOrProvince: of.stateOrProvince ?? '',
    country: of.country ?? '',
    timeZone: of.timeZone,
    alertEmail: of.alertEmail ?? '',
    libraryTypes: of.libraryTypes as readonly string[],
  };
  // What is typed and not saved outlives a reload.
  const [draft, keepDraft] = useKept<Partial<typeof saved>>(useAccount().id, `profile:${id}`);
  const typed = { ...saved, ...draft };
  const dirty = !alike(typed, saved);
  const [taken, setTaken] = useState(false);
  const [nameConfirmed, setNameConfirmed] = useState(false);
  const [faults, setFaults] = useState<Readonly<Record<string, string>>>({});
  const countries = useMemo(() => countriesIn(language), [language]);
  const set = (change: Partial<typeof saved>) => keepDraft({ ...draft, ...change });
  const empty = (field: string) => {
    const value = typed[field as keyof typeof typed];
    return value.length === 0;
  };
  const save = useCommand(async () => {
    setFaults({});
    const { name, stateOrProvince, country, timeZone, alertEmail, libraryTypes } = typed;
    const body = {
      name: name.trim(),
      stateOrProvince: stateOrProvince.trim() || null,
      country: country || null,
      timeZone,
      alertEmail: alertEmail.trim() || null,
      libraryTypes: types.filter((type) => libraryTypes.includes(type)),
      nameConfirmed,
    };
    try {
      await ok(api.admin.PUT('/v1/institutions/{id}/profile', { params: { path: { id } }, body }));
    } catch (error) {
      if (error instanceof CarrelProblem) setTaken(error.problem?.code === 'name-taken');
      setFaults(faultsOf(error));
      throw error;
    }
    await fresh();
    keepDraft(undefined);
    toast(say('saved'));
  });
  const submit = useCommand(async () => {
    await ok(api.admin.POST('/v1/institutions/{id}/profile/submit', { params: { path: { id } } }));
    await fresh();
  });
  const must = (field: string, label: string) =>
    `${label} ${empty(field) ? `(${say('profile.required')})` : ''}`.trim();
  const settled = of.status === 'submitted' || of.status === 'active';
  return (
    <article className="setting">
      <header className="setting-top">
        <h1>{say('profile')}</h1>
        <p>{say('profile.text')}</p>
        <p role="status">
          <span className={`tag ${of.status === 'active' ? 'good' : 'warn'}`}>
            {say(`profile.is.${of.status}`)}
          </span>{' '}
          {of.status === 'rejected' && of.note}
        </p>
      </header>
      <div className="setting-columns">
        <form
          noValidate
          className="setting-form"
          onSubmit={(event) => {
            event.preventDefault();
            save.run();
          }}
        >
          <h2>{say('profile.information')}</h2>
          <Field
            label={must('name', say('profile.name'))}
            value={typed.name}
            maxLength={200}
            fault={faults.name}
            onChange={(name) => set({ name })}
          />
          {taken && (
            <label className="choice">
              <input
                type="checkbox"
                checked={nameConfirmed}
                onChange={({ target }) => setNameConfirmed(target.checked)}
              />
              <span>{say('profile.name-confirmed')}</span>
            </label>
          )}
          <Field
            label={must('stateOrProvince', say('profile.stateOrProvince'))}
            value={typed.stateOrProvince}
            maxLength={100}
            fault={faults.stateOrProvince}
            onChange={(stateOrProvince) => set({ stateOrProvince })}
          />
          <div className="field">
            <label htmlFor="country">{must('country', say('profile.country'))}</label>
            <select
              id="country"
              className="input"
              value={typed.country}
              onChange={({ target }) => set({ country: target.value })}
            >
              <option value="">{say('field.none')}</option>
              {countries.map(({ code, name }) => (
                <option key={code} value={code}>
                  {name}
                </option>
              ))}
            </select>
          </div>
          <ZoneField
            value={typed.timeZone}
            onChange={(timeZone) => set({ timeZone })}
            hint={say(of.daylightSaving ? 'profile.daylight' : 'profile.no-daylight')}
          />
          <h2>{say('profile.contact')}</h2>
          <Field
            label={must('alertEmail', say('profile.alertEmail'))}
            hint={say('profile.alert-hint')}
            type="email"
            value={typed.alertEmail}
            maxLength={254}
            fault={faults.alertEmail}
            onChange={(alertEmail) => set({ alertEmail })}
          />
          <fieldset className="choices">
            <legend>{must('libraryTypes', say('profile.libraryTypes'))}</legend>
            <div className="many-choices">
              {types.map((type) => (
                <label key={type} className="choice">
                  <input
                    type="checkbox"
                    checked={typed.libraryTypes.includes(type)}
                    onChange={({ target }) =>
                      set({
                        libraryTypes: types.filter((one) =>
                          one === type ? target.checked : typed.libraryTypes.includes(one),
                        ),
                      })
                    }
                  />
                  <span>{say(`type.${type}`)}</span>
                </label>
              ))}
            </div>
          </fieldset>
          <Trouble>{save.trouble}</Trouble>
          <SaveRow
            dirty={dirty}
            busy={save.busy}
            onUndo={() => {
              keepDraft(undefined);
              setFaults({});
              save.clear();
            }}
          />
        </form>
        <aside className="setting-beside">
          <section className="panel">
            <h2>{say('profile.checklist')}</h2>
            <ul className="plain-list checks">
              {of.checklist.map(({ field, status }) => (
                <li key={field} className={status === 'OK' ? 'ok' : 'not-ok'}>
                  <span className="check" aria-hidden="true">
                    {status === 'OK' ? '✓' : '○'}
                  </span>
                  {say(`profile.${field}` as Key)}{' '}
                  <span className="quiet">{say(status === 'OK' ? 'check.ok' : 'check.missing')}</span>
                </li>
              ))}
            </ul>
            {!settled && (
              <Action
                kind="first"
                onPress={() => submit.run()}
                busy={submit.busy}
                whyNot={of.missing.length > 0 ? say('profile.missing-first') : undefined}
              >
                {say('profile.submit')}
              </Action>
            )}
            {of.status === 'submitted' && <p>{say('profile.next')}</p>}
            <Trouble>{submit.trouble}</Trouble>
          </section>
        </aside>
      </div>
    </article>
  );
}
