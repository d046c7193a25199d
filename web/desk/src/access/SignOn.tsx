import { CarrelProblem } from '@carrel/client';
import { useEffect, useState, type FormEvent } from 'react';
import { useSay, type Key } from '../language.js';
import { Field } from '../ui/Field.js';
import { Trouble, troubleOf } from '../ui/trouble.js';
import { firstLibrary, listedLibraries, signOnAt, type Library } from './single-sign-on.js';

const faults: Readonly<Record<string, Key>> = {
  'not-found': 'sign-in.library-unknown',
  'no-single-sign-on': 'sign-in.library-none',
  'provider-unusable': 'sign-in.library-away',
};

/** At the library's own sign-in page; which library, is remembered on this computer. */
export function SignOn({ onBack }: { onBack: () => void }) {
  const say = useSay();
  const [listed, setListed] = useState<readonly Library[]>([]);
  const [library, setLibrary] = useState(firstLibrary);
  const [busy, setBusy] = useState(false);
  const [trouble, setTrouble] = useState<string>();
  useEffect(() => {
    listedLibraries().then(
      (libraries) => {
        setListed(libraries);
        setLibrary((typed) => libraries.find(({ slug }) => slug === typed)?.name ?? typed);
      },
      // Its page's address can be typed all the same.
      () => undefined,
    );
  }, []);
  const submit = async (event: FormEvent) => {
    event.preventDefault();
    const typed = library.trim();
    if (busy || !typed) return;
    setBusy(true);
    setTrouble(undefined);
    try {
      await signOnAt(listed.find(({ name }) => name.toLowerCase() === typed.toLowerCase())?.slug ?? typed);
    } catch (error) {
      const code = error instanceof CarrelProblem ? error.problem?.code : undefined;
      const known = code && faults[code];
      setTrouble(known ? say(known) : troubleOf(error, say));
      setBusy(false);
    }
  };
  return (
    <form className="stack" onSubmit={(event) => void submit(event)} noValidate>
      <Field
        label={say('sign-in.which-library')}
        hint={say('sign-in.which-library-hint')}
        value={library}
        onChange={setLibrary}
        list="libraries"
        autoFocus
        maxLength={200}
      >
        <datalist id="libraries">
          {listed.map(({ slug, name }) => (
            <option key={slug} value={name} />
          ))}
        </datalist>
      </Field>
      <Trouble>{trouble}</Trouble>
      <div className="row">
        <button className="button first" type="submit" aria-disabled={busy} aria-busy={busy}>
          {say('sign-in.go-on')}
        </button>
        <button className="button plain" type="button" onClick={onBack}>
          {say('sign-in.back')}
        </button>
      </div>
    </form>
  );
}
