import { ok } from '@carrel/client';
import { useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { api } from '../../api.js';
import { Action } from '../../ui/Action.js';
import { Ask } from '../../ui/Ask.js';
import { Field } from '../../ui/Field.js';
import { When } from '../../ui/time.js';
import { Trouble } from '../../ui/trouble.js';
import { useCommand } from '../../ui/useCommand.js';
import { To } from '../../ui/To.js';
import { useSay } from '../words.js';

const kept = 'carrel-erasures';
const known = (): string[] => {
  try {
    return JSON.parse(sessionStorage.getItem(kept) ?? '[]') as string[];
  } catch {
    return [];
  }
};

/** What a patron may ask for: everything that is kept as a file, and to be forgotten. */
export function PatronDataPage() {
  const say = useSay();
  const [email, setEmail] = useState('');
  const [sure, setSure] = useState(false);
  const [erasures, setErasures] = useState(known);
  const give = useCommand(async () => {
    const file = await ok(
      api.questions.POST('/v1/exports', { body: { email: email.trim() }, parseAs: 'blob' }),
    );
    const link = document.createElement('a');
    link.href = URL.createObjectURL(file as Blob);
    link.download = `${email.trim()}.json`;
    link.click();
    URL.revokeObjectURL(link.href);
  });
  const forget = useCommand(
    () => ok(api.questions.POST('/v1/erasures', { body: { email: email.trim() } })),
    ({ id }) => {
      const all = [id, ...erasures];
      setErasures(all);
      sessionStorage.setItem(kept, JSON.stringify(all));
      setSure(false);
      setEmail('');
    },
  );
  const whyNot = /\S+@\S+/.test(email) ? undefined : say('data.address-first');
  return (
    <>
      <h1>{say('data')}</h1>
      <p>
        {say('data.text')} <To to="/administration/library/settings/privacy-clocks">{say('data.clocks')}</To>
      </p>
      <section className="panel stack">
        <Field label={say('data.email')} type="email" value={email} onChange={setEmail} maxLength={254} />
        <div className="row">
          <Action onPress={() => give.run()} busy={give.busy} whyNot={whyNot}>
            {say('data.export')}
          </Action>
          <Action kind="danger" onPress={() => setSure(true)} whyNot={whyNot}>
            {say('data.erase')}
          </Action>
        </div>
        {give.busy && <progress aria-label={say('data.export')} />}
        <Trouble>{give.trouble}</Trouble>
      </section>
      {erasures.length > 0 && (
        <section aria-labelledby="erasures-title" className="stack">
          <h2 id="erasures-title">{say('data.erasures')}</h2>
          <ul className="setting-rows">
            {erasures.map((id) => (
              <Erasure key={id} id={id} />
            ))}
          </ul>
        </section>
      )}
      {sure && (
        <Ask title={say('data.erase')} onClose={() => setSure(false)} role="alertdialog">
          <p>{say('data.sure', { email: email.trim() })}</p>
          <Trouble>{forget.trouble}</Trouble>
          <div className="row">
            <Action kind="danger" onPress={() => forget.run()} busy={forget.busy}>
              {say('data.erase-do')}
            </Action>
            <Action onPress={() => setSure(false)}>{say('cancel')}</Action>
          </div>
        </Ask>
      )}
    </>
  );
}

function Erasure({ id }: { id: string }) {
  const say = useSay();
  const { data } = useQuery({
    queryKey: ['erasure', id],
    queryFn: () => ok(api.questions.GET('/v1/erasures/{id}', { params: { path: { id } } })),
    refetchInterval: ({ state }) => (state.data?.status === 'done' ? false : 2_000),
  });
  if (!data) return null;
  return (
    <li className="plain-row">
      <strong>{say('data.questions', { count: data.questions })}</strong>
      <span className="quiet">
        <When at={data.askedAt} />
      </span>
      {data.status === 'done' ? (
        <span className="tag good">{say('data.done')}</span>
      ) : (
        <progress aria-label={say('data.running')} />
      )}
    </li>
  );
}
