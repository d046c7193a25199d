import { ok, type Carrel } from '@carrel/client';
import { useEffect, useState } from 'preact/hooks';
import { anyone } from '../api.js';
import { useSpeech } from '../context.js';
import { isAddress } from '../forms/draft.js';
import { ChoiceField, TextField } from '../forms/fields.js';
import { tooMany } from '../forms/trouble.js';
import { problemIn } from './problem.js';

interface Props {
  readonly questions: Carrel['questions'];
  readonly token: string | undefined;
}

/** A link that opens nothing more has another mailed to the same address; without one the address is asked for. */
export function NewLink({ questions, token }: Props) {
  const { say } = useSpeech();
  const [sent, setSent] = useState(false);
  const [fault, setFault] = useState('');
  const renew = async () => {
    try {
      await ok(questions.POST('/v1/my-questions/links'));
      setSent(true);
    } catch (error) {
      const problem = problemIn(error);
      setFault(problem?.status === 429 ? tooMany(say, problem) : say('trouble.away'));
    }
  };
  if (sent) return <p role="status">{say('link.sent')}</p>;
  return (
    <>
      {token !== undefined && (
        <>
          <p>{say('link.expired')}</p>
          <button type="button" class="button first" onClick={() => void renew()}>
            {say('link.renew')}
          </button>
          <p role="alert" class="fault">
            {fault}
          </p>
        </>
      )}
      <ByAddress onSent={() => setSent(true)} />
    </>
  );
}

/** For a library of the start page; what others are called here nobody is shown. */
function ByAddress({ onSent }: { onSent: () => void }) {
  const { say } = useSpeech();
  const [libraries, setLibraries] = useState<readonly { id: string; name: string }[]>([]);
  const [library, setLibrary] = useState('');
  const [text, setText] = useState('');
  const [faults, setFaults] = useState<{ library?: string; email?: string; all?: string }>({});
  useEffect(() => {
    void ok(anyone.chat.GET('/v1/patron-pages')).then(
      ({ items }) => setLibraries(items),
      () => undefined,
    );
  }, []);
  if (libraries.length === 0) return null;
  const send = async () => {
    const email = text.trim();
    const institutionId = libraries.find(({ name }) => name === library)?.id;
    const found = {
      ...(institutionId ? {} : { library: say('fault.needed') }),
      ...(isAddress(email) ? {} : { email: say('fault.address') }),
    };
    setFaults(found);
    if (!institutionId || found.email) return;
    try {
      await ok(anyone.questions.POST('/v1/patron-links', { body: { institutionId, email } }));
      onSent();
    } catch (error) {
      const problem = problemIn(error);
      setFaults({ all: problem?.status === 429 ? tooMany(say, problem) : say('trouble.away') });
    }
  };
  return (
    <details class="by-address">
      <summary>{say('link.by.address')}</summary>
      <form
        class="form"
        noValidate
        onSubmit={(event) => {
          event.preventDefault();
          void send();
        }}
      >
        <ChoiceField
          {...{ id: 'link-library', label: say('own.library'), required: true }}
          options={libraries.map(({ name }) => name)}
          value={library}
          fault={faults.library}
          onInput={setLibrary}
        />
        <TextField
          {...{ id: 'link-email', label: say('form.email'), type: 'email', required: true, maxLength: 254 }}
          autocomplete="email"
          value={text}
          fault={faults.email}
          onInput={setText}
        />
        <p role="alert" class="fault">
          {faults.all ?? ''}
        </p>
        <button type="submit" class="button">
          {say('link.send')}
        </button>
      </form>
    </details>
  );
}
