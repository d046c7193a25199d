import { ok } from '@carrel/client';
import { useQueryClient } from '@tanstack/react-query';
import { useRef, useState } from 'react';
import { api } from '../../api.js';
import { Action } from '../../ui/Action.js';
import { Field } from '../../ui/Field.js';
import { Sure } from '../../ui/Sure.js';
import { Trouble } from '../../ui/trouble.js';
import { useCommand } from '../../ui/useCommand.js';
import { To } from '../../ui/To.js';
import { Erasures } from './Erasures.js';
import { useSay } from '../words.js';

/** What a patron may ask for: everything that is kept as a file, and to be forgotten. */
export function PatronDataPage() {
  const say = useSay();
  const [email, setEmail] = useState('');
  const [sure, setSure] = useState(false);
  const queries = useQueryClient();
  const [come, setCome] = useState<number>();
  const cutting = useRef<AbortController>(undefined);
  const give = useCommand(async () => {
    const { signal } = (cutting.current = new AbortController());
    setCome(0);
    try {
      const body = { email: email.trim() };
      const answer = await api.questions.POST('/v1/exports', { body, signal, parseAs: 'stream' });
      const blob = await received(await ok(Promise.resolve(answer)), setCome);
      save(blob, `${email.trim()}.json`);
    } catch (error) {
      // Whoever stopped it knows.
      if (!signal.aborted) throw error;
    } finally {
      setCome(undefined);
    }
  });
  const forget = useCommand(
    () => ok(api.questions.POST('/v1/erasures', { body: { email: email.trim() } })),
    () => {
      void queries.invalidateQueries({ queryKey: ['erasures'] });
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
        {come !== undefined && (
          <div className="row" role="status">
            <progress aria-label={say('data.export')} />
            <span>{say('data.come', { kilobytes: Math.ceil(come / 1024) })}</span>
            <Action onPress={() => cutting.current?.abort()}>{say('data.stop')}</Action>
          </div>
        )}
        <Trouble>{give.trouble}</Trouble>
      </section>
      <section aria-labelledby="erasures-title" className="stack">
        <h2 id="erasures-title">{say('data.erasures')}</h2>
        <Erasures />
      </section>
      {sure && (
        <Sure
          title={say('data.erase')}
          text={say('data.sure', { email: email.trim() })}
          does={say('data.erase-do')}
          command={forget}
          onDo={() => forget.run()}
          onClose={() => setSure(false)}
        />
      )}
    </>
  );
}

/** A file as it comes, with how much of it is there. */
async function received(stream: unknown, come: (bytes: number) => void): Promise<Blob> {
  const parts: Uint8Array<ArrayBuffer>[] = [];
  let bytes = 0;
  const reader = (stream as ReadableStream<Uint8Array<ArrayBuffer>>).getReader();
  for (let next = await reader.read(); !next.done; next = await reader.read()) {
    parts.push(next.value);
    bytes += next.value.length;
    come(bytes);
  }
  return new Blob(parts, { type: 'application/json' });
}

function save(blob: Blob, name: string): void {
  const link = document.createElement('a');
  link.href = URL.createObjectURL(blob);
  link.download = name;
  link.click();
  setTimeout(() => URL.revokeObjectURL(link.href), 10_000);
}
